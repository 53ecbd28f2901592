import { CDN } from '../../cdn.js';

/** What the code to copy is written in. */
export type SnippetLanguage = 'html' | 'react' | 'vue' | 'svelte' | 'angular';

/** An attribute and its value; `true` is one that stands for itself. */
export type Attribute = readonly [name: string, value: string | true];

const escapeAttribute = (value: string): string => value.replaceAll('&', '&amp;').replaceAll('"', '&quot;');

const writeAttribute = ([name, value]: Attribute): string =>
  value === true ? name : `${name}="${escapeAttribute(value)}"`;

const camelCase = (name: string): string => name.replace(/-(\w)/g, (_whole, letter: string) => letter.toUpperCase());

function indent(lines: readonly string[], spaces: number): string {
  return lines.map((line) => ' '.repeat(spaces) + line).join('\n');
}

function createHtml(attributes: readonly Attribute[]): string {
  return `<script type="module" src="${CDN}ghl-social-connect.js"></script>

<ghl-social-connect
${indent(attributes.map(writeAttribute), 2)}
></ghl-social-connect>

<script type="module">
  document.addEventListener('account-connected', ({ detail }) => {
    console.log(detail.platform, detail.accountId);
  });
</script>`;
}

function createReact(attributes: readonly Attribute[]): string {
  const props = attributes.map(([name, value]) => writeAttribute([camelCase(name), value]));
  return `import { SocialConnect } from 'ghl-social-connect/react';

export function Connect() {
  return (
    <SocialConnect
${indent(props, 6)}
      onAccountConnected={({ detail }) => console.log(detail.platform, detail.accountId)}
    />
  );
}`;
}

function createVue(attributes: readonly Attribute[]): string {
  return `<script setup lang="ts">
import type { AccountConnectedEvent } from 'ghl-social-connect';
import 'ghl-social-connect';
import type {} from 'ghl-social-connect/vue';

const log = ({ detail }: AccountConnectedEvent) => console.log(detail.platform, detail.accountId);
</script>

<template>
  <ghl-social-connect
${indent(attributes.map(writeAttribute), 4)}
    @account-connected="log"
  />
</template>`;
}

function createSvelte(attributes: readonly Attribute[]): string {
  return `<script lang="ts">
  import type { AccountConnectedEvent } from 'ghl-social-connect';
  import 'ghl-social-connect';
  import type {} from 'ghl-social-connect/svelte';

  const log = ({ detail }: AccountConnectedEvent) => console.log(detail.platform, detail.accountId);
</script>

<ghl-social-connect
${indent(attributes.map(writeAttribute), 2)}
  onaccount-connected={log}
></ghl-social-connect>`;
}

function createAngular(attributes: readonly Attribute[]): string {
  return `import { Component } from '@angular/core';
import type { AccountConnectedEvent } from 'ghl-social-connect';
import { SocialConnect } from 'ghl-social-connect/angular';

@Component({
  selector: 'app-connect',
  imports: [SocialConnect],
  template: \`
    <ghl-social-connect
${indent(attributes.map(writeAttribute), 6)}
      (accountConnected)="log($event)"
    />
  \`,
})
export class Connect {
  log({ detail }: AccountConnectedEvent) {
    console.log(detail.platform, detail.accountId);
  }
}`;
}

/** What writes the code in each language. */
export const SNIPPETS: Readonly<Record<SnippetLanguage, (attributes: readonly Attribute[]) => string>> = {
  html: createHtml,
  react: createReact,
  vue: createVue,
  svelte: createSvelte,
  angular: createAngular,
};
