import { mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { beforeAll, expect, test } from 'vitest';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { getLanguageService, type LanguageService } from 'yaml-language-server';
import { createProgram, runProgram } from '../../src/commands/parser/program.js';
import { runSchema } from '../../src/commands/schema.js';
import { saveConfig } from '../../src/commands/wizard/save-file.js';
import type { WrittenConfig } from '../../src/config/schema.js';
import { commandIo } from '../support/command-io.js';
import { runHere } from '../support/run-here.js';

const config: WrittenConfig = {
  version: 1,
  platform: 'US2',
  credentials: { username: 'acme2ab1', password: 'env:QUALYS_PASSWORD' },
  scan: {
    target: { type: 'host', ips: ['203.0.113.7'] },
    optionProfile: { title: 'Jenkins_Baseline' },
    authRecord: { platform: 'unix', username: 'scan', password: 'file:/run/secrets/host' },
  },
  criteria: { failOn: { states: ['fail'], criticalities: ['urgent'] }, exclude: [{ cids: 1141 }] },
};

let cwd: string;
let server: LanguageService;
let version = 0;

beforeAll(async () => {
  cwd = await mkdtemp(join(tmpdir(), 'language-server-'));
  server = getLanguageService({
    schemaRequestService: (uri) => readFile(fileURLToPath(uri), 'utf8'),
    workspaceContext: { resolveRelativePath: (path, resource) => new URL(path, resource).href },
  });
  server.configure({ validate: true, completion: true, hover: true, customTags: [] });
});

/** What an editor marks in a file. */
async function marksOf(name: string, text: string): Promise<string[]> {
  const uri = pathToFileURL(resolve(cwd, name)).href;
  // The server keeps what it made of a version.
  version += 1;
  const marks = await server.doValidation(TextDocument.create(uri, 'yaml', version, text), false);
  return marks.map(({ message, range }) => `${range.start.line + 1}: ${message}`);
}

test('a saved config names no schema that is not there; one that `schema` wrote beside it is named and finds nothing wrong', async () => {
  const { io, stdout } = commandIo({ cwd });
  await saveConfig(config, { path: 'alone.yaml', accepted: undefined }, io);
  expect(await readFile(join(cwd, 'alone.yaml'), 'utf8')).toMatch(/^version: 1\n/);
  await runSchema({ of: 'config' }, io);
  await writeFile(join(cwd, 'qualys-pc.schema.json'), stdout());
  await saveConfig(config, { path: 'qualys-pc.yaml', accepted: undefined }, io);
  const text = await readFile(join(cwd, 'qualys-pc.yaml'), 'utf8');
  expect(text).toMatch(/^# yaml-language-server: \$schema=\.\/qualys-pc\.schema\.json\nversion: 1\n/);
  expect(await marksOf('qualys-pc.yaml', text)).toEqual([]);
});

test('header points into `node_modules`, an error in every other place: the schema is written beside the config on request, else no header, also by the commands', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'language-server-'));
  const step =
    'node { qualysPolicyComplianceScanner(platform: \'US_PLATFORM_2\', credsId: \'qualys-api\', useHost: true, hostIp: \'203.0.113.7\', optionProfile: \'{"optionProfileName":"Jenkins_Baseline","optionProfileID":"9001","policyDetails":{"CIS":"11"}}\', selectedPolicies: \'11::CIS\', failByStateAndCriticality: true, stateFail: true, criticalityUrgent: true) }';
  await writeFile(join(folder, 'Jenkinsfile'), step);
  const imported = async (name: string) => {
    const { code, stderr } = await runHere(['import', 'Jenkinsfile', '--out', name], { cwd: folder });
    expect(code, stderr).toBe(0);
    return readFile(join(folder, name), 'utf8');
  };
  expect(await imported('alone.yaml')).not.toContain('$schema');
  await writeFile(join(folder, 'qualys-pc.schema.json'), (await runHere(['schema'], { cwd: folder })).stdout);
  const text = await imported('qualys-pc.yaml');
  expect(text).toMatch(/^# yaml-language-server: \$schema=\.\/qualys-pc\.schema\.json\n/);
  expect(await marksOf(join(folder, 'qualys-pc.yaml'), text)).toEqual([]);
});

test('plain secrets and unknown keys are marked where they stand', async () => {
  const text = await readFile(join(cwd, 'qualys-pc.yaml'), 'utf8');
  const plain = text.replace('env:QUALYS_PASSWORD', 'hunter2').replace('file:/run/secrets/host', 'hunter3');
  const lineOf = (words: string) => plain.split('\n').findIndex((line) => line.includes(words)) + 1;
  const marks = await marksOf('qualys-pc.yaml', plain);
  expect(marks).toEqual([
    expect.stringMatching(new RegExp(`^${lineOf('hunter2')}: .*env:`)),
    expect.stringMatching(new RegExp(`^${lineOf('hunter3')}: .*env:`)),
  ]);
  const misspelt = text.replace('optionProfile:', 'optionProfil:');
  expect((await marksOf('qualys-pc.yaml', misspelt)).join()).toContain('optionProfil');
});

/** Every place of a schema that holds a value, by its path. */
function* placesOf(schema: unknown, path = ''): Generator<[path: string, schema: Record<string, unknown>]> {
  if (Array.isArray(schema))
    for (const [index, each] of schema.entries()) yield* placesOf(each, `${path}/${index}`);
  if (typeof schema !== 'object' || schema === null || Array.isArray(schema)) return;
  yield [path, schema as Record<string, unknown>];
  for (const [key, each] of Object.entries(schema)) yield* placesOf(each, `${path}/${key}`);
}

test.each(['result', 'controls'] as const)(
  'the schema of `%s` has an $id, is described in full, and strict',
  async (name) => {
    const { io, stdout } = commandIo({ cwd });
    await runProgram(createProgram(io), ['schema', `--${name}`]);
    const schema = JSON.parse(stdout());
    expect(schema.$id).toBe(`urn:qualys-pc-wizard:schema:${name}:1`);
    const places = [...placesOf(schema)];
    const open = places.filter(([, each]) => 'properties' in each && each.additionalProperties !== false);
    expect(open.map(([path]) => path)).toEqual([]);
    const silent = places.filter(
      ([path, each]) =>
        /\/properties\/[^/]+$/.test(path) && each.description === undefined && each.$ref === undefined,
    );
    expect(silent.map(([path]) => path)).toEqual([]);
  },
);
