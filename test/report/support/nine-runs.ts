import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runReport } from '../../../src/commands/report.js';
import { reportFormats } from '../../../src/config/names.js';
import type { ReportInput } from '../../../src/report/report-input.js';
import type { ControlLine } from '../../../src/workflow/results/control-line.js';
import { commandIo } from '../../support/command-io.js';
import { failing, inputOf, row } from '../../support/result-of-rows.js';
import { hostileInput } from './hostile.js';
import { saveResult } from './saved.js';
import { showcase, showcaseWithoutPosture } from './showcase.js';

const on = (last: number): Partial<ControlLine> => ({
  host: { id: String(last), ip: `10.20.30.${last}`, dns: `web-${last}.acme.test` },
});

function shard(index: number, rows: readonly ControlLine[]): ReportInput {
  const expected = ['shard-1', 'shard-2'];
  return inputOf(rows, { units: { job: 'payments-api', expected, present: [`shard-${index}`] } });
}

function notEvaluated(): ReportInput {
  const reason = {
    code: 'authentication-failed',
    what: 'Login failed on 10.20.30.40: nothing was checked there.',
    next: 'Check user and password of the auth record.',
  };
  const { result, ...input } = inputOf([]);
  const verdict = { ...result.verdict, outcome: 'not-evaluated' as const, reasons: [reason] };
  return { ...input, result: { ...result, verdict } };
}

function ofJob(job: string, rows: readonly ControlLine[]): ReportInput {
  const units = { job, expected: [job], present: [job] };
  return inputOf(rows, { jobName: job, configDigest: `sha256:${job}`, units });
}

/** Each run as the results that it left; several are shards to be merged, or jobs. */
const runs: Readonly<Record<string, () => readonly [ReportInput, ...ReportInput[]]>> = {
  passing: () => [inputOf([row(), row({ cid: 2211, statement: '' }), row({ cid: 5, state: 'failed' })])],
  failing: () => [showcase(512)],
  hostile: () => [hostileInput()],
  big: () => [showcase(6_000)],
  inconclusive: () => [showcaseWithoutPosture()],
  'not-evaluated': () => [notEvaluated()],
  warning: () => [
    inputOf([row(), row({ cid: 2, state: 'error', counts: 'warn', why: 'criteria', ...on(41) })]),
  ],
  baselined: () => [inputOf([row(), row({ cid: 2, state: 'failed', why: 'baseline', ...on(41) })])],
  merged: () => [shard(1, [failing(), row({ cid: 2 })]), shard(2, [failing(on(41)), row(on(42))])],
  jobs: () => [
    ofJob('payments <api> & "more"', [failing(), failing({ cid: 2, ...on(41) }), row(on(42))]),
    ofJob('ledger', [row(), row({ cid: 2, state: 'error', counts: 'warn', why: 'criteria', ...on(41) })]),
  ],
};

export const runNames = Object.keys(runs);

/** What `report` made of one run. */
export interface WrittenRun {
  readonly name: string;
  /** Holds every format. */
  readonly directory: string;
  readonly rows: readonly ControlLine[];
}

/** The outputs of every kind of run, each format written by the command. */
export async function writeRuns(): Promise<readonly WrittenRun[]> {
  const cwd = await mkdtemp(join(tmpdir(), 'nine-runs-'));
  const written: WrittenRun[] = [];
  for (const [name, make] of Object.entries(runs)) {
    const inputs = make();
    const rows: ControlLine[] = [];
    for (const [index, input] of inputs.entries())
      rows.push(...(await saveResult(input, join(cwd, name, `shard-${index + 1}`))));
    const out = `${name}/out/`;
    const files = inputs.length === 1 ? [`${name}/shard-1`] : [`${name}/shard-*/result.json`];
    await runReport({ files, formats: reportFormats, out }, commandIo({ cwd }).io);
    written.push({ name, directory: join(cwd, out), rows });
  }
  return written;
}
