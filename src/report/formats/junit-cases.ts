import { cutText } from '../../text/printable.js';
import type { HostNumbers, HostRuns } from '../../workflow/judge/host-runs.js';
import type { ControlLine } from '../../workflow/results/control-line.js';
import { escapeAttribute, escapeText } from '../markup.js';
import { criticalityWord, expectedAndFound, placeWords, stateWords, whyWords } from '../row-words.js';

export type CaseKind = 'passed' | 'failure' | 'skipped';

/** Characters of a statement in a name, and of the values in a text, so that 5,000 cases stay within the size. */
const LONGEST_NAME = 300;
const LONGEST_DETAILS = 2_000;

export function kindOf(row: ControlLine): CaseKind {
  if (row.counts === 'fail') return 'failure';
  return row.state === 'passed' && row.counts === 'no' && row.why !== 'excluded' ? 'passed' : 'skipped';
}

/** The case of one row. */
export function testCase(row: ControlLine, policy: string): string {
  const open = openCase(`CID ${row.cid} on ${placeWords(row)}: ${row.statement}`, policy);
  switch (kindOf(row)) {
    case 'passed':
      return `${open}/>\n`;
    case 'skipped':
      return `${open}><skipped>${escapeText(details(row))}</skipped></testcase>\n`;
    case 'failure': {
      const message = `${criticalityWord(row.criticality)}: ${expectedAndFound(row) ?? stateWords[row.state]}`;
      return `${open}><failure type="${row.state}" message="${escapeAttribute(cutText(message, LONGEST_NAME))}">${escapeText(details(row))}</failure></testcase>\n`;
    }
  }
}

/** Failures of one control that have no case of their own. */
export interface OmittedFailures {
  readonly first: ControlLine;
  rows: number;
  readonly hosts: HostRuns;
}

/** The one case that stands for all of them. */
export function omittedCase(
  { first, rows, hosts }: OmittedFailures,
  policy: string,
  numbers: HostNumbers,
): string {
  const { hosts: count } = hosts.words(numbers.sorted());
  const on = `${count} ${count === 1 ? 'host' : 'hosts'}`;
  const text = `${rows} more ${rows === 1 ? 'failure' : 'failures'} of this control on ${on}; controls.jsonl has them all.`;
  const open = openCase(`CID ${first.cid} on ${on} more: ${first.statement}`, policy);
  return `${open}><failure type="more" message="${escapeAttribute(`${criticalityWord(first.criticality)}: ${text}`)}">${escapeText(text)}</failure></testcase>\n`;
}

function openCase(name: string, policy: string): string {
  return `    <testcase name="${escapeAttribute(cutText(name, LONGEST_NAME))}" classname="${escapeAttribute(className(policy))}" time="0"`;
}

/** Jenkins takes what stands before the last dot for a package, and a slash for a folder. */
function className(policyTitle: string): string {
  return `qualys-pc.${policyTitle.replace(/[./\\]/g, '_')}`;
}

function details(row: ControlLine): string {
  const lines = [
    whyWords(row),
    `State: ${stateWords[row.state]}, ${criticalityWord(row.criticality)}`,
    ...row.missing.map((value) => `Expected: ${value}`),
    ...row.unexpected.map((value) => `Found: ${value}`),
    ...(row.evaluatedAt === null ? [] : [`Evaluated: ${row.evaluatedAt}`]),
  ];
  return cutText(lines.join('\n'), LONGEST_DETAILS);
}
