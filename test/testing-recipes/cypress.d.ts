// The commands of Cypress that the recipe uses. Cypress itself is no dependency: installing it downloads a browser.
interface CypressChain<Subject> {
  then(callback: (subject: Subject) => void): CypressChain<Subject>;
  shadow(): CypressChain<Subject>;
  find(selector: string): CypressChain<Subject>;
  click(): CypressChain<Subject>;
  invoke(method: 'text'): CypressChain<string>;
  should(chainer: 'match', pattern: RegExp): CypressChain<Subject>;
  should(chainer: 'have.text', text: string): CypressChain<Subject>;
}

declare const cy: {
  visit(path: string): void;
  get(selector: string): CypressChain<ArrayLike<HTMLElement>>;
};
