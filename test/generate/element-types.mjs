import ts from 'typescript';

/** The source of each element, by its class. */
const SOURCES = {
  GhlSocialConnectElement: 'src/element/ghl-social-connect.ts',
  GhlSocialAccountsElement: 'src/element/accounts/ghl-social-accounts.ts',
};

function describeType(checker, property) {
  const type = checker.getNonNullableType(property);
  const parts = type.isUnion() ? type.types : [type];
  const isBoolean = parts.every((part) => part.flags & ts.TypeFlags.BooleanLike);
  const values = parts.every((part) => part.isStringLiteral()) ? parts.map(({ value }) => value).sort() : [];
  const text = isBoolean ? 'boolean' : values.map((value) => `'${value}'`).join(' | ') || checker.typeToString(type);
  return { text, values, isBoolean, isNumber: Boolean(type.flags & ts.TypeFlags.Number) };
}

/**
 * Returns a function that gives the type and the documentation of a property of an element's class, as the compiler sees them:
 * the settings are declared in a table, where the manifest's analyzer does not look.
 */
export function createPropertyReader(className) {
  const source = SOURCES[className];
  const { config } = ts.readConfigFile('tsconfig.json', ts.sys.readFile);
  const { options } = ts.parseJsonConfigFileContent(config, ts.sys, '.');
  const program = ts.createProgram([source], { ...options, noEmit: true });
  const checker = program.getTypeChecker();
  const [declaration] = program
    .getSourceFile(source)
    .statements.filter((statement) => ts.isClassDeclaration(statement) && statement.name.text === className);
  const instance = checker.getTypeAtLocation(declaration);
  return (name) => {
    const symbol = checker.getPropertyOfType(instance, name);
    return {
      description: ts.displayPartsToString(symbol.getDocumentationComment(checker)),
      type: describeType(checker, checker.getTypeOfSymbol(symbol)),
    };
  };
}
