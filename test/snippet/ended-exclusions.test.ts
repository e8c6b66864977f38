import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { runSnippet } from '../../src/commands/snippet.js';
import { configSchema, type WrittenConfig } from '../../src/config/schema.js';
import { importJenkinsfile } from '../../src/snippet/import/import-jenkinsfile.js';
import { jenkinsPlugin } from '../../src/snippet/jenkins-plugin/jenkins-plugin.js';
import { snippetOf } from '../../src/wizard/snippet-of.js';
import { commandIo } from '../support/command-io.js';
import { hostConfig } from './configs.js';

const lastMs = Date.parse('2026-05-04T23:59:59.999Z');
const config: WrittenConfig = {
  ...hostConfig,
  criteria: {
    ...hostConfig.criteria,
    exclude: [
      { cids: '1141, 1145-1146' },
      { cids: '2201', reason: 'accepted by security, SEC-118', expires: '2026-05-04' },
    ],
  },
};
const endedNote =
  'CIDs 2201: accepted by security, SEC-118; the exclusion ended on 2026-05-04, which the plugin would not know, and is left out.';

/** The excluded CIDs that the step in a Jenkinsfile holds. */
const excludedIn = (text: string) => importJenkinsfile(text).steps[0]?.written.criteria?.exclude;

const emit = (written: WrittenConfig, nowMs?: number) =>
  jenkinsPlugin.emit(configSchema.parse(written), { nowMs });

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'qualys-pc-'));
  await writeFile(join(folder, 'qualys-pc.json'), JSON.stringify(config));
});
afterAll(() => rm(folder, { recursive: true }));

test("the plugin's step excludes a control through the last day of its exclusion", () => {
  const { text, notes } = emit(config, lastMs);
  expect(excludedIn(text)).toEqual([{ cids: '1141,1145,1146,2201' }]);
  expect(notes).not.toContain(endedNote);
});

test('afterwards it leaves the exclusion out, and a comment says which and why', () => {
  const { text, notes } = emit(config, lastMs + 1);
  expect(excludedIn(text)).toEqual([{ cids: '1141,1145,1146' }]);
  expect(notes).toContain(endedNote);
  expect(text).toContain(`    // ${endedNote}\n`);
});

test('when every exclusion has ended, the step excludes nothing', () => {
  const all = {
    ...config,
    criteria: { ...config.criteria, exclude: [{ cids: '2201', expires: '2026-05-04' }] },
  };
  const { text, notes } = emit(all, lastMs + 1);
  expect(text).toContain('excludedCriteria: false');
  expect(text).not.toContain('excludedCids');
  expect(notes.join('\n')).toContain('CIDs 2201: no reason given; the exclusion ended on 2026-05-04');
  expect(notes.join('\n')).not.toContain('inside the text of the list');
});

test('what the step cannot hold of an exclusion is no reason to refuse once it has ended', () => {
  const limited = { cids: '2201', policy: 'CIS Debian 12', expires: '2026-05-04' };
  const written = { ...config, criteria: { ...config.criteria, exclude: [limited] } };
  expect(emit(written, lastMs).refusals).toHaveLength(1);
  expect(emit(written, lastMs + 1).refusals).toEqual([]);
});

test('without a time the text is the same on every day', () => {
  expect(emit(config).text).toBe(emit(config, lastMs).text);
});

test('the command and the wizard both leave it out by their clock', async () => {
  const { io, stdout, stderr } = commandIo({ cwd: folder });
  const args = {
    ...({ config: undefined, format: 'jenkins-plugin', configPath: undefined, install: undefined } as const),
    ...{ image: undefined, use: undefined, shards: undefined, out: undefined, yes: false },
  };
  await runSnippet(args, { ...io, clock: { ...io.clock, now: () => lastMs + 1 } });
  expect(excludedIn(stdout())).toEqual([{ cids: '1141,1145,1146' }]);
  expect(stderr()).toContain(endedNote);

  const made = await snippetOf(
    jenkinsPlugin,
    { config, path: 'qualys-pc.json', nowMs: lastMs + 1 },
    { jobsWith: async () => undefined },
  );
  expect(made.text).toBe(stdout());
});
