import { performance } from 'node:perf_hooks';
import { expect, test } from 'vitest';
import { parseConfigText } from '../../src/config/load-config.js';
import { PcError } from '../../src/errors.js';

function refusal(text: string): { readonly error: PcError; readonly ms: number } {
  const startedMs = performance.now();
  try {
    parseConfigText(text, 'yaml', 'qualys-pc.yaml');
  } catch (error) {
    if (error instanceof PcError) return { error, ms: performance.now() - startedMs };
    throw error;
  }
  throw new Error('The config was taken');
}

const keys = (count: number) => Array.from({ length: count }, (_, index) => `key${index}: 1\n`).join('');

test.each<[string, (count: number) => string]>([
  ['unknown keys', (count) => `version: 1\nplatform: US2\n${keys(count)}`],
  ['keys of one flow mapping', (count) => `version: 1\nscan: { ${keys(count).replaceAll('\n', ', ')} }\n`],
  [
    'wrong addresses',
    (count) => `version: 1\nplatform: US2\nscan: { target: { type: host, ips: [${'x,'.repeat(count)}] } }\n`,
  ],
])('50,000 %s cost no more than in proportion, 50 are listed and the rest is counted', (_, make) => {
  refusal(make(100));
  const small = refusal(make(5_000));
  const large = refusal(make(50_000));
  // Quadratic work would cost a hundred times as much.
  expect(large.ms / small.ms).toBeLessThan(40);
  const lines = large.error.why?.split('\n') ?? [];
  expect(lines).toHaveLength(51);
  expect(lines.at(-1)).toMatch(/^and 4?\d{1,2}9?\d{0,3} more$|^and \d{5} more$/);
  expect(large.error.what).toMatch(/^qualys-pc.yaml has 5000\d problems$/);
});

test('the problems that are listed are the first of the file', () => {
  const { error } = refusal(`version: 1\nplatform: US2\n${keys(60)}`);
  expect(error.why?.split('\n')[0]).toMatch(/^scan.target \(1:1\)/);
  expect(error.why?.split('\n')[2]).toMatch(/^key0 \(3:1\)/);
  expect(error.why).toMatch(/\nand \d+ more$/);
});

test('a config of more than 1 MiB is refused before it is parsed', () => {
  expect(refusal(`#${'\u00fc'.repeat(2 ** 19)}`).error.why).toBe('it is larger than 1 MiB');
});
