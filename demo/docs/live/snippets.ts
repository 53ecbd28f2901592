import { CDN } from '../../cdn.js';

/** What the code to copy is written in. */
export type SnippetLanguage = 'html' | 'react' | 'preact' | 'vue' | 'svelte' | 'angular';

/** An attribute and its value; `true` is one that stands for itself. */
export type Attribute = readonly [name: string, value: string | true];

/** Which element the code is about, and which of its events is listened to. */
export interface Subject {
  readonly tag: string;
  /** What the paths of its entries end with. */
  readonly entry: '' | '/accounts';
  /** Its component and its directive. */
  readonly component: string;
  /** The component of the page. */
  readonly host: string;
  readonly event: string;
  readonly eventClass: string;
  /** What is written to the console. */
  readonly logged: string;
}

export const BUTTON: Subject = {
  tag: 'ghl-social-connect',
  entry: '',
  component: 'SocialConnect',
  host: 'Connect',
  event: 'account-connected',
  eventClass: 'AccountConnectedEvent',
  logged: 'detail.platform, detail.accountId',
};

export const LIST: Subject = {
  tag: 'ghl-social-accounts',
  entry: '/accounts',
  component: 'SocialAccounts',
  host: 'Accounts',
  event: 'accounts-change',
  eventClass: 'AccountsChangeEvent',
  logged: 'detail.actionRequired, detail.total',
};

const escapeAttribute = (value: string): string => value.replaceAll('&', '&amp;').replaceAll('"', '&quot;');

const writeAttribute = ([name, value]: Attribute): string =>
  value === true ? name : `${name}="${escapeAttribute(value)}"`;

const camelCase = (name: string): string => name.replace(/-(\w)/g, (_whole, letter: string) => letter.toUpperCase());

function indent(lines: readonly string[], spaces: number): string {
  return lines.map((line) => ' '.repeat(spaces) + line).join('\n');
}

function createHtml(attributes: readonly Attribute[], { tag, event, logged }: Subject): string {
  return `<script type="module" src="${CDN}${tag}.js"></script>

<${tag}
${indent(attributes.map(writeAttribute), 2)}
></${tag}>

<script type="module">
  document.addEventListener('${event}', ({ detail }) => {
    console.log(${logged});
  });
</script>`;
}

function createReact(attributes: readonly Attribute[], { entry, component, host, event, logged }: Subject): string {
  const props = attributes.map(([name, value]) => writeAttribute([camelCase(name), value]));
  return `import { ${component} } from 'ghl-social-connect/react${entry}';

export function ${host}() {
  return (
    <${component}
${indent(props, 6)}
      ${camelCase(`on-${event}`)}={({ detail }) => console.log(${logged})}
    />
  );
}`;
}

function createPreact(attributes: readonly Attribute[], { tag, entry, host, event, logged }: Subject): string {
  return `import 'ghl-social-connect${entry}';
import type {} from 'ghl-social-connect/preact';

export function ${host}() {
  return (
    <${tag}
${indent(attributes.map(writeAttribute), 6)}
      on${event}={({ detail }) => console.log(${logged})}
    />
  );
}`;
}

/** The imports and the listener of a script beside a template. */
function createScript(framework: string, { entry, eventClass, logged }: Subject): string[] {
  return [
    `import type { ${eventClass} } from 'ghl-social-connect${entry}';`,
    `import 'ghl-social-connect${entry}';`,
    `import type {} from 'ghl-social-connect/${framework}';`,
    '',
    `const log = ({ detail }: ${eventClass}) => console.log(${logged});`,
  ];
}

function createVue(attributes: readonly Attribute[], subject: Subject): string {
  return `<script setup lang="ts">
${createScript('vue', subject).join('\n')}
</script>

<template>
  <${subject.tag}
${indent(attributes.map(writeAttribute), 4)}
    @${subject.event}="log"
  />
</template>`;
}

function createSvelte(attributes: readonly Attribute[], subject: Subject): string {
  return `<script lang="ts">
${indent(createScript('svelte', subject), 2).replace(/^ +$/gm, '')}
</script>

<${subject.tag}
${indent(attributes.map(writeAttribute), 2)}
  on${subject.event}={log}
></${subject.tag}>`;
}

function createAngular(
  attributes: readonly Attribute[],
  { tag, entry, component, host, event, eventClass, logged }: Subject,
): string {
  return `import { Component } from '@angular/core';
import type { ${eventClass} } from 'ghl-social-connect${entry}';
import { ${component} } from 'ghl-social-connect/angular${entry}';

@Component({
  selector: 'app-${host.toLowerCase()}',
  imports: [${component}],
  template: \`
    <${tag}
${indent(attributes.map(writeAttribute), 6)}
      (${camelCase(event)})="log($event)"
    />
  \`,
})
export class ${host} {
  log({ detail }: ${eventClass}) {
    console.log(${logged});
  }
}`;
}

/** What writes the code in each language. */
const WRITERS: Readonly<Record<SnippetLanguage, (attributes: readonly Attribute[], subject: Subject) => string>> = {
  html: createHtml,
  react: createReact,
  preact: createPreact,
  vue: createVue,
  svelte: createSvelte,
  angular: createAngular,
};

/** The languages and their names, in the order in which they are shown. */
export const LANGUAGES: readonly (readonly [language: SnippetLanguage, name: string])[] = [
  ['html', 'HTML'],
  ['react', 'React'],
  ['vue', 'Vue'],
  ['svelte', 'Svelte'],
  ['angular', 'Angular'],
  ['preact', 'Preact'],
];

/** The code that shows an element with these attributes. */
export function createSnippet(
  language: SnippetLanguage,
  attributes: readonly Attribute[],
  subject: Subject = BUTTON,
): string {
  return WRITERS[language](attributes, subject);
}
