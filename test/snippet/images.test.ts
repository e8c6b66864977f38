import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { snippetFormats } from '../../src/snippet/formats.js';
import type { SnippetFormatName } from '../../src/snippet/snippet-format.js';
import { hostConfig, read } from './configs.js';

const config = read(hostConfig);
const emit = (name: SnippetFormatName, image: string, use?: string) => {
  const format = snippetFormats.find((each) => each.name === name);
  if (format === undefined) throw new Error(`no format ${name}`);
  return format.emit(config, { shards: 2, image, use });
};

test.each(['$CI_REGISTRY_IMAGE/qualys-pc:0.1.0', '$CI_REGISTRY/acme/qualys-pc:$QUALYS_PC_TAG'])(
  "an image in the project's own registry is named as GitLab does: %s",
  (image) => {
    const plain = emit('gitlab', image);
    expect(plain.refusals).toEqual([]);
    expect(parse(plain.text)).toMatchObject({ 'qualys-policy-compliance': { image } });
    const component = emit('gitlab', image, '$CI_SERVER_FQDN/acme/qualys-pc/qualys-pc@0.1.0');
    expect(component.refusals).toEqual([]);
    expect(parse(component.text)).toMatchObject({ include: [{ inputs: { image } }] });
  },
);

test.each(['$', '$(id)/x', '$A b', '$[[ inputs.x ]]', '$$'])(
  'what is no variable there is refused: %s',
  (image) => {
    expect(emit('gitlab', image).refusals).toHaveLength(1);
  },
);

test.each<SnippetFormatName>(['github', 'azure', 'kubernetes'])('%s fills in no such variable', (name) => {
  expect(emit(name, '$CI_REGISTRY_IMAGE/qualys-pc:0.1.0').refusals).toHaveLength(1);
});
