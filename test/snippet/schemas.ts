import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import vm from 'node:vm';
import { Ajv, type ValidateFunction } from 'ajv';
import * as formats from 'ajv-formats';

const require = createRequire(import.meta.url);

/** The object literal that begins at this place of a bundle. */
function objectLiteralAt(bundle: string, start: number): string {
  let depth = 0;
  let quote = '';
  for (let index = start; index < bundle.length; index++) {
    const character = bundle[index] ?? '';
    if (quote !== '') {
      if (character === '\\') index++;
      else if (character === quote) quote = '';
    } else if (character === '"' || character === "'" || character === '`') quote = character;
    else if (character === '{') depth++;
    else if (character === '}' && --depth === 0) return bundle.slice(start, index + 1);
  }
  throw new Error('the object literal does not end');
}

/** GitLab's own ci.json, out of the bundle of gitlab-ci-local (decision 500). */
export async function gitlabValidator(): Promise<ValidateFunction> {
  const bundle = await readFile(require.resolve('gitlab-ci-local/dist/index.js'), 'utf8');
  const start = bundle.search(
    /\{\$schema:"http:\/\/json-schema\.org\/draft-07\/schema#",\$id:"https:\/\/gitlab\.com/,
  );
  const schema: object = vm.runInNewContext(`(${objectLiteralAt(bundle, start)})`, {});
  const ajv = new Ajv({ strict: false, allErrors: true });
  formats.default.default(ajv);
  return ajv.compile(JSON.parse(JSON.stringify(schema)));
}
