import { criticalityNames, criticalityValues } from '../../src/config/names.js';
import type { ReportInput } from '../../src/report/report-input.js';
import { ControlGroups } from '../../src/workflow/judge/control-groups.js';
import type { ControlLine, PostureState } from '../../src/workflow/results/control-line.js';
import type { Result } from '../../src/workflow/results/result.js';

const totalOf = { passed: 'passed', failed: 'failed', error: 'error', exception: 'exceptions' } as const;

/** A passed row; change what the test is about. */
export function row(changes: Partial<ControlLine> = {}): ControlLine {
  return {
    policyId: '11',
    cid: 1141,
    statement: 'SSH root login is disabled',
    criticality: { value: 5, label: 'URGENT' },
    host: { id: '70', ip: '10.20.30.40', dns: 'web-1.acme.test' },
    technology: 'Debian GNU/Linux 12.x',
    instance: '',
    state: 'passed',
    missing: [],
    unexpected: [],
    evaluatedAt: '2026-05-04T09:41:00Z',
    exception: null,
    counts: 'no',
    why: 'not-selected',
    exclusion: null,
    ...changes,
  };
}

/** A row that fails the build. */
export function failing(changes: Partial<ControlLine> = {}): ControlLine {
  return row({
    state: 'failed',
    counts: 'fail',
    why: 'criteria',
    missing: ['no'],
    unexpected: ['yes'],
    ...changes,
  });
}

function tally(rows: readonly ControlLine[]) {
  const totals = { passed: 0, failed: 0, error: 0, exceptions: 0 };
  const counting = { failing: 0, warning: 0, excluded: 0, baselined: 0 };
  for (const { state, counts, why } of rows) {
    totals[totalOf[state]] += 1;
    if (counts === 'fail') counting.failing += 1;
    if (counts === 'warn') counting.warning += 1;
    if (why === 'excluded') counting.excluded += 1;
    if (why === 'baseline') counting.baselined += 1;
  }
  return { totals, counting };
}

function byStateAndCriticality(rows: readonly ControlLine[]): Result['totals']['byStateAndCriticality'] {
  const cells: Record<PostureState, Record<string, number>> = {
    passed: {},
    failed: {},
    error: {},
    exception: {},
  };
  for (const { state, criticality } of rows) {
    const name =
      criticalityNames.find((known) => criticalityValues[known] === criticality.value) ?? 'undefined';
    cells[state][name] = (cells[state][name] ?? 0) + 1;
  }
  return cells;
}

/** The result of a run with these rows, as the engine would count it. */
export function resultOf(
  rows: readonly ControlLine[],
  changes: Partial<Result> = {},
  titles: Record<string, string> = {},
): Result {
  const { totals, counting } = tally(rows);
  const ids = [...new Set(rows.map(({ policyId }) => policyId))];
  const failed = counting.failing > 0;
  const groups = new ControlGroups();
  for (const line of rows) groups.add(line, isAccepted(line));
  return {
    version: 1,
    tool: { name: 'qualys-pc', version: '0.1.0' },
    configDigest: 'sha256:4be1',
    jobName: 'payments-api',
    build: '42',
    units: { job: 'payments-api', expected: ['payments-api'], present: ['payments-api'] },
    verdict: {
      outcome: failed ? 'failed' : 'passed',
      exitCode: failed ? 1 : 0,
      gate: true,
      warnings: counting.warning,
      reasons: [
        failed
          ? {
              code: 'criteria-met',
              what: `${counting.failing} postures fail: (Fail) and (Urgent, Critical or Serious).`,
            }
          : { code: 'criteria-not-met', what: 'No posture meets the criteria.' },
      ],
      notes: [],
    },
    scan: {
      reference: 'compliance/1777887000.11223',
      id: '9988',
      title: 'payments-api_jenkins_build_42_2026-05-04-09-29-58',
      state: 'Finished',
      subState: null,
      launchedAt: '2026-05-04T09:30:00Z',
      durationSeconds: 700,
      reportUrl: 'https://qualysguard.qg2.apps.qualys.com/pcrs/index.html#/reports/scan?id=9988',
    },
    account: { platform: 'US2', apiServer: 'https://qualysapi.qg2.apps.qualys.com', username: 'acme2ab1' },
    target: { type: 'host', ips: [...new Set(rows.map(({ host }) => host.ip))], notAlive: [], uncovered: [] },
    criteria: {
      failOn: { states: ['fail'], criticalities: ['urgent', 'critical', 'serious'] },
      warnOn: null,
      failOnAuthFailure: false,
      sentence: 'The build fails when a control is (Fail) and (Urgent, Critical or Serious).',
    },
    optionProfile: { id: '9001', title: 'Jenkins_Baseline' },
    scanner: 'edge-scan-01',
    authRecord: { id: '31', title: 'Jenkins_unix_payments-api', platform: 'unix', username: 'scan' },
    authentication: { succeeded: ['10.20.30.40'], failed: [], insufficient: [], notAttempted: [] },
    policies: ids.map((id) => {
      const own = rows.filter(({ policyId }) => policyId === id);
      const { totals: ownTotals, counting: ownCounting } = tally(own);
      return {
        id,
        title: titles[id] ?? `Policy ${id}`,
        evaluatedAt: '2026-05-04T09:41:00Z',
        evidence: { kind: 'host-scanned', detail: 'the hosts were scanned after the launch' },
        totals: ownTotals,
        ...ownCounting,
      };
    }),
    ...groups.result,
    exclusions: [],
    baseline: null,
    totals: { ...totals, ...counting, byStateAndCriticality: byStateAndCriticality(rows) },
    history: [],
    startedAt: '2026-05-04T09:29:58Z',
    finishedAt: '2026-05-04T09:42:10Z',
    ...changes,
  };
}

/** Rows that the criteria would fail were they not accepted, as far as a line tells. */
function isAccepted({ state, why }: ControlLine): boolean {
  if (why === 'exception') return true;
  return (why === 'excluded' || why === 'baseline') && (state === 'failed' || state === 'error');
}

/** A report's input over rows in memory. */
export function inputOf(
  rows: readonly ControlLine[],
  changes: Partial<Result> = {},
  titles: Record<string, string> = {},
): ReportInput {
  return {
    result: resultOf(rows, changes, titles),
    rows: async function* () {
      for (let at = 0; at < rows.length; at += 100) yield rows.slice(at, at + 100);
    },
  };
}

/** A report as one text. */
export async function textOf(pieces: AsyncIterable<string>): Promise<string> {
  let text = '';
  for await (const piece of pieces) text += piece;
  return text;
}
