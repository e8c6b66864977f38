import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import type { CommandIo, SignalName } from '../../../src/commands/process/io.js';
import { openPersonalStore } from '../../../src/commands/process/personal-store.js';
import { signalEnd, wizardServices } from '../../../src/commands/wizard/wizard-services.js';
import type { ScanEnd } from '../../../src/commands/wizard/world.js';
import { startSimulator } from '../../../src/simulator/start-simulator.js';
import { noSecrets } from '../../../src/wizard/draft.js';
import { draftFromConfig } from '../../../src/wizard/draft-config.js';
import type { RunningScan } from '../../../src/wizard/services.js';
import type { ScanEvent } from '../../../src/workflow/run/events.js';
import { foldRun } from '../../../src/workflow/run/fold-run.js';
import { runBefore } from '../../../src/workflow/run/run-progress.js';
import { commandIo } from '../../support/command-io.js';
import { oneHostConfig } from '../../support/one-host-config.js';
import { realClock } from '../../support/run-here.js';

/** A scan that the wizard has launched, and what lies in its folder of results. */
async function launched(scenario: string) {
  const simulator = await startSimulator({ scenario, speed: 20 });
  onTestFinished(() => simulator.close());
  const { url, credentials } = simulator;
  const cwd = mkdtempSync(join(tmpdir(), 'qualys-pc-leaving-'));
  onTestFinished(() => rmSync(cwd, { recursive: true, force: true }));
  const hear: ((signal: SignalName) => void)[] = [];
  const signals: CommandIo['signals'] = {
    subscribe: (listener) => {
      hear.push(listener);
      return () => undefined;
    },
  };
  const { io } = commandIo({ cwd, env: { QUALYS_PC_HOME: join(cwd, 'home') }, clock: realClock, signals });
  const store = await openPersonalStore(io);
  const config = oneHostConfig(url, credentials.username);
  const draft = draftFromConfig({
    ...config,
    timeouts: { pollingInterval: '0.1s', timeout: '90s' },
    criteria: { failOn: { states: ['fail'], criticalities: ['urgent', 'critical', 'serious'] } },
  });
  const scans = new Set<Promise<ScanEnd>>();
  const { launch } = wizardServices({ args: {}, io, store, scans });
  const scan = launch(draft, { ...noSecrets, password: credentials.password }, {});
  const kill = (signal: SignalName) => {
    for (const listener of hear) listener(signal);
  };
  return { scan, scans, kill, files: () => readdirSync(join(cwd, 'qualys-pc-results')).sort() };
}

/** The ends that the screen gets, with the files that are there at that moment. */
async function endsOf(
  { scan, files }: Awaited<ReturnType<typeof launched>>,
  at: (event: ScanEvent, scan: RunningScan) => void,
) {
  const ends: { readonly event: ScanEvent; readonly files: readonly string[] }[] = [];
  for await (const event of scan.events) {
    at(event, scan);
    if (event.type === 'judged' || event.type === 'error') ends.push({ event, files: files() });
  }
  return ends;
}

const formats = ['junit.xml', 'report.css', 'report.html'];
const judgedFiles = ['controls.jsonl', ...formats, 'result.json', 'state.json'];

test.each(['cancel', 'detach'] as const)(
  '%s while the files of a verdict are written: all of them are there with it, and it stands',
  async (way) => {
    const run = await launched('fail');
    const ends = await endsOf(run, (event, scan) => {
      if (event.type === 'step-started' && event.step === 'report') scan[way]();
    });
    expect(ends).toMatchObject([
      {
        event: { type: 'judged', result: { verdict: { outcome: 'failed', exitCode: 1 } } },
        files: judgedFiles,
      },
    ]);
    expect(run.files()).toEqual(judgedFiles);
    expect([...run.scans]).toEqual([]);
  },
);

