import { HostNumbers, HostRuns } from '../../workflow/judge/host-runs.js';
import type { ControlLine } from '../../workflow/results/control-line.js';
import type { Result } from '../../workflow/results/result.js';
import { failingGroups, policyNames } from '../failing-groups.js';
import { escapeAttribute, escapeText } from '../markup.js';
import type { ReportInput } from '../report-input.js';
import { reasonWords, verdictWords } from '../verdict-words.js';
import { type CaseKind, kindOf, type OmittedFailures, omittedCase, testCase } from './junit-cases.js';

export const readsRows = true;

/** Cases of one file, and their size: GitLab refuses more than 30 MB. */
const MOST_CASES = 5_000;
const MOST_CHARACTERS = 12_000_000;

/** Cases of one policy while the rows pass. */
class Suite {
  readonly title: string;
  readonly failures: string[] = [];
  readonly skipped: string[] = [];
  readonly passed: string[] = [];
  readonly all: Record<CaseKind, number> = { failure: 0, skipped: 0, passed: 0 };
  /** Failures without a case of their own, by CID. */
  readonly omitted = new Map<number, OmittedFailures>();
  /** Failures with a case of their own, by CID. */
  readonly listed = new Map<number, number>();

  constructor(title: string) {
    this.title = title;
  }
}

/**
 * A suite per policy, a case per control and host. Only what fails the build is a `failure`; what does not count is
 * `skipped` with the reason. Beyond 5,000 cases the passed ones are left out, then the skipped ones, and each control
 * has as many failures of its own as find room and one that says how many more there are. A run without a verdict of its
 * own rows has a case that says so: never an all-green file.
 */
export async function* render(input: ReportInput): AsyncGenerator<string> {
  const { result } = input;
  const hosts = new HostNumbers();
  const suites = await readSuites(input, hosts);
  const verdict = verdictCase(result);
  const parts = [...suites].map(([id, suite]) => suitePart(id, suite, hosts));
  const counts = [...parts, ...(verdict === undefined ? [] : [verdict])].reduce(
    (sum, part) => ({
      tests: sum.tests + part.tests,
      failures: sum.failures + part.failures,
      errors: sum.errors + part.errors,
      skipped: 0,
    }),
    { tests: 0, failures: 0, errors: 0, skipped: 0 },
  );
  const seconds = result.scan?.durationSeconds ?? 0;
  // One scan reads all policies: its time is shared out, so that the sum over the suites is the scan's.
  const share = (seconds / Math.max(1, parts.length)).toFixed(3);
  yield '<?xml version="1.0" encoding="UTF-8"?>\n';
  yield `<testsuites name="${escapeAttribute(`Qualys Policy Compliance: ${result.jobName}`)}" tests="${counts.tests}" failures="${counts.failures}" errors="${counts.errors}" time="${seconds}">\n`;
  if (verdict !== undefined) {
    yield openSuite({ ...verdict, name: 'Verdict', id: 'verdict', time: '0' });
    yield `${verdict.cases.join('')}  </testsuite>\n`;
  }
  for (const part of parts) {
    yield openSuite({ ...part, time: share });
    yield properties(part.left);
    yield* part.cases;
    yield '  </testsuite>\n';
  }
  yield '</testsuites>\n';
}

/** One pass over the rows. What a suite lists is known before it: the result has counted all that fails. */
async function readSuites({ result, rows }: ReportInput, hosts: HostNumbers): Promise<Map<string, Suite>> {
  const names = policyNames(result);
  const suites = new Map(
    result.jobs === undefined ? [...names].map(([id, title]) => [id, new Suite(title)]) : [],
  );
  const groups = failingGroups(result).length + result.controlsOmittedBy.fail;
  const { failing } = result.totals;
  const perControl =
    failing <= MOST_CASES ? failing : Math.max(0, Math.floor((MOST_CASES - groups) / Math.max(1, groups)));
  let characters = 0;
  let others = MOST_CASES - Math.min(failing, MOST_CASES);
  const room = { skipped: others, passed: others };
  const add = (row: ControlLine): void => {
    const id = suiteId(row);
    let suite = suites.get(id);
    if (suite === undefined) {
      suite = new Suite(suiteTitle(row, names));
      suites.set(id, suite);
    }
    const kind = kindOf(row);
    suite.all[kind] += 1;
    if (kind === 'failure') {
      const own = suite.listed.get(row.cid) ?? 0;
      if (own < perControl && characters < MOST_CHARACTERS) {
        suite.listed.set(row.cid, own + 1);
        characters += keep(suite.failures, row, suite.title);
      } else omit(suite, row, hosts);
    } else if (room[kind] > 0 && characters < MOST_CHARACTERS) {
      room[kind] -= 1;
      characters += keep(suite[kind], row, suite.title);
    }
  };
  for await (const some of rows()) for (const row of some) add(row);
  for (const { skipped } of suites.values()) others -= skipped.length;
  for (const { passed } of suites.values()) {
    passed.splice(Math.max(0, others));
    others -= passed.length;
  }
  return suites;
}

