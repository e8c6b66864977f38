import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { WrittenConfig } from '../../src/config/schema.js';
import { writeConfigText } from '../../src/config/write-config-text.js';
import { type Simulator, startSimulator } from '../../src/simulator/start-simulator.js';
import { snippetFormats } from '../../src/snippet/formats.js';
import { describeNeeding } from '../support/needs.js';
import { accountOf } from '../support/one-host-config.js';
import { installBuilt, installHere } from '../support/path-program.js';
import { read } from './configs.js';
import { runGroovy } from './groovy/run-groovy.js';
import { resultAt, runScript } from './matrix/estate.js';
import { shellTexts } from './shell-texts.js';

let simulator: Simulator;
const folder = mkdtempSync(join(tmpdir(), 'qualys-pc-instances-'));
beforeAll(async () => {
  simulator = await startSimulator({ scenario: 'estate', speed: 50 });
  for (const program of ['built', 'here']) mkdirSync(join(folder, program));
  installBuilt(join(folder, 'built'));
  await installHere(join(folder, 'here'));
});
afterAll(async () => {
  await simulator.close();
  rmSync(folder, { recursive: true, force: true });
});

/** Twelve of the second account, half of them in another region: more than one scan takes. */
function configOf(name: string): WrittenConfig {
  const { url, credentials, account } = simulator;
  const instanceIds = account.instances
    .filter((instance) => /^estate-2-(1\d|2[01])$/.test(instance.name))
    .flatMap(({ sources }) => sources.map(({ instanceId }) => instanceId));
  expect(instanceIds).toHaveLength(12);
  return {
    ...accountOf(url, credentials.username),
    scan: {
      jobName: `estate-${name}`,
      target: { type: 'ec2', instanceIds, connector: { id: '2002' } },
      scanner: 'ec2-scan-01',
      optionProfile: { title: 'Jenkins_Linux baseline' },
    },
    criteria: { failOn: { states: ['fail'], criticalities: ['urgent'] } },
    timeouts: { pollingInterval: '0.2s', timeout: '2' },
  };
}

/** A checkout with the config. */
function machineOf(name: string, written: WrittenConfig): string {
  const machine = join(folder, name);
  mkdirSync(machine);
  writeFileSync(join(machine, 'qualys-pc.yaml'), writeConfigText(written, 'yaml'));
  return machine;
}

function runOn(
  cwd: string,
  script: string,
  {
    program = 'here',
    more,
  }: { readonly program?: 'built' | 'here'; readonly more?: Readonly<Record<string, string>> } = {},
) {
  const env = {
    PATH: `${join(folder, program)}:${process.env.PATH ?? ''}`,
    CI: 'true',
    BUILD_NUMBER: '7',
    QUALYS_PASSWORD: simulator.credentials.password,
    QUALYS_PC_HOME: join(folder, 'home'),
    ...more,
  };
  return runScript(['sh', '-c', script], { cwd, env });
}

/** What a run leaves: a joined verdict above the scans of the regions. */
function expectBoth(results: string): void {
  const joined = resultAt(results);
  expect(joined.verdict).toMatchObject({ outcome: 'passed', exitCode: 0 });
  expect(joined.totals.passed).toBe(12 * 16);
  for (const part of ['part-1', 'part-2']) expect(existsSync(join(results, part, 'result.json'))).toBe(true);
}

describe('a snippet of more instances than one scan takes runs: qualys-pc run makes the scans', () => {
  test.concurrent.each(['shell', 'gitlab', 'github', 'azure'] as const)(
    '%s',
    async (name) => {
      const written = configOf(name);
      const texts = shellTexts({ name, config: read(written), options: {} });
      const [{ script } = { script: '' }] = texts.filter(({ format }) => format === name);
      const machine = machineOf(name, written);
      const { code, log } = await runOn(machine, script);
      expect(code, log).toBe(0);
      expectBoth(join(machine, 'qualys-pc-results'));
    },
    120_000,
  );

  test.concurrent('kubernetes, its pods a shard each', async () => {
    const written = configOf('kubernetes');
    const machine = machineOf('kubernetes', written);
    const [pod = '', verdict = ''] = shellTexts({ name: 'pods', config: read(written), options: {} })
      .filter(({ format }) => format === 'kubernetes')
      .map(({ script }) => script.replaceAll('/config/', `${machine}/`));
    const pods = await Promise.all(
      ['0', '1'].map((index) =>
        runOn(machine, pod, { program: 'built', more: { JOB_COMPLETION_INDEX: index } }),
      ),
    );
    expect(
      pods.map(({ code }) => code),
      pods.map(({ log }) => log).join('\n'),
    ).toEqual([0, 0]);
    const joined = await runOn(machine, verdict, { program: 'built' });
    expect(joined.code, joined.log).toBe(0);
    expect(resultAt(join(machine, 'qualys-pc-results/merged')).totals.passed).toBe(12 * 16);
  }, 120_000);

  describeNeeding('groovy', 'jenkins, by real Groovy', () => {
    test('its shell steps run for real', async () => {
      const written = configOf('jenkins');
      const machine = machineOf('jenkins', written);
      const { text } = snippetFormats.find(({ name }) => name === 'jenkins')?.emit(read(written), {}) ?? {};
      const [result] = await runGroovy([{ text: text ?? '' }]);
      expect(result?.problem).toBeUndefined();
      const scripts = (result?.calls ?? [])
        .filter(({ name }) => name === 'sh')
        .flatMap(({ args }) => args)
        .map((arg) => (typeof arg === 'string' ? arg : (arg as { readonly script: string }).script));
      const { code, log } = await runOn(machine, scripts.join('\n'));
      expect(code, log).toBe(0);
      expectBoth(join(machine, 'qualys-pc-results'));
    }, 120_000);
  });
});
