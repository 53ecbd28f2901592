import ts from 'typescript';

const MAP_NAME = 'HTMLElementEventMap';

function createProgram(file: string): ts.Program {
  return ts.createProgram([file], {
    target: ts.ScriptTarget.ES2022,
    module: ts.ModuleKind.NodeNext,
    moduleResolution: ts.ModuleResolutionKind.NodeNext,
    lib: ['lib.es2023.d.ts', 'lib.dom.d.ts', 'lib.dom.iterable.d.ts'],
    types: [],
    strict: true,
    noEmit: true,
  });
}

function isWord(type: ts.Type): boolean {
  return type.isUnion()
    ? type.types.every((part) => part.isStringLiteral()) && type.types.length < 6
    : type.isStringLiteral();
}

/** `name`, `name?`, or, where it is one of a few words, `name: 'a' | 'b'`. */
function describeProperty(property: ts.Symbol, checker: ts.TypeChecker): string {
  const type = checker.getNonNullableType(checker.getTypeOfSymbol(property));
  const mark = property.flags & ts.SymbolFlags.Optional ? '?' : '';
  const words = isWord(type) ? `: ${checker.typeToString(type).replaceAll('"', "'")}` : '';
  return `${property.name}${mark}${words}`;
}

/** What the `detail` of each event has, by the event's name, as the compiler understands the sources in `root`. */
export function readEventDetails(root: string): ReadonlyMap<string, string> {
  const file = `${root}src/element/events.ts`;
  const program = createProgram(file);
  const checker = program.getTypeChecker();
  const source = program.getSourceFile(file);
  const global = source?.statements.find(ts.isModuleDeclaration)?.body;
  const map = global && ts.isModuleBlock(global) ? global.statements.find(ts.isInterfaceDeclaration) : undefined;
  if (map?.name.text !== MAP_NAME) throw new Error(`${file} adds nothing to ${MAP_NAME}.`);

  return new Map(
    map.members.filter(ts.isPropertySignature).map((member) => {
      const event = checker.getTypeAtLocation(member);
      const detail = checker.getPropertyOfType(event, 'detail');
      const properties = detail ? checker.getPropertiesOfType(checker.getTypeOfSymbol(detail)) : [];
      const text = properties.map((property) => describeProperty(property, checker)).join(', ');
      return [(member.name as ts.StringLiteral).text, `{ ${text} }`];
    }),
  );
}
