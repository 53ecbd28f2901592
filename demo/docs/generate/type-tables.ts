import ts from 'typescript';
import { createProgram } from './program.js';
import { code, createTable } from './tables.js';

/** What has no text in the sources because its name says it all there. */
const OBVIOUS: Readonly<Record<string, string>> = {
  platform: 'The platform.',
  locationId: 'The location.',
  method: 'The HTTP method.',
  status: 'The HTTP status of the response.',
  route: 'The route, by name.',
};

const FIRST_SENTENCE = /^[^]*?\.(?=\s|$)/;

/** A public entry of the package, as the compiler understands it. */
interface Entry {
  readonly name: string;
  readonly checker: ts.TypeChecker;
  readonly exports: readonly ts.Symbol[];
}

/** Reads the entry `ghl-social-connect/NAME` from the sources in the folder `root`. */
function readEntry(root: string, name: string): Entry {
  const file = `${root}src/${name}/index.ts`;
  const program = createProgram(file);
  const checker = program.getTypeChecker();
  const source = program.getSourceFile(file);
  const module = source && checker.getSymbolAtLocation(source);
  if (!module) throw new Error(`${file} exports nothing.`);
  const exports = checker
    .getExportsOfModule(module)
    .map((symbol) => (symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol));
  return { name, checker, exports };
}

function readOwnText(symbol: ts.Symbol, checker: ts.TypeChecker): string {
  const text = ts.displayPartsToString(symbol.getDocumentationComment(checker));
  return text.replace(/\{@link ([\w.]+)\s*\}/g, '`$1`');
}

/** The first paragraph about the type of a property, if that type has a name. */
function readTypeText(symbol: ts.Symbol, checker: ts.TypeChecker): string {
  const type = checker.getNonNullableType(checker.getTypeOfSymbol(symbol));
  const named = type.aliasSymbol ?? (type.isClassOrInterface() ? type.symbol : undefined);
  return named ? (readOwnText(named, checker).split('\n\n')[0] ?? '') : '';
}

/** What the sources say about a symbol, in Markdown. */
function readText(symbol: ts.Symbol, { name, checker }: Entry): string {
  const text = readOwnText(symbol, checker) || OBVIOUS[symbol.name] || readTypeText(symbol, checker);
  if (!text) throw new Error(`The sources do not say what ${symbol.name} of ghl-social-connect/${name} is.`);
  return text;
}

function listMembers({ name: entry, checker, exports }: Entry, name: string): readonly ts.Symbol[] {
  const found = exports.find((symbol) => symbol.name === name);
  if (!found) throw new Error(`ghl-social-connect/${entry} does not export ${name}.`);
  return checker.getPropertiesOfType(checker.getDeclaredTypeOfSymbol(found));
}

/** `name`, or `name(one, other)` of what can be called. */
function describeCall(symbol: ts.Symbol, { checker }: Entry): string {
  const [signature] = checker.getNonNullableType(checker.getTypeOfSymbol(symbol)).getCallSignatures();
  return signature ? `${symbol.name}(${signature.parameters.map(({ name }) => name).join(', ')})` : symbol.name;
}

function createExportTable(entry: Entry): string {
  const isValue = ({ flags }: ts.Symbol) => (flags & ts.SymbolFlags.Value) !== 0;
  const ordered = [...entry.exports.filter(isValue), ...entry.exports.filter((symbol) => !isValue(symbol))];
  return createTable(
    ['export', 'what it is'],
    ordered.map((symbol) => [
      `${isValue(symbol) ? '' : 'type '}${code(symbol.name)}`,
      FIRST_SENTENCE.exec(readText(symbol, entry))?.[0] ?? '',
    ]),
  );
}

const isRequired = ({ flags }: ts.Symbol) => (flags & ts.SymbolFlags.Optional) === 0;

/** What the sources say about an option, and whether it is required. */
function describeOption(option: ts.Symbol, entry: Entry): string[] {
  const text = readText(option, entry);
  const isMarked = !isRequired(option) || /\bRequired\b/.test(text);
  return [code(option.name), isMarked ? text : `${text} Required.`];
}

