import fc from 'fast-check';
import { expect, test } from 'vitest';
import { joinInputs } from '../../src/report/merge/merge.js';
import type { ReportInput } from '../../src/report/report-input.js';
import { verdictLines } from '../../src/report/terminal/verdict-lines.js';
import type { ControlLine } from '../../src/workflow/results/control-line.js';
import { failing, inputOf } from '../support/result-of-rows.js';
import { render } from './support/render.js';

const units = (index: number) => ({
  units: { job: 'payments-api', expected: ['shard-1', 'shard-2'], present: [`shard-${index}`] },
});

function shards(rows: readonly ControlLine[]): [ReportInput, ReportInput] {
  const half = Math.ceil(rows.length / 2);
  return [inputOf(rows.slice(0, half), units(1)), inputOf(rows.slice(half), units(2))];
}

/** Rows of some controls under some policies on some hosts, a quarter of which warn alone. */
const manyRows = fc
  .array(
    fc.record({
      policyId: fc.constantFrom('11', '12', '13'),
      cid: fc.integer({ min: 1, max: 60 }),
      host: fc.integer({ min: 1, max: 40 }),
      warns: fc.constantFrom(true, false, false, false),
    }),
    { minLength: 1, maxLength: 400 },
  )
  .map((all) =>
    all.map(({ policyId, cid, host, warns }, index) =>
      failing({
        policyId,
        cid,
        instance: String(index),
        host: { id: String(host), ip: `10.0.0.${host}` },
        counts: warns ? 'warn' : 'fail',
      }),
    ),
  );

interface More {
  readonly controls: number;
  readonly postures: number;
}

/** "3 more controls with 12 postures" behind a list of failing controls; nothing more where it is not said. */
function moreIn(text: string): More {
  const [, controls = '0', postures = '0'] =
    /(\d+) more controls? with (\d+) postures?/.exec(text.replace(/\s+/g, ' ')) ?? [];
  return { controls: Number(controls), postures: Number(postures) };
}

type Kind = 'fail' | 'warn';

interface ListPart {
  readonly part: string;
  /** Controls that it lists. */
  readonly listed: number;
}

/** The entries of the terminal's block between its summary and what follows the lists. */
function terminalPart(text: string, kind: Kind): ListPart {
  const lines = text.split('\n');
  const summary = lines.findIndex((line) => /^ {3}\d+ failing/.test(line));
  const end = lines.findIndex((line, index) => index > summary && line === '');
  const block = lines.slice(summary + 1, end);
  const warnings = block.findIndex((line) => line.trim() === 'Warnings');
  const failingOnly = warnings < 0 ? block : block.slice(0, warnings);
  const isWarningAlone = /^ {3}0 failing/.test(lines[summary] ?? '');
  const warningOnly = warnings < 0 ? (isWarningAlone ? block : []) : block.slice(warnings);
  const part = kind === 'fail' ? (isWarningAlone ? [] : failingOnly) : warningOnly;
  return { part: part.join('\n'), listed: part.filter((line) => /^ {3}\d+ +[A-Z]/.test(line)).length };
}

/** The part of an output that lists what fails or warns, and how many controls it lists. */
const lists: Record<string, (input: ReportInput, kind: Kind) => Promise<ListPart | undefined>> = {
  html: async (input, kind) => {
    if (kind === 'warn') return undefined;
    const page = await render('html', input);
    const start = page.indexOf('<section aria-labelledby="failing-heading">');
    const part = start < 0 ? '' : page.slice(start, page.indexOf('</section>', start));
    return { part, listed: part.match(/<li>/g)?.length ?? 0 };
  },
  markdown: async (input, kind) => {
    const heading = kind === 'fail' ? '**What fails the build**' : '**What warns**';
    const [, after = ''] = (await render('markdown', input)).split(heading);
    const part = after.split('\n**')[0] ?? '';
    return { part, listed: part.match(/^\| \d/gm)?.length ?? 0 };
  },
  text: async (input, kind) => terminalPart(await render('text', input), kind),
  'narrow terminal': async (input, kind) => {
    const lines = verdictLines(input.result, { width: 40, unicode: false, color: false });
    return terminalPart(lines.join('\n'), kind);
  },
};

