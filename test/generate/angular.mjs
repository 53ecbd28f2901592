const HEADER = '// Written by `npm run manifest` from custom-elements.json.';

function describeInput({ name, description, type }) {
  const transform = type.isBoolean ? 'readBoolean' : type.isNumber ? 'readNumber' : undefined;
  return `  /** ${description} */
  @Input(${transform ? `{ transform: ${transform} }` : ''})
  set ${name}(value: PropertyProps['${name}']) {
    this.#set('${name}', value);
  }
`;
}

const describeOutput = ({ property, className, description }) =>
  `  /** ${description} */\n  readonly ${property} = output<events.${className}>();\n`;

/**
 * Writes the directive for Angular. Its compiler reads inputs and outputs from the source, so they cannot come from a table.
 * Inputs are setters, because an input that a template does not bind must not change the attribute.
 */
export function createAngularDirective({ tagName, properties, events }) {
  return `${HEADER}
import { isPlatformServer } from '@angular/common';
import {
  booleanAttribute,
  Directive,
  ElementRef,
  inject,
  Input,
  numberAttribute,
  output,
  PLATFORM_ID,
} from '@angular/core';
import type * as events from '../element/events.js';
import type { GhlSocialConnectElement } from '../element/index.js';
import '../index.js';
import type { PropertyProps } from './jsx.js';
import { setProperty } from './set-property.js';

/** An input that is bound to undefined or null sets nothing: the page's or the element's default applies. */
function readOptional<Value>(value: unknown, read: (value: unknown) => Value): Value | undefined {
  return value === undefined || value === null ? undefined : read(value);
}

function readBoolean(value: unknown): boolean | undefined {
  return readOptional(value, booleanAttribute);
}

function readNumber(value: unknown): number | undefined {
  return readOptional(value, numberAttribute);
}

/** Types the tag in templates: its properties are inputs, its events are outputs in camel case. */
@Directive({
  selector: '${tagName}',
  host: {
${events.map(({ name, property }) => `    '(${name})': '${property}.emit($event)',`).join('\n')}
  },
})
export class SocialConnect {
  /** The element itself, for \`connect()\`, \`cancel()\`, \`reset()\` and \`state\`. */
  readonly element = inject<ElementRef<GhlSocialConnectElement>>(ElementRef).nativeElement;

  readonly #isServer = isPlatformServer(inject(PLATFORM_ID));

${properties.map(describeInput).join('\n')}
${events.map(describeOutput).join('\n')}
  #set<Name extends keyof PropertyProps>(name: Name, value: PropertyProps[Name]): void {
    setProperty(this.element, name, value, this.#isServer);
  }
}
`;
}
