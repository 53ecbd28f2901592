import { readFileSync } from 'node:fs';

/** Something that the manifest describes by name. */
export interface Described {
  readonly name: string;
  readonly description?: string;
  readonly default?: string;
  readonly type?: { readonly text: string };
}

/** A field or method of the class. */
export interface Member extends Described {
  readonly kind: 'field' | 'method';
  readonly attribute?: string;
  readonly readonly?: boolean;
  readonly static?: boolean;
  readonly privacy?: string;
}

/** The element, as `custom-elements.json` has it. */
export interface ElementDeclaration {
  readonly tagName: string;
  readonly description: string;
  readonly attributes: readonly (Described & { readonly fieldName: string })[];
  readonly members: readonly Member[];
  readonly events: readonly Described[];
  readonly slots: readonly Described[];
  readonly cssParts: readonly Described[];
  readonly cssProperties: readonly Described[];
  readonly cssStates: readonly Described[];
}

interface Manifest {
  readonly modules: readonly { readonly declarations?: readonly (Partial<ElementDeclaration> | undefined)[] }[];
}

/** Reads the element with this tag out of the manifest in the folder `root`. */
export function readElement(root: string, tag: string): ElementDeclaration {
  const manifest = JSON.parse(readFileSync(`${root}custom-elements.json`, 'utf8')) as Manifest;
  const element = manifest.modules.flatMap(({ declarations = [] }) => declarations).find((one) => one?.tagName === tag);
  if (!element) throw new Error(`custom-elements.json does not describe <${tag}>: npm run manifest`);
  return element as ElementDeclaration;
}

/** The description, with the default at its end. */
export function describe({ description = '', default: fallback }: Described): string {
  const isStated = !fallback || /\bDefault: /.test(description);
  return isStated ? description : `${description} Default: \`${fallback}\`.`;
}
