// Writes what is made of custom-elements.json: `node test/generate/main.mjs [folder of the manifest, and of what is written]`.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { argv } from 'node:process';
import { format, resolveConfig } from 'prettier';
import { createAngularDirective } from './angular.mjs';
import { createHtmlData, createWebTypes } from './editor-data.mjs';
import { GENERATED_FILES } from './files.mjs';
import { readElement } from './read-element.mjs';
import { createVocabulary } from './vocabulary.mjs';

const [, , folder = '.'] = argv;
const element = readElement(join(folder, 'custom-elements.json'));
const manifest = JSON.parse(readFileSync('package.json', 'utf8'));
const texts = [
  createVocabulary(element),
  createAngularDirective(element),
  JSON.stringify(createHtmlData(element)),
  JSON.stringify(createWebTypes(element, manifest)),
];

const style = await resolveConfig('package.json');
for (const [index, path] of GENERATED_FILES.entries()) {
  const target = join(folder, path);
  mkdirSync(dirname(target), { recursive: true });
  writeFileSync(target, await format(texts[index], { ...style, filepath: path }));
}