function createOptionTable(options: readonly ts.Symbol[], entry: Entry): string {
  return createTable(
    ['option', 'meaning'],
    options.map((option) => describeOption(option, entry)),
  );
}

function createMemberTable(head: readonly string[], members: readonly ts.Symbol[], entry: Entry): string {
  return createTable(
    head,
    members.map((member) => [code(describeCall(member, entry)), readText(member, entry)]),
  );
}

function createConnectTables(root: string): Readonly<Record<string, string>> {
  const entry = readEntry(root, 'connect');
  const options = listMembers(entry, 'ConnectOptions');
  const isCallback = ({ name }: ts.Symbol) => /^on[A-Z]/.test(name);
  const shared = new Set(listMembers(entry, 'ProxyClientOptions').map(({ name }) => name));
  const ofAccounts = listMembers(entry, 'AccountOptions').filter(({ name }) => !shared.has(name));
  return {
    'connect-exports': createExportTable(entry),
    'connect-options': createOptionTable(
      options.filter((option) => !isCallback(option)),
      entry,
    ),
    'connect-callbacks': createMemberTable(['callback', 'when'], options.filter(isCallback), entry),
    'connect-attempt': createMemberTable(['member', 'meaning'], listMembers(entry, 'Attempt'), entry),
    'connect-connection': createMemberTable(['field', 'meaning'], listMembers(entry, 'Connection'), entry),
    'connect-account-options': createOptionTable(ofAccounts, entry),
  };
}

function createProxyTables(root: string): Readonly<Record<string, string>> {
  const entry = readEntry(root, 'proxy');
  return {
    'proxy-options': createOptionTable(listMembers(entry, 'ProxyOptions'), entry),
    'proxy-log': createMemberTable(['field', 'meaning'], listMembers(entry, 'LogEntry'), entry),
    'proxy-exports': createExportTable(entry),
  };
}

function createSimulatorTables(root: string): Readonly<Record<string, string>> {
  const entry = readEntry(root, 'simulator');
  return {
    'simulator-options': createOptionTable(listMembers(entry, 'SimulatorOptions'), entry),
    'simulator-shell': createOptionTable(listMembers(entry, 'SimulatedShell'), entry),
    'simulator-members': createMemberTable(['member', 'meaning'], listMembers(entry, 'Simulator'), entry),
  };
}

function createTokensTables(root: string): Readonly<Record<string, string>> {
  const entry = readEntry(root, 'tokens');
  return {
    'tokens-options': createOptionTable(listMembers(entry, 'AppTokensOptions'), entry),
    'tokens-webhooks': createOptionTable(listMembers(entry, 'WebhookOptions'), entry),
    'tokens-members': createMemberTable(['member', 'meaning'], listMembers(entry, 'AppTokens'), entry),
    'tokens-exports': createExportTable(entry),
  };
}

function createStoreTables(root: string): Readonly<Record<string, string>> {
  const entry = readEntry(root, 'store');
  return {
    'store-members': createMemberTable(['operation', 'meaning'], listMembers(entry, 'Store'), entry),
    'store-exports': createExportTable(entry),
  };
}

function createHighLevelTables(root: string): Readonly<Record<string, string>> {
  const entry = readEntry(root, 'highlevel');
  const proxy = readEntry(root, 'proxy');
  return {
    'highlevel-options': createOptionTable(listMembers(entry, 'HighLevelSessionOptions'), entry),
    'highlevel-members': createMemberTable(['member', 'meaning'], listMembers(entry, 'HighLevelSession'), entry),
    'highlevel-request': createOptionTable(listMembers(entry, 'UserContextRequest'), entry),
    'proxy-user-context': createOptionTable(listMembers(proxy, 'UserContextOptions'), proxy),
    'highlevel-exports': createExportTable(entry),
  };
}

/** The tables about types of the entries, by the name of their markers. */
export function createTypeTables(root: string): Readonly<Record<string, string>> {
  return {
    ...createConnectTables(root),
    ...createProxyTables(root),
    ...createSimulatorTables(root),
    ...createTokensTables(root),
    ...createStoreTables(root),
    ...createHighLevelTables(root),
  };
}
