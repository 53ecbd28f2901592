import { HEADER, importTypes } from './vocabulary.mjs';

/** The directive of each tag, and the entry that registers the tag. */
const DIRECTIVES = {
  'ghl-social-connect': { name: 'SocialConnect', entry: '../../index.js' },
  'ghl-social-accounts': { name: 'SocialAccounts', entry: '../../accounts.js' },
};

function describeInput({ name, description, type }) {
  const transform = type.isBoolean ? 'readBoolean' : type.isNumber ? 'readNumber' : undefined;
  return `  /** ${description} */
  @Input(${transform ? `{ transform: ${transform} }` : ''})
  set ${name}(value: Props['${name}']) {
    this.#set('${name}', value);
  }
`;
}

const describeOutput = ({ property, className, description }) =>
  `  /** ${description} */\n  readonly ${property} = output<${className}>();\n`;

/** What a script calls and reads on the element itself. */
function listMembers({ members }) {
  const methods = members.filter(({ kind, static: isStatic }) => kind === 'method' && !isStatic);
  return [...methods.map(({ name }) => `\`${name}()\``), '`state`'].join(', ').replace(/, (?=[^,]*$)/, ' and ');
}

/**
 * Writes the directive for Angular. Its compiler reads inputs and outputs from the source, so they cannot come from a table.
 * Inputs are setters, because an input that a template does not bind must not change the attribute.
 */
export function createAngularDirective(element) {
  const { name, tagName, properties, events } = element;
  const directive = DIRECTIVES[tagName];
  return `${HEADER}
import { isPlatformServer } from '@angular/common';
import { Directive, ElementRef, inject, Input, output, PLATFORM_ID } from '@angular/core';
${importTypes(element)}
import '${directive.entry}';
import { readBoolean, readNumber } from '../angular-inputs.js';
import type { PropertyProps } from '../jsx.js';
import { listServerAttributes, setProperty } from '../set-property.js';
import { VOCABULARY, type Tag } from './vocabulary.js';

/** The \`async\` pipe gives null until there is a value. */
type Props = { [Name in keyof PropertyProps<Tag>]: PropertyProps<Tag>[Name] | null };

/** Types the tag in templates: its properties are inputs, its events are outputs in camel case. */
@Directive({
  selector: '${tagName}',
  host: {
${events.map(({ name: event, property }) => `    '(${event})': '${property}.emit($event)',`).join('\n')}
  },
})
export class ${directive.name} {
  /** The element itself, for ${listMembers(element)}. */
  readonly element = inject<ElementRef<${name}>>(ElementRef).nativeElement;

  readonly #serverAttributes = isPlatformServer(inject(PLATFORM_ID)) ? listServerAttributes(VOCABULARY) : undefined;

${properties.map(describeInput).join('\n')}
${events.map(describeOutput).join('\n')}
  #set<Name extends keyof Props>(name: Name, value: Props[Name]): void {
    setProperty(this.element, name, value, this.#serverAttributes);
  }
}
`;
}
