import { readFileSync } from 'node:fs';
import ts from 'typescript';

const SOURCE = 'src/element/ghl-social-connect.ts';
const CLASS = 'GhlSocialConnectElement';
const byName = (a, b) => a.name.localeCompare(b.name, 'en');

/** The types of the class's members as the compiler sees them: the manifest has only the words of the source. */
function createTypeReader() {
  const { options } = ts.parseJsonConfigFileContent(
    ts.readConfigFile('tsconfig.json', ts.sys.readFile).config,
    ts.sys,
    '.',
  );
  const program = ts.createProgram([SOURCE], { ...options, noEmit: true });
  const checker = program.getTypeChecker();
  const [declaration] = program
    .getSourceFile(SOURCE)
    .statements.filter((statement) => ts.isClassDeclaration(statement) && statement.name.text === CLASS);
  const instance = checker.getTypeAtLocation(declaration);
  return (name) => {
    const type = checker.getNonNullableType(checker.getTypeOfPropertyOfType(instance, name));
    const parts = type.isUnion() ? type.types : [type];
    const isBoolean = parts.every((part) => part.flags & ts.TypeFlags.BooleanLike);
    const values = parts.every((part) => part.isStringLiteral()) ? parts.map(({ value }) => value).sort() : [];
    const text = isBoolean ? 'boolean' : values.map((value) => `'${value}'`).join(' | ') || checker.typeToString(type);
    return { text, values, isBoolean, isNumber: Boolean(type.flags & ts.TypeFlags.Number) };
  };
}

/**
 * What a user of the element can set and hear, out of the manifest: each property with its attribute, its type and what
 * it means, and each event.
 */
export function readElement(manifestPath) {
  const { modules } = JSON.parse(readFileSync(manifestPath, 'utf8'));
  const element = modules.flatMap(({ declarations }) => declarations).find(({ tagName }) => tagName);
  const readType = createTypeReader();
  const properties = element.members
    .filter(({ kind, readonly, static: isStatic }) => kind === 'field' && !readonly && !isStatic)
    .map(({ name, attribute, description }) => ({ name, attribute, description, type: readType(name) }));
  const events = element.events.map(({ name, type, description }) => ({
    name,
    description,
    className: type.text,
    property: name.replace(/-(\w)/g, (_whole, letter) => letter.toUpperCase()),
  }));
  return { ...element, properties: properties.sort(byName), events: events.sort(byName) };
}
