import { execFileSync, spawnSync } from 'node:child_process';
import { chmodSync, existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { read, utils } from '@e965/xlsx';
import { Ajv, type ValidateFunction } from 'ajv';
import formats from 'ajv-formats';
import { parse } from 'csv-parse/sync';
import { contextualizeEvaluation, convertFile } from 'inspecjs';
import { beforeAll, describe, expect, test } from 'vitest';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { getLanguageService } from 'yaml-language-server';
import { type ReportFormatName, reportFileNames, reportFormats } from '../../src/config/names.js';
import { resultFiles } from '../../src/workflow/results/result-files.js';
import { describeNeeding } from '../support/needs.js';
import { runHere } from '../support/run-here.js';
import { runNames, type WrittenRun, writeRuns } from './support/nine-runs.js';

let runs: readonly WrittenRun[];

beforeAll(async () => {
  runs = await writeRuns();
});

function runOf(name: string): WrittenRun {
  const run = runs.find((written) => written.name === name);
  if (run === undefined) throw new TypeError(`No run is called ${name}`);
  return run;
}

const fileOf = ({ directory }: WrittenRun, format: ReportFormatName) =>
  join(directory, reportFileNames[format]);
const textOf = (name: string, format: ReportFormatName) => readFileSync(fileOf(runOf(name), format), 'utf8');

test.each(runNames)(
  'every format is there of %s, so that each consumer below reads all kinds of run',
  (name) => {
    const { directory } = runOf(name);
    const there = reportFormats.filter((format) => existsSync(join(directory, reportFileNames[format])));
    expect(there).toEqual([...reportFormats]);
  },
);

describe('result.json and controls.jsonl', () => {
  /** Those that a run wrote, and that `report` made of several. */
  const foldersOf = ({ directory }: WrittenRun) =>
    [directory, ...['shard-1', 'shard-2'].map((shard) => join(dirname(directory), shard))].filter((folder) =>
      existsSync(join(folder, resultFiles.result)),
    );

  let result: ValidateFunction;
  let line: ValidateFunction;
  const server = getLanguageService({
    schemaRequestService: async () => '',
    workspaceContext: { resolveRelativePath: (path, resource) => new URL(path, resource).href },
  });
  beforeAll(async () => {
    const ajv = new Ajv({ strict: false, allErrors: true });
    formats.default(ajv);
    const schemaOf = async (of: 'result' | 'controls') =>
      JSON.parse((await runHere(['schema', `--${of}`], { cwd: tmpdir() })).stdout);
    const schema = await schemaOf('result');
    result = ajv.compile(schema);
    line = ajv.compile(await schemaOf('controls'));
    server.configure({
      validate: true,
      customTags: [],
      schemas: [{ uri: schema.$id, fileMatch: [`*${resultFiles.result}`], schema }],
    });
  });

  test.each(runNames)('the published schemas, as ajv reads them, find nothing in those of %s', (name) => {
    for (const folder of foldersOf(runOf(name))) {
      const lines = readFileSync(join(folder, resultFiles.controls), 'utf8').split('\n').filter(Boolean);
      result(JSON.parse(readFileSync(join(folder, resultFiles.result), 'utf8')));
      expect(result.errors ?? []).toEqual([]);
      for (const text of lines) {
        line(JSON.parse(text));
        expect(line.errors ?? []).toEqual([]);
      }
    }
  });

  test.each(runNames)(
    'an editor with the YAML language server marks nothing in result.json of %s',
    async (name) => {
      for (const folder of foldersOf(runOf(name))) {
        const path = join(folder, resultFiles.result);
        const document = (text: string) => TextDocument.create(pathToFileURL(path).href, 'yaml', 1, text);
        const text = readFileSync(path, 'utf8');
        const marks = await server.doValidation(document(text), false);
        expect(marks.map(({ message, range }) => `${range.start.line + 1}: ${message}`)).toEqual([]);
      }
      const [folder = ''] = foldersOf(runOf(name));
      const wrong = readFileSync(join(folder, resultFiles.result), 'utf8').replace('"outcome"', '"outcom"');
      const marks = await server.doValidation(
        TextDocument.create(pathToFileURL(join(folder, 'wrong-result.json')).href, 'yaml', 1, wrong),
        false,
      );
      expect(marks.map(({ message }) => message).join()).toContain('outcom');
    },
  );
});

describeNeeding('xmllint', 'JUnit', () => {
  const schema = fileURLToPath(new URL('./fixtures/jenkins-junit.xsd', import.meta.url));

  test('the XSD that Jenkins published accepts the file of every run', () => {
    const files = runs.map((run) => fileOf(run, 'junit'));
    execFileSync('xmllint', ['--nonet', '--noout', '--schema', schema, ...files], { stdio: 'pipe' });
    expect(files).toHaveLength(runNames.length);
  });
});

test.each([
  ['failing', 'failure'],
  ['hostile', 'failure'],
  ['big', 'failure'],
  ['merged', 'failure'],
  ['inconclusive', 'error'],
  ['not-evaluated', 'skipped'],
] as const)('JUnit of a run that did not pass is never all green: %s', (name, element) => {
  expect(textOf(name, 'junit')).toContain(`<${element}`);
});

test.each(['passing', 'warning', 'baselined'])('JUnit of a run that passed has no failure: %s', (name) => {
  expect(textOf(name, 'junit')).not.toMatch(/<(failure|error) /);
});

describe('SARIF', () => {
  const { platform } = process;
  const folder = dirname(
    createRequire(import.meta.url).resolve(`@microsoft/sarif-multitool-${platform}/package.json`),
  );
  const tool = join(folder, platform === 'win32' ? 'Sarif.Multitool.exe' : 'Sarif.Multitool');

  test("sarif-multitool finds nothing by SARIF's rules and GitHub's in the file of any run", () => {
    // All that the install script of its package does.
    chmodSync(tool, 0o755);
    const report = join(runOf('passing').directory, 'multitool.sarif');
    const files = runs.map((run) => fileOf(run, 'sarif'));
    const args = ['validate', ...files, '--rule-kind', 'Sarif;Ghas', '--output', report, '--quiet', 'true'];
    const ran = spawnSync(tool, args, { encoding: 'utf8' });
    expect(ran.status, ran.stdout + ran.stderr).toBe(0);
    const [{ results = [] }] = JSON.parse(readFileSync(report, 'utf8').replace(/^\ufeff/, '')).runs;
    const found = results.map(
      ({ ruleId, message }: { ruleId: string; message: { id: string } }) => `${ruleId} ${message.id}`,
    );
    // The hostile run calls the version of the program by a text of its own.
    expect(found).toEqual(['SARIF2005 Warning_UseNumericToolVersions']);
  });
});

describe("OHDF as Heimdall's own library reads it", () => {
  test.each(runNames)('no control of %s is a profile error, and none hides a failed host', (name) => {
    const evaluation = convertFile(textOf(name, 'hdf'))['1_0_ExecJson'];
    if (evaluation === undefined) throw new TypeError('It is no evaluation');
    const controls = contextualizeEvaluation(evaluation).contains.flatMap(({ contains }) => contains);
    const { rows } = runOf(name);
    expect(controls.filter(({ hdf }) => hdf.status === 'Profile Error')).toEqual([]);
    const failed = new Set(
      rows
        .filter(({ state, why }) => state === 'failed' && why !== 'excluded' && why !== 'baseline')
        .map(({ policyId, cid }) => `${policyId} ${cid}`),
    );
    expect(controls.filter(({ hdf }) => hdf.status === 'Failed')).toHaveLength(failed.size);
  });
});

describe('CSV', () => {
  test.each(runNames)(
    'csv-parse and a spreadsheet read every row of %s, and no cell is a formula',
    (name) => {
      const { rows } = runOf(name);
      const text = textOf(name, 'csv');
      expect(parse(text, { bom: true })).toHaveLength(rows.length + 1);
      const { Sheets, SheetNames } = read(Buffer.from(text), { type: 'buffer' });
      const sheet = Sheets[SheetNames[0] ?? ''] ?? {};
      expect(utils.sheet_to_json(sheet)).toHaveLength(rows.length);
      expect(sheet.A1?.v).toBe(name === 'jobs' ? 'job' : 'policyId');
      const formulas = Object.values(sheet).filter((cell: { f?: string }) => cell?.f !== undefined);
      expect(formulas).toEqual([]);
    },
  );
});

test.each(runNames)(
  'GitLab finds in the code quality of %s what its report needs, each entry once',
  (name) => {
    const entries: Record<string, unknown>[] = JSON.parse(textOf(name, 'codequality'));
    for (const entry of entries)
      expect(entry).toMatchObject({
        description: expect.stringMatching(/./),
        check_name: expect.stringMatching(/^CID-\d+$/),
        fingerprint: expect.stringMatching(/^\w{64}$/),
        severity: expect.stringMatching(/^(info|minor|major|critical|blocker)$/),
        location: { path: expect.stringMatching(/^[^/]/), lines: { begin: 1 } },
      });
    const fingerprints = entries.map(({ fingerprint }) => fingerprint);
    expect(new Set(fingerprints).size).toBe(entries.length);
    const sarif = textOf(name, 'sarif').match(/(?<="qualysControl\/v1":")\w+/g) ?? [];
    expect(sarif).toEqual(fingerprints);
  },
);
