import type { ControlLine, Result } from '../../workflow/results/result.js';
import { groupedRows } from '../grouped-rows.js';
import { escapeAttribute, escapeText } from '../markup.js';
import type { ReportInput } from '../report-input.js';
import { criticalityWord, expectedAndFound, placeWords, stateWords, whyWords } from '../row-words.js';
import { verdictWords } from '../verdict-words.js';

interface Counts {
  tests: number;
  failures: number;
  errors: number;
  skipped: number;
}

type CaseKind = 'passed' | 'failure' | 'skipped';

/**
 * A suite per policy, a case per control and host. Only what fails the build is a `failure`; what does not count is
 * `skipped` with the reason. A run without a verdict of its own rows has a case that says so: never an all-green file.
 */
export async function* junitReport(input: ReportInput): AsyncGenerator<string> {
  const { result } = input;
  const counts = await countCases(input);
  const verdict = verdictCase(result);
  const all = [...counts.values(), ...(verdict === undefined ? [] : [verdict.counts])].reduce(sum, none());
  yield '<?xml version="1.0" encoding="UTF-8"?>\n';
  yield `<testsuites name="${escapeAttribute(`Qualys Policy Compliance: ${result.jobName}`)}" tests="${all.tests}" failures="${all.failures}" errors="${all.errors}" time="${seconds(result)}">\n`;
  if (verdict !== undefined) {
    yield openSuite('Verdict', 'verdict', verdict.counts);
    yield `${verdict.xml}  </testsuite>\n`;
  }
  const suites = suiteNames(result);
  const places = new Map([...suites.keys()].map((id, index) => [id, index]));
  const order = (a: string, b: string) => (places.get(a) ?? places.size) - (places.get(b) ?? places.size);
  for await (const { key, rows } of groupedRows(input, {
    keyOf: (row) => row.policyId,
    order,
    keep: (row) => row,
  })) {
    const title = suites.get(key) ?? `Policy ${key}`;
    suites.delete(key);
    yield openSuite(title, key, counts.get(key) ?? none());
    for await (const row of rows) yield testCase(row, title);
    yield '  </testsuite>\n';
  }
  for (const [id, title] of suites) yield `${openSuite(title, id, none())}  </testsuite>\n`;
  yield '</testsuites>\n';
}

/** Policies by title; those of one title by title and id, as readers keep the first of two equal names. */
function suiteNames({ policies }: Result): Map<string, string> {
  const seen = new Map<string, number>();
  for (const { title } of policies) seen.set(title, (seen.get(title) ?? 0) + 1);
  return new Map(policies.map(({ id, title }) => [id, seen.get(title) === 1 ? title : `${title} (${id})`]));
}

async function countCases({ rows }: ReportInput): Promise<Map<string, Counts>> {
  const counts = new Map<string, Counts>();
  for await (const row of rows()) {
    const suite = counts.get(row.policyId) ?? none();
    counts.set(row.policyId, suite);
    suite.tests += 1;
    const kind = kindOf(row);
    if (kind === 'failure') suite.failures += 1;
    if (kind === 'skipped') suite.skipped += 1;
  }
  return counts;
}

function kindOf(row: ControlLine): CaseKind {
  if (row.counts === 'fail') return 'failure';
  return row.state === 'passed' && row.counts === 'no' && row.why !== 'excluded' ? 'passed' : 'skipped';
}

function testCase(row: ControlLine, policyTitle: string): string {
  const name = `CID ${row.cid} on ${placeWords(row)}: ${row.statement}`;
  const open = `    <testcase name="${escapeAttribute(name)}" classname="${escapeAttribute(className(policyTitle))}" time="0"`;
  switch (kindOf(row)) {
    case 'passed':
      return `${open}/>\n`;
    case 'skipped':
      return `${open}><skipped>${escapeText(details(row))}</skipped></testcase>\n`;
    case 'failure': {
      const message = `${criticalityWord(row.criticality)}: ${expectedAndFound(row) ?? stateWords[row.state]}`;
      return `${open}><failure type="${row.state}" message="${escapeAttribute(message)}">${escapeText(details(row))}</failure></testcase>\n`;
    }
  }
}

function details(row: ControlLine): string {
  const lines = [
    whyWords(row),
    `State: ${stateWords[row.state]}, ${criticalityWord(row.criticality)}`,
    ...row.missing.map((value) => `Expected: ${value}`),
    ...row.unexpected.map((value) => `Found: ${value}`),
    ...(row.evaluatedAt === null ? [] : [`Evaluated: ${row.evaluatedAt}`]),
  ];
  return lines.join('\n');
}

/** The case for a verdict that the rows alone do not show. */
function verdictCase(result: Result): { xml: string; counts: Counts } | undefined {
  const { verdict, totals } = result;
  if (verdict.outcome === 'passed' || (verdict.outcome === 'failed' && totals.failing > 0)) return undefined;
  const element = ({ failed: 'failure', inconclusive: 'error', 'not-evaluated': 'skipped' } as const)[
    verdict.outcome
  ];
  const { word, sentence } = verdictWords(result);
  const text = escapeText(verdict.reasons.map(({ code, message }) => `${message} (${code})`).join('\n'));
  const message = escapeAttribute(`${word}: ${sentence}`);
  const code = escapeAttribute(verdict.reasons[0]?.code ?? verdict.outcome);
  const inner =
    element === 'skipped'
      ? `<skipped>${escapeText(sentence)}\n${text}</skipped>`
      : `<${element} type="${code}" message="${message}">${text}</${element}>`;
  return {
    xml: `    <testcase name="The run reaches a verdict" classname="qualys-pc" time="0">${inner}</testcase>\n`,
    counts: {
      tests: 1,
      failures: element === 'failure' ? 1 : 0,
      errors: element === 'error' ? 1 : 0,
      skipped: element === 'skipped' ? 1 : 0,
    },
  };
}

function openSuite(name: string, id: string, { tests, failures, errors, skipped }: Counts): string {
  return `  <testsuite name="${escapeAttribute(name)}" id="${escapeAttribute(id)}" tests="${tests}" failures="${failures}" errors="${errors}" skipped="${skipped}" time="0">\n`;
}

/** Jenkins takes what stands before the last dot for a package, and a slash for a folder. */
function className(policyTitle: string): string {
  return `qualys-pc.${policyTitle.replace(/[./\\]/g, '_')}`;
}

function seconds(result: Result): number {
  return result.scan?.durationSeconds ?? 0;
}

function none(): Counts {
  return { tests: 0, failures: 0, errors: 0, skipped: 0 };
}

function sum(a: Counts, b: Counts): Counts {
  return {
    tests: a.tests + b.tests,
    failures: a.failures + b.failures,
    errors: a.errors + b.errors,
    skipped: a.skipped + b.skipped,
  };
}
