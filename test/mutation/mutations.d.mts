/** One guard to take away. */
export interface Mutation {
  readonly name: string;
  readonly file: string;
  readonly find: string;
  readonly put: string;
}

export const MUTATIONS: readonly Mutation[];
