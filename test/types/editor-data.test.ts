import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { Ajv } from 'ajv';
import { getLanguageService, newHTMLDataProvider, TextDocument, type HTMLDataV1 } from 'vscode-html-languageservice';
import { describe, expect, it } from 'vitest';

const readJson = (path: string): unknown => JSON.parse(readFileSync(path, 'utf8'));

/** What VS Code offers at the `|` in `markup`. */
function complete(markup: string): string[] {
  const data = newHTMLDataProvider('ghl-social-connect', readJson('dist/html-custom-data.json') as HTMLDataV1);
  const service = getLanguageService({ customDataProviders: [data], useDefaultDataProvider: false });
  const document = TextDocument.create('file:///page.html', 'html', 1, markup.replace('|', ''));
  const position = document.positionAt(markup.indexOf('|'));
  return service.doComplete(document, position, service.parseHTMLDocument(document)).items.map(({ label }) => label);
}

describe('VS Code', () => {
  it('has a schema for the data, which they keep', () => {
    const path = createRequire(import.meta.url).resolve('vscode-html-languageservice/docs/customData.schema.json');
    // Not strict: the schema has words of VS Code's own, such as `defaultSnippets`.
    const validate = new Ajv({ strict: false }).compile(readJson(path) as object);
    validate(readJson('dist/html-custom-data.json'));
    expect(validate.errors).toBeNull();
    expect(validate({ version: 1.1, tags: [{ description: 'without a name' }] })).toBe(false);
  });

  it('offers the tag, its attributes and their values', () => {
    expect(complete('<|')).toContain('ghl-social-connect');
    expect(complete('<ghl-social-connect |')).toEqual(
      expect.arrayContaining(['platform', 'location-id', 'fetch-details']),
    );
    expect(complete('<ghl-social-connect platform="|"')).toEqual(
      expect.arrayContaining(['facebook', 'tiktok-business']),
    );
  });

  it('offers no attribute that is a property only, and none elsewhere', () => {
    expect(complete('<ghl-social-connect |')).not.toContain('labels');
    expect(complete('<other-tag |')).not.toContain('platform');
  });

  it('offers the list of accounts with its own attributes', () => {
    expect(complete('<|')).toContain('ghl-social-accounts');
    expect(complete('<ghl-social-accounts |')).toEqual(
      expect.arrayContaining(['show', 'expiring-within', 'proxy-url']),
    );
    expect(complete('<ghl-social-accounts |')).not.toContain('platform');
    expect(complete('<ghl-social-accounts show="|"')).toEqual(expect.arrayContaining(['all', 'problems']));
  });
});

describe('the data for JetBrains', () => {
  interface Named {
    readonly name: string;
  }
  interface WebTypes {
    readonly name: string;
    readonly version: string;
    readonly contributions: {
      readonly html: {
        readonly elements: readonly {
          readonly name: string;
          readonly attributes: readonly (Named & { readonly value: { readonly type: string } })[];
          readonly js: { readonly properties: readonly Named[]; readonly events: readonly Named[] };
        }[];
      };
    };
  }
  const { name, version, contributions } = readJson('dist/web-types.json') as WebTypes;
  const manifest = readJson('package.json') as Record<string, unknown>;
  const [element] = contributions.html.elements;
  const names = (list: readonly Named[] = []) => list.map((entry) => entry.name);

  it('is found by package.json and says which package it is of', () => {
    expect(manifest).toMatchObject({ 'web-types': 'dist/web-types.json', name, version });
  });

  it('has the attributes with their values, the properties and the events', () => {
    expect(element?.name).toBe('ghl-social-connect');
    expect(element?.attributes.find((attribute) => attribute.name === 'attach')?.value.type).toBe(
      "'auto' | 'choose' | 'none'",
    );
    expect(names(element?.attributes)).not.toContain('labels');
    expect(names(element?.js.properties)).toContain('labels');
    expect(names(element?.js.events)).toContain('account-connected');
  });

  it('has the list of accounts', () => {
    const list = contributions.html.elements.find((candidate) => candidate.name === 'ghl-social-accounts');
    expect(names(list?.attributes)).toContain('show');
    expect(names(list?.js.events)).toContain('before-disconnect');
  });
});
