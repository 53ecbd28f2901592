// Writes the data for editors to dist, from custom-elements.json: a step of `npm run build`.
import { readFileSync, writeFileSync } from 'node:fs';
import { chdir } from 'node:process';
import { fileURLToPath } from 'node:url';
import { createHtmlData, createWebTypes } from './editor-data.mjs';
import { BINDINGS } from './files.mjs';
import { readElement } from './read-element.mjs';

chdir(fileURLToPath(new URL('../..', import.meta.url)));
const elements = BINDINGS.map(({ tag }) => readElement('custom-elements.json', tag));
const manifest = JSON.parse(readFileSync('package.json', 'utf8'));
const write = (name, data) => writeFileSync(`dist/${name}`, `${JSON.stringify(data, null, 2)}\n`);

write('html-custom-data.json', createHtmlData(elements));
write('web-types.json', createWebTypes(elements, manifest));
