import ts from 'typescript';
import { createProgram } from './program.js';

/** The browser's own lists of events, which the element's are added to. */
const MAP_NAMES = ['GlobalEventHandlersEventMap', 'HTMLElementEventMap'];

/** More would hide what else there is. */
const MAX_WORDS = 5;

/** The words that a type consists of; none if it is anything else, or has too many to list. */
function listWords(type: ts.Type): string[] {
  const parts = type.isUnion() ? type.types : [type];
  const words = parts.flatMap((part) => (part.isStringLiteral() ? [`'${part.value}'`] : []));
  return words.length === parts.length && words.length <= MAX_WORDS ? words : [];
}

/** `name`, `name?`, or, where it is one of a few words, `name: 'a' | 'b'`. */
function describeProperty(property: ts.Symbol, checker: ts.TypeChecker): string {
  const words = listWords(checker.getNonNullableType(checker.getTypeOfSymbol(property)));
  const mark = property.flags & ts.SymbolFlags.Optional ? '?' : '';
  return `${property.name}${mark}${words.length > 0 ? `: ${words.join(' | ')}` : ''}`;
}

/** What the `detail` of each event has, by the event's name, as the compiler understands the source `file`. */
export function readEventDetails(file: string, mapNames: readonly string[] = MAP_NAMES): ReadonlyMap<string, string> {
  const program = createProgram(file);
  const checker = program.getTypeChecker();
  const source = program.getSourceFile(file);
  const global = source?.statements.find(ts.isModuleDeclaration)?.body;
  const maps = global && ts.isModuleBlock(global) ? global.statements.filter(ts.isInterfaceDeclaration) : [];
  const missing = mapNames.filter((wanted) => !maps.some(({ name }) => name.text === wanted));
  if (missing.length > 0) throw new Error(`${file} adds nothing to ${missing.join(', ')}.`);
  const members = maps.flatMap((map) => [...map.members]);

  return new Map(
    members.filter(ts.isPropertySignature).map((member) => {
      const event = checker.getTypeAtLocation(member);
      const detail = checker.getPropertyOfType(event, 'detail');
      const properties = detail ? checker.getPropertiesOfType(checker.getTypeOfSymbol(detail)) : [];
      const text = properties.map((property) => describeProperty(property, checker)).join(', ');
      return [(member.name as ts.StringLiteral).text, `{ ${text} }`];
    }),
  );
}