async function checkMore(input: ReportInput): Promise<void> {
  const { controls, controlsOmittedBy, totals } = input.result;
  for (const kind of ['fail', 'warn'] as const) {
    const groups = controls.filter(({ counts }) => counts === kind);
    for (const [name, read] of Object.entries(lists)) {
      const list = await read(input, kind);
      if (list === undefined) continue;
      const { part, listed } = list;
      const more = moreIn(part);
      const rows = groups.slice(0, listed).reduce((sum, group) => sum + group.rows, 0);
      expect({ name, kind, controls: listed + more.controls, postures: rows + more.postures }).toEqual({
        name,
        kind,
        controls: groups.length + controlsOmittedBy[kind],
        postures: kind === 'fail' ? totals.failing : totals.warning,
      });
    }
  }
}

test('"n more" is true everywhere, on random results and on the same results merged from shards', async () => {
  await fc.assert(
    fc.asyncProperty(manyRows, async (rows) => {
      const whole = inputOf(rows);
      await checkMore(whole);
      const merged = await joinInputs(shards(rows));
      expect(merged.result.totals).toEqual(whole.result.totals);
      const counted = ({ result }: ReportInput) =>
        result.controls.map(({ policyId, cid, counts, hosts, hostRanges, rows: own }) => [
          policyId,
          cid,
          counts,
          hosts,
          hostRanges,
          own,
        ]);
      expect(counted(merged)).toEqual(counted(whole));
      await checkMore(merged);
    }),
    { numRuns: 25 },
  );
});

test('merged lists that were cut are as true as those of one run: no control is counted twice or left out', async () => {
  const cids = Array.from({ length: 5_200 }, (_, index) => index + 1);
  const on = (ip: string) => cids.map((cid) => failing({ cid, host: { id: ip, ip } }));
  const [first, second] = [on('10.0.0.1'), on('10.0.0.2')];
  const merged = await joinInputs([inputOf(first, units(1)), inputOf(second, units(2))]);
  const whole = inputOf([...first, ...second]).result;
  expect(merged.result.controlsOmitted).toBe(200);
  expect(merged.result.controlsOmittedBy).toEqual({ fail: 200, warn: 0 });
  expect(merged.result.controls).toEqual(whole.controls);
  const text = await render('markdown', merged);
  expect(moreIn(text)).toEqual({ controls: 5_150, postures: 10_300 });
});

test('`controlsOmitted` says how many of the omitted fail and how many warn, and every list counts its own', async () => {
  const rows = Array.from({ length: 5_450 }, (_, index) =>
    failing({ cid: index + 1, counts: index < 5_100 ? 'fail' : 'warn' }),
  );
  const whole = inputOf(rows);
  expect(whole.result).toMatchObject({ controlsOmitted: 450, controlsOmittedBy: { fail: 100, warn: 350 } });
  await checkMore(whole);
  const merged = await joinInputs(shards(rows));
  expect(merged.result.controlsOmittedBy).toEqual({ fail: 100, warn: 350 });
  await checkMore(merged);
});

test('Joined lists that were cut: every control still names its jobs, in the order of their names', async () => {
  const cids = Array.from({ length: 5_200 }, (_, index) => index + 1);
  const ofJob = (name: string, own: readonly number[]): ReportInput =>
    inputOf(
      own.map((cid) => failing({ cid })),
      {
        jobName: name,
        configDigest: `sha256:${name}`,
        units: { job: name, expected: [name], present: [name] },
      },
    );
  const { result } = await joinInputs([
    ofJob('payments', cids),
    ofJob('ledger', cids.slice(0, 10)),
    ofJob('billing', [11]),
  ]);
  expect(result.controlsOmitted).toBe(200);
  const jobsOf = (cid: number) => result.controls.find((control) => control.cid === cid)?.jobs;
  expect([1, 10, 11, 12].map(jobsOf)).toEqual([
    ['ledger', 'payments'],
    ['ledger', 'payments'],
    ['billing', 'payments'],
    ['payments'],
  ]);
  expect(result.controls.filter(({ jobs }) => jobs === undefined)).toEqual([]);
});
