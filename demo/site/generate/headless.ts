import ts from 'typescript';
import { createProgram } from './program.js';
import { code, createTable } from './tables.js';

/** What has no text in the sources because its name says it all there. */
const OBVIOUS: Readonly<Record<string, string>> = { platform: 'The platform.' };

const FIRST_SENTENCE = /^[^]*?\.(?=\s|$)/;
const DEFAULT = /\s*Default: (.+)\.$/;

/** The entry `ghl-social-connect/connect`, as the compiler understands it. */
interface Entry {
  readonly checker: ts.TypeChecker;
  readonly exports: readonly ts.Symbol[];
}

function readEntry(root: string): Entry {
  const file = `${root}src/connect/index.ts`;
  const program = createProgram(file);
  const checker = program.getTypeChecker();
  const source = program.getSourceFile(file);
  const module = source && checker.getSymbolAtLocation(source);
  if (!module) throw new Error(`${file} exports nothing.`);
  const exports = checker
    .getExportsOfModule(module)
    .map((symbol) => (symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol));
  return { checker, exports };
}

/** What the sources say of it, in Markdown. */
function readText(symbol: ts.Symbol, checker: ts.TypeChecker): string {
  const parts = symbol.getDocumentationComment(checker);
  const text = ts.displayPartsToString(parts).replace(/\{@link ([\w.]+)\s*\}/g, '`$1`');
  const found = text || OBVIOUS[symbol.name];
  if (!found) throw new Error(`The sources do not say what ${symbol.name} of ghl-social-connect/connect is.`);
  return found;
}

function listMembers({ checker, exports }: Entry, name: string): readonly ts.Symbol[] {
  const found = exports.find((symbol) => symbol.name === name);
  if (!found) throw new Error(`ghl-social-connect/connect does not export ${name}.`);
  return checker.getPropertiesOfType(checker.getDeclaredTypeOfSymbol(found));
}

/** `name`, or `name(one, other)` of what can be called. */
function describeCall(symbol: ts.Symbol, checker: ts.TypeChecker): string {
  const [signature] = checker.getNonNullableType(checker.getTypeOfSymbol(symbol)).getCallSignatures();
  return signature ? `${symbol.name}(${signature.parameters.map(({ name }) => name).join(', ')})` : symbol.name;
}

function createExportTable({ checker, exports }: Entry): string {
  const isValue = ({ flags }: ts.Symbol) => (flags & ts.SymbolFlags.Value) !== 0;
  const ordered = [...exports.filter(isValue), ...exports.filter((symbol) => !isValue(symbol))];
  return createTable(
    ['export', 'what it is'],
    ordered.map((symbol) => [
      `${isValue(symbol) ? '' : 'type '}${code(symbol.name)}`,
      FIRST_SENTENCE.exec(readText(symbol, checker))?.[0] ?? '',
    ]),
  );
}

function createOptionTable(options: readonly ts.Symbol[], checker: ts.TypeChecker): string {
  const rows = options.map((option) => {
    const text = readText(option, checker);
    const [whole = '', fallback = ''] = DEFAULT.exec(text) ?? [];
    return [code(option.name), fallback, text.slice(0, text.length - whole.length)];
  });
  return createTable(['option', 'default', 'meaning'], rows);
}

function createCallTable(head: readonly string[], members: readonly ts.Symbol[], checker: ts.TypeChecker): string {
  return createTable(
    head,
    members.map((member) => [code(describeCall(member, checker)), readText(member, checker)]),
  );
}

/** The tables of the guide to `ghl-social-connect/connect`, by the name that markers know them by. */
export function createHeadlessTables(root: string): Readonly<Record<string, string>> {
  const entry = readEntry(root);
  const { checker } = entry;
  const options = listMembers(entry, 'ConnectOptions');
  const isCallback = ({ name }: ts.Symbol) => /^on[A-Z]/.test(name);
  const shared = new Set(listMembers(entry, 'ProxyOptions').map(({ name }) => name));
  const ofAccounts = listMembers(entry, 'AccountOptions').filter(({ name }) => !shared.has(name));
  return {
    'connect-exports': createExportTable(entry),
    'connect-options': createOptionTable(
      options.filter((option) => !isCallback(option)),
      checker,
    ),
    'connect-callbacks': createCallTable(['callback', 'when'], options.filter(isCallback), checker),
    'connect-attempt': createCallTable(['member', 'meaning'], listMembers(entry, 'Attempt'), checker),
    'connect-connection': createCallTable(['field', 'meaning'], listMembers(entry, 'Connection'), checker),
    'connect-account-options': createOptionTable(ofAccounts, checker),
  };
}
