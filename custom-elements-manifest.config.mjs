import { fileURLToPath } from 'node:url';
import { runnerImport } from 'vite';
import { createPropertyReader } from './test/generate/element-types.mjs';

const ENTRY = fileURLToPath(new URL('src/element/accounts/index.ts', import.meta.url));
const { module: accounts } = await runnerImport(ENTRY, { configFile: false, logLevel: 'error' });
const ELEMENT = fileURLToPath(new URL('src/element/index.ts', import.meta.url));
const { module: connect } = await runnerImport(ELEMENT, { configFile: false, logLevel: 'error' });
const element = { ...accounts, ...connect };

const NOT_FOR_USERS = /^#|Callback$|^(?:formAssociated|handleEvent|observedAttributes|shadowRootOptions|styles)$/;
const byName = (a, b) => (a.name ?? '').localeCompare(b.name ?? '', 'en');

/** Defaults as they are written in an attribute or in code. */
function describeDefault(value) {
  return value === undefined ? {} : { default: String(value) };
}

/** The settings of an element. Lit's declarations have the attributes and defaults, the compiler types and comments. */
function describeSettings(elementClass) {
  const readProperty = createPropertyReader(elementClass.name);
  // Only a setting has a default: `value` is a property for Lit, too.
  const settings = [...elementClass.elementProperties].filter(([, declaration]) => 'default' in declaration);
  return settings.map(([name, { attribute, default: fallback }]) => {
    const { description, type } = readProperty(name);
    const member = { kind: 'field', name, type: { text: type.text }, description, ...describeDefault(fallback) };
    return attribute === false ? member : { ...member, attribute };
  });
}

function describeAttributes(members) {
  return members
    .filter(({ attribute }) => attribute)
    .map(({ attribute, name: fieldName, type, description, default: fallback }) => {
      return { name: attribute, type, ...describeDefault(fallback), description, fieldName };
    });
}

/** Adds the members of the base classes to the element: they are internal and have no entry of their own. */
function foldBaseClasses(manifest) {
  const isBase = ({ kind, name }) => kind === 'class' && !element[name];
  const bases = manifest.modules.flatMap(({ declarations = [] }) => declarations.filter(isBase));
  manifest.modules = manifest.modules.filter(({ declarations = [] }) => !declarations.some(isBase));
  for (const declaration of manifest.modules.flatMap(({ declarations = [] }) => declarations)) {
    const findBase = () => bases.find(({ name }) => name === declaration.superclass?.name);
    for (let base = findBase(); base; base = findBase()) declaration.superclass = base.superclass;
    delete declaration.mixins;
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
        const elementClass = element[declaration.name];
        // Lit reads the declarations when the class is registered, or when this is read.
        void elementClass.observedAttributes;
        const settings = describeSettings(elementClass);
        declaration.attributes = describeAttributes(settings);
        declaration.members = declaration.members
          .filter(({ name, privacy }) => (privacy ?? 'public') === 'public' && !NOT_FOR_USERS.test(name))
          .concat(settings);
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
    if (typeof value[key] === 'string') value[key] = value[key].replace(/^(\/?)src\/(.*)\.[jt]s$/, '$1dist/$2.js');
  }
  return Object.values(value).forEach(nameBuiltFiles);
}

/** Users of the package read the manifest, so its paths are those of the published files. */
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
  globs: [
    'ghl-social-connect',
    'events',
    'accounts/ghl-social-accounts',
    'accounts/events',
    'base/bubbling-event',
    'base/form-associated',
    'base/slotted-element',
    'base/styled-element',
  ].map((name) => `src/element/${name}.ts`),
  outdir: '.',
  // Otherwise the analyzer writes the path of its output into package.json.
  packagejson: false,
  plugins: [describeElements(), nameBuiltPaths()],
};