test('a signal while the files of a verdict are written: what is said tells where it is, and how to write them', async () => {
  const run = await launched('fail');
  let said: ReturnType<typeof signalEnd> | undefined;
  const ends = await endsOf(run, (event) => {
    if (event.type !== 'step-started' || event.step !== 'report') return;
    said = signalEnd('SIGINT', { scans: run.scans, isDemo: false });
    run.kill('SIGINT');
  });
  expect(ends.map(({ event }) => event.type)).toEqual(['error']);
  expect(await said).toMatchObject({
    error: {
      what: 'Interrupted',
      why: expect.stringMatching(/^The verdict is in \S+result\.json; the report files are not complete\.$/),
      next: expect.stringContaining('qualys-pc report '),
    },
  });
  expect(run.files()).toEqual(expect.arrayContaining(['controls.jsonl', 'result.json']));
});

test('a signal when all files are written: the verdict and its files', async () => {
  const run = await launched('fail');
  let said: ReturnType<typeof signalEnd> | undefined;
  await endsOf(run, (event) => {
    if (event.type !== 'step-done' || event.step !== 'report') return;
    said = signalEnd('SIGINT', { scans: run.scans, isDemo: false });
    run.kill('SIGINT');
  });
  expect(await said).toMatchObject({
    verdict: {
      result: { verdict: { outcome: 'failed' } },
      files: expect.arrayContaining(['qualys-pc-results/report.html', 'qualys-pc-results/result.json']),
    },
  });
});

test('a signal where no scan is under way: its exit code alone', async () => {
  expect(await signalEnd('SIGTERM', { scans: new Set(), isDemo: false })).toEqual({ exitCode: 143 });
});

test.for([
  ['SIGHUP', false, 5],
  ['SIGINT', true, 130],
] as const)('a terminal that is gone and a demo are told nothing: %s', async ([signal, isDemo, exitCode]) => {
  const run = await launched('fail');
  let said: ReturnType<typeof signalEnd> | undefined;
  await endsOf(run, (event) => {
    if (event.type !== 'step-done' || event.step !== 'report') return;
    said = signalEnd(signal, { scans: run.scans, isDemo });
    run.kill(signal);
  });
  expect(await said).toEqual({ exitCode });
});

test('an end without a verdict is told when its files are there, and the folder is free', async () => {
  const ends = await endsOf(await launched('scan-error'), () => undefined);
  const files = [...formats, 'result.json', 'state.json'];
  expect(ends).toMatchObject([
    { event: { type: 'error', error: { exitCode: 4 } }, files },
    { event: { type: 'judged', result: { verdict: { exitCode: 4 } } }, files },
  ]);
});

test('a scan that is left running is told so when its files are there', async () => {
  const ends = await endsOf(await launched('scan-slow'), (event, scan) => {
    if (event.type === 'step-done' && event.step === 'launch') scan.detach();
  });
  expect(ends[0]).toMatchObject({ event: { type: 'error', error: { code: 'detached', exitCode: 5 } } });
  expect(ends[0]?.files).toEqual(expect.arrayContaining(['result.json', 'state.json']));
  expect(ends[0]?.files.filter((name) => /partial|lock/.test(name))).toEqual([]);
});

test.each(['fail', 'scan-error', 'wrong-password'])(
  'the log of a run that the wizard watched is in the order of its times, the verdict before its files: %s',
  async (scenario) => {
    const { scan } = await launched(scenario);
    let run = runBefore;
    for await (const event of scan.events) run = foldRun(run, event);
    const times = run.log.map(({ time }) => time);
    expect(times).toEqual([...times].sort());
    const { ending } = run;
    const said = ending?.type === 'judged' ? ending.result.verdict.reasons[0]?.what : ending?.error.what;
    const verdict = run.log.findIndex(({ text }) => text === said);
    expect(verdict).toBeGreaterThan(0);
    expect(run.log.slice(0, verdict).map(({ text }) => text)).not.toContainEqual(
      expect.stringContaining('result.json ·'),
    );
  },
);
