// Writes the files that are generated from custom-elements.json and from other packages: `node test/generate/main.mjs [folder]`.
// The folder has the manifest, and gets the files; without it, that is the project.
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { argv } from 'node:process';
import { format, resolveConfig } from 'prettier';
import { createAngularDirective } from './angular.mjs';
import { createBrandGlyphs } from './brand-glyphs.mjs';
import { BINDINGS, GENERATED_FILES } from './files.mjs';
import { createNotice } from './notice.mjs';
import { readElement } from './read-element.mjs';
import { createVocabulary } from './vocabulary.mjs';

const [, , folder = '.'] = argv;
const elements = BINDINGS.map(({ tag }) => readElement(join(folder, 'custom-elements.json'), tag));
const texts = [
  ...elements.flatMap((element) => [createVocabulary(element), createAngularDirective(element)]),
  createBrandGlyphs(),
  createNotice(),
];

const style = await resolveConfig('package.json');
for (const [index, path] of GENERATED_FILES.entries()) {
  const target = join(folder, path);
  mkdirSync(dirname(target), { recursive: true });
  writeFileSync(target, await format(texts[index], { ...style, filepath: path }));
}
