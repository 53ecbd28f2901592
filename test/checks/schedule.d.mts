export type Steps<Result> = Record<string, { run: () => Promise<Result>; after?: readonly string[] }>;
export declare function runSteps<Result>(
  steps: Steps<Result>,
  slots: number,
  onEnd: (name: string, result: Result, milliseconds: number) => void,
): Promise<void>;
