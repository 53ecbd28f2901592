import { readFileSync } from 'node:fs';
import { createPropertyReader } from './element-types.mjs';

/** Elements that contain others, whose events bubble through them. */
const CONTAINED = { 'ghl-social-accounts': 'ghl-social-connect' };

const byName = (a, b) => a.name.localeCompare(b.name, 'en');

/** A path of the build, from a folder of bindings on. */
const toSpecifier = (path) => path.replace(/^dist\//, '../../');

function readEvents(modules, { name: className, events }) {
  const findModule = (name) =>
    modules.find(({ declarations }) => declarations.some((candidate) => candidate.name === name))?.path;
  // Frameworks know the events of every form control already.
  const ownEvents = events.filter(({ type }) => type.text !== 'Event');
  return ownEvents.map(({ name, type, description }) => {
    const path = findModule(type.text);
    if (!path) throw new Error(`${className} fires ${type.text}, which the manifest does not contain.`);
    const property = name.replace(/-(\w)/g, (_whole, letter) => letter.toUpperCase());
    return { name, description, className: type.text, path, property };
  });
}

/** Whether an event leaves the shadow root that its element is in: then its source declares it for the document, too. */
function doesBubble({ name, path }) {
  const source = readFileSync(path.replace(/^dist\/(.*)\.js$/, 'src/$1.ts'), 'utf8');
  const [, declarations] = /interface GlobalEventHandlersEventMap \{([^}]*)\}/.exec(source);
  return declarations.includes(`'${name}':`);
}

/**
 * Reads an element from the manifest: each property that can be set, with its attribute, type, default and description,
 * and each event, those of the elements in it included.
 */
export function readElement(manifestPath, tag) {
  const { modules } = JSON.parse(readFileSync(manifestPath, 'utf8'));
  const find = (name) => {
    const module = modules.find(({ declarations }) => declarations.some(({ tagName }) => tagName === name));
    const declaration = module.declarations.find(({ tagName }) => tagName === name);
    return { ...declaration, specifier: toSpecifier(module.path) };
  };
  const element = find(tag);
  const readProperty = createPropertyReader(element.name);
  const properties = element.members
    .filter(({ kind, readonly, static: isStatic }) => kind === 'field' && !readonly && !isStatic)
    .map(({ name, attribute, description, default: fallback }) => ({
      name,
      attribute,
      description: fallback === undefined ? description : `${description} Default: ${fallback}.`,
      type: readProperty(name).type,
    }));
  const contained = CONTAINED[tag] ? readEvents(modules, find(CONTAINED[tag])).filter(doesBubble) : [];
  const events = [...readEvents(modules, element), ...contained].map(({ path, ...event }) => ({
    ...event,
    specifier: toSpecifier(path),
  }));
  return { ...element, properties: properties.sort(byName), events: events.sort(byName) };
}
