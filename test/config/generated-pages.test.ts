import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { Ajv } from 'ajv';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { exampleConfig, exampleJobs, referencePage } from '../../scripts/docs/reference-page.js';
import { configPages } from '../../scripts/docs-config.js';
import { configFlags } from '../../src/config/flags.js';
import { configJsonSchema } from '../../src/config/json-schema.js';
import { parseConfigText } from '../../src/config/load-config.js';
import { ec2Target, merged, smallest } from './configs.js';

const root = resolve(import.meta.dirname, '../..');

describe('generated pages', () => {
  it.each(Object.keys(configPages()))('%s is as npm run docs writes it', async (path) => {
    expect(await readFile(resolve(root, path), 'utf8')).toBe(configPages()[path]);
  });

  it('show an example that can be run', () => {
    const { config, notes } = parseConfigText(exampleConfig, 'yaml', 'example');
    expect(config.criteria?.exclude).toHaveLength(2);
    expect(notes).toEqual([]);
  });

  it('name every flag and explain every setting', () => {
    const page = referencePage();
    for (const { name, help } of configFlags) {
      expect(page).toContain(`\`${name}\``);
      expect(help).not.toBe('');
    }
    const rows = page.split('\n').filter((line) => line.startsWith('| `'));
    expect(rows.length).toBeGreaterThan(50);
    expect(rows.filter((row) => /\|\s*\|$/.test(row))).toEqual([]);
  });
});

describe('the JSON Schema of the config', () => {
  const validate = new Ajv({ strict: false }).compile(configJsonSchema());

  it.each([
    [smallest],
    [merged(smallest, { scan: { target: ec2Target, scanner: 'edge' } })],
    [parse(exampleConfig)],
    [parse(exampleJobs)],
    [merged(smallest, { timeouts: { pollingInterval: 2 }, $schema: './x.json' })],
  ])('accepts what the program accepts (%#)', (config) => {
    expect(validate(config)).toBe(true);
  });

  it.each([
    [{ ...smallest, platfrom: 'US2' }],
    [{ ...smallest, platform: 'US22' }],
    [merged(smallest, { scan: { policies: [] } })],
    [merged(smallest, { criteria: { failOn: { states: ['fail'] } } })],
    [merged(smallest, { scan: { target: { type: 'host' } } })],
    [{ ...smallest, jobs: {} }],
    [{}],
  ])('refuses what the program refuses (%#)', (config) => {
    expect(validate(config)).toBe(false);
  });
});
