/** All that the rules look at. */
export interface Release {
  manifest: Record<string, unknown>;
  version: string;
  changelog: string;
  readme: string;
  files: Record<string, Buffer>;
  hashes: Record<string, string>;
  packed: string[];
}

export const RULES: Record<string, (release: Release) => string | undefined | false>;
