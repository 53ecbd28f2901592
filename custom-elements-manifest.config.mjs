import { fileURLToPath } from 'node:url';
import { runnerImport } from 'vite';

const ELEMENT = fileURLToPath(new URL('src/element/index.ts', import.meta.url));
const { module: element } = await runnerImport(ELEMENT, { configFile: false, logLevel: 'error' });

const NOT_FOR_USERS = /^#|Callback$|^(?:formAssociated|shadowRootOptions|styles|properties)$/;
const byName = (a, b) => (a.name ?? '').localeCompare(b.name ?? '', 'en');

function nameAttribute(property, { attribute }) {
  if (attribute === false) return undefined;
  return typeof attribute === 'string' ? attribute : property.toLowerCase();
}

/** Reads the attributes off the class itself, where Lit has them, whatever `static properties` is written with. */
function listAttributes(elementClass, members) {
  return [...elementClass.elementProperties].flatMap(([property, declaration]) => {
    const name = nameAttribute(property, declaration);
    const member = members.find((candidate) => candidate.name === property);
    if (member) delete member.attribute;
    if (name === undefined || declaration.state) return [];
    if (member) member.attribute = name;
    const { type, default: defaultValue, description } = member ?? {};
    return [{ name, type, default: defaultValue, description, fieldName: property }];
  });
}

/** What an element has of its base class, which is no element of its own, stands with the element. */
function foldBaseClasses(manifest) {
  const isBase = ({ kind, name }) => kind === 'class' && !element[name];
  const bases = manifest.modules.flatMap(({ declarations = [] }) => declarations.filter(isBase));
  manifest.modules = manifest.modules.filter(({ declarations = [] }) => !declarations.some(isBase));
  for (const declaration of manifest.modules.flatMap(({ declarations = [] }) => declarations)) {
    const findBase = () => bases.find(({ name }) => name === declaration.superclass?.name);
    for (let base = findBase(); base; base = findBase()) declaration.superclass = base.superclass;
    for (const member of declaration.members) delete member.inheritedFrom;
  }
}

function describeElements() {
  return {
    name: 'describe-elements',
    packageLinkPhase({ customElementsManifest }) {
      foldBaseClasses(customElementsManifest);
      const declarations = customElementsManifest.modules.flatMap((module) => module.declarations ?? []);
      for (const declaration of declarations.filter(({ customElement }) => customElement)) {
        declaration.members = declaration.members.filter(
          ({ name, privacy }) => (privacy ?? 'public') === 'public' && !NOT_FOR_USERS.test(name),
        );
        const elementClass = element[declaration.name];
        // Not observed until it is registered or asked: this makes Lit read its properties.
        void elementClass.observedAttributes;
        declaration.attributes = listAttributes(elementClass, declaration.members);
        const { attributes, members, events, slots, cssParts, cssProperties, cssStates } = declaration;
        for (const list of [attributes, members, events, slots, cssParts, cssProperties, cssStates]) list?.sort(byName);
      }
    },
  };
}

function nameBuiltFiles(value) {
  if (Array.isArray(value)) return value.forEach(nameBuiltFiles);
  if (typeof value !== 'object' || value === null) return undefined;
  for (const key of ['path', 'module']) {
    if (typeof value[key] === 'string') value[key] = value[key].replace(/^(\/?)src\/(.*)\.ts$/, '$1dist/$2.js');
  }
  return Object.values(value).forEach(nameBuiltFiles);
}

/** The manifest is read by users of the package: its paths are those of the files they import. */
function nameBuiltPaths() {
  return {
    name: 'name-built-paths',
    packageLinkPhase({ customElementsManifest }) {
      customElementsManifest.modules.sort((a, b) => a.path.localeCompare(b.path, 'en'));
      nameBuiltFiles(customElementsManifest);
    },
  };
}

export default {
  globs: ['ghl-social-connect', 'settings-element', 'form-associated', 'attempt-events', 'account-events'].map(
    (name) => `src/element/${name}.ts`,
  ),
  outdir: '.',
  // Otherwise the analyzer writes the path of what it made, wherever that is, into package.json.
  packagejson: false,
  plugins: [describeElements(), nameBuiltPaths()],
};