/** A suite per policy, of joined jobs one per job and policy. */
function suiteId({ job, policyId }: ControlLine): string {
  return job === undefined ? policyId : `${job}/${policyId}`;
}

function suiteTitle({ job, policyId }: ControlLine, names: ReadonlyMap<string, string>): string {
  const title = names.get(policyId) ?? `Policy ${policyId}`;
  return job === undefined ? title : `${job}: ${title}`;
}

function keep(cases: string[], row: ControlLine, title: string): number {
  const text = testCase(row, title);
  cases.push(text);
  return text.length;
}

function omit({ omitted }: Suite, row: ControlLine, hosts: HostNumbers): void {
  const known = omitted.get(row.cid) ?? { first: row, rows: 0, hosts: new HostRuns() };
  omitted.set(row.cid, known);
  known.rows += 1;
  known.hosts.add(hosts.numberOf(row.host.ip));
}

interface Counts {
  readonly tests: number;
  readonly failures: number;
  readonly errors: number;
  readonly skipped: number;
}

interface Part extends Counts {
  readonly cases: readonly string[];
}

function suitePart(id: string, suite: Suite, hosts: HostNumbers) {
  const { title, failures, skipped, passed, all } = suite;
  const omitted = [...suite.omitted.values()];
  const more = omitted.slice(0, MOST_CASES).map((failure) => omittedCase(failure, title, hosts));
  return {
    name: title,
    id,
    tests: failures.length + more.length + skipped.length + passed.length,
    failures: failures.length + more.length,
    errors: 0,
    skipped: skipped.length,
    cases: [...failures, ...more, ...skipped, ...passed],
    left: {
      'passed-left-out': all.passed - passed.length,
      'skipped-left-out': all.skipped - skipped.length,
      'failures-joined': omitted.reduce((sum, { rows }) => sum + rows, 0),
    },
  };
}

/** What the cases leave out; nothing where they leave out none. */
function properties(left: Readonly<Record<string, number>>): string {
  const some = Object.entries(left).filter(([, count]) => count > 0);
  if (some.length === 0) return '';
  const lines = some.map(([name, count]) => `      <property name="${name}" value="${count}"/>\n`);
  return `    <properties>\n${lines.join('')}    </properties>\n`;
}

const elements = {
  failed: 'failure',
  'not-evaluated': 'skipped',
  inconclusive: 'error',
  unfinished: 'error',
  interrupted: 'error',
  error: 'error',
} as const;

/** The case for a verdict that the rows alone do not show. */
function verdictCase(result: Result): Part | undefined {
  const { verdict, totals } = result;
  const { outcome } = verdict;
  if (outcome === 'passed' || (outcome === 'failed' && totals.failing > 0)) return undefined;
  const element = elements[outcome];
  const { word, sentence } = verdictWords(result);
  const reasons = verdict.reasons.map((reason) => `${reasonWords(reason)} (${reason.code})`);
  const text = escapeText(reasons.join('\n'));
  const message = escapeAttribute(`${word}: ${sentence}`);
  const code = escapeAttribute(verdict.reasons[0]?.code ?? outcome);
  const inner =
    element === 'skipped'
      ? `<skipped>${escapeText(sentence)}\n${text}</skipped>`
      : `<${element} type="${code}" message="${message}">${text}</${element}>`;
  return {
    cases: [
      `    <testcase name="The run reaches a verdict" classname="qualys-pc" time="0">${inner}</testcase>\n`,
    ],
    tests: 1,
    failures: element === 'failure' ? 1 : 0,
    errors: element === 'error' ? 1 : 0,
    skipped: element === 'skipped' ? 1 : 0,
  };
}

function openSuite(
  suite: Counts & { readonly name: string; readonly id: string; readonly time: string },
): string {
  const { name, id, tests, failures, errors, skipped, time } = suite;
  return `  <testsuite name="${escapeAttribute(name)}" id="${escapeAttribute(id)}" tests="${tests}" failures="${failures}" errors="${errors}" skipped="${skipped}" time="${time}">\n`;
}
