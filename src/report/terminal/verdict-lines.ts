import { took } from '../../text/elapsed.js';
import { printable } from '../../text/printable.js';
import { widthOf } from '../../text/width.js';
import type { JobLine } from '../../workflow/results/job-line.js';
import type { PolicyResult, Reason, Result } from '../../workflow/results/result.js';
import { type Comparison, compareResults, comparisonWords } from '../compare.js';
import { failingGroups, policyNames } from '../failing-groups.js';
import { capped, type Listed, MOST_LISTED, whole, worstJobsFirst, worstPoliciesFirst } from '../listed.js';
import {
  gateSentence,
  outcomeLooks,
  reasonWords,
  remedySentence,
  rowCount,
  verdictWords,
} from '../verdict-words.js';
import {
  column,
  type Drawing,
  fitted,
  fittedLines,
  INDENT,
  NARROW,
  paletteOf,
  paragraph,
} from './drawing.js';
import { worstControls } from './worst-controls.js';

export interface VerdictLinesOptions {
  /** Columns of the terminal. */
  readonly width: number;
  readonly unicode: boolean;
  readonly color: boolean;
  /** Paths to name at the end. */
  readonly files?: readonly string[] | undefined;
  readonly previous?: Result | undefined;
  /** The command that runs the same scan again. */
  readonly again?: string | undefined;
  /** The command that says for a control why it counts. */
  readonly explain?: ((cid: number) => string) | undefined;
  /** Names every job, policy, reason and note: a file has room for them, a terminal for the first 50 of each. */
  readonly isWhole?: boolean | undefined;
}

/** The verdict block of a terminal or a build log: verdict, a bar per policy, the worst ten controls, what else to know. */
export function verdictLines(result: Result, options: VerdictLinesOptions): string[] {
  const drawing = drawingOf(options);
  const remedy = remedySentence(result);
  const listed = options.isWhole === true ? whole : capped;
  // Few keep the order of the config, which is the same in every build.
  const policies =
    result.policies.length > MOST_LISTED ? worstPoliciesFirst(result.policies) : result.policies;
  const reasons = listed(verdictWords(result).reasons, 'reason');
  const notes = listed(result.verdict.notes, 'note');
  const said = ({ shown, more }: Listed<Reason>) =>
    [...shown.map(reasonWords), ...more].flatMap((words) => paragraph(words, drawing));
  const blocks = [
    headline(result, drawing),
    result.jobs === undefined ? [] : jobsTable(listed(worstJobsFirst(result.jobs), 'job'), drawing),
    policyBars(listed(policies, 'policy', 'policies'), drawing),
    worstControls(result, drawing),
    comparisonLines(compareResults(result, options.previous), drawing),
    [...said(reasons), ...said(notes).map(drawing.paint.dim)],
    remedy === '' ? [] : paragraph(remedy, drawing),
    lastLines(result, options),
  ];
  return blocks
    .filter((block) => block.length > 0)
    .flatMap((block, index) => (index === 0 ? block : ['', ...block]));
}

function headline(result: Result, { width, unicode, paint }: Drawing): string[] {
  const { word, sentence, symbol, plain, tone } = verdictWords(result);
  const mark = `${unicode ? symbol : plain} ${word}`;
  const room = mark.length + 3;
  const beside = width - room >= 30;
  const [first = '', ...more] = fittedLines(sentence, beside ? width - room : width - INDENT.length, unicode);
  const painted = ` ${paint[tone](paint.bold(mark))}`;
  return [
    ...(beside ? [`${painted}  ${first}`] : [painted, INDENT + first]),
    ...more.map((line) => ' '.repeat(beside ? room : INDENT.length) + line),
    ...(result.verdict.gate ? paragraph(gateSentence(result), { width, unicode, paint }).map(paint.dim) : []),
  ];
}

/** Widest name of a job that the table shows whole. */
const MOST_NAME = 32;

/** The jobs of a joined result, the worst first: verdict, what fails, hosts and time of each, then why it did not pass. */
function jobsTable({ shown: jobs, more }: Listed<JobLine>, drawing: Drawing): string[] {
  const { width, unicode, paint } = drawing;
  const names = Math.min(MOST_NAME, Math.max(4, ...jobs.map(({ name }) => widthOf(name))));
  const heading = `${column('Job', names, unicode)}  ${'Verdict'.padEnd(13)}  Failing  Hosts  Time`;
  return [
    INDENT + paint.dim(heading),
    ...jobs.flatMap(({ name, outcome, failing, hosts, durationSeconds, reason }) => {
      const time = durationSeconds === null ? '' : took(durationSeconds * 1000);
      const numbers = `${String(failing).padStart(7)}  ${String(hosts).padStart(5)}  ${time}`.trimEnd();
      const line = `${column(name, names, unicode)}  ${paint[outcomeLooks[outcome].tone](outcome.padEnd(13))}  ${numbers}`;
      const why =
        reason === null || width < NARROW ? [] : [fitted(reason, width - INDENT.length - 2, unicode)];
      return [INDENT + line, ...why.map((words) => `${INDENT}  ${paint.dim(words)}`)];
    }),
    ...more.flatMap((words) => paragraph(words, drawing)),
  ];
}

function policyBars({ shown, more }: Listed<PolicyResult>, drawing: Drawing): string[] {
  return [
    ...shown.flatMap((policy) => policyLines(policy, shown, drawing)),
    ...more.flatMap((words) => paragraph(words, drawing)),
  ];
}

function policyLines(policy: PolicyResult, all: readonly PolicyResult[], drawing: Drawing): string[] {
  const { width, unicode, paint } = drawing;
  const rows = rowCount(policy.totals);
  const numbers =
    rows === 0
      ? 'no rows'
      : `${String(policy.totals.passed).padStart(digits(all, (p) => p.totals.passed))} passed  ${String(policy.failing).padStart(digits(all, (p) => p.failing))} failing`;
  if (width < NARROW) return [INDENT + fitted(policy.title, width - 3, unicode), `${INDENT}  ${numbers}`];
  const names = policyNames({ policies: [...all] });
  const name = (one: PolicyResult) => names.get(one.id) ?? one.title;
  const longest = Math.max(...all.map((one) => widthOf(printable(name(one)))));
  const columns = Math.min(longest, Math.floor(width / 3));
  const title = column(name(policy), columns, unicode);
  // One column stays free: some terminals wrap a line that fills the last one.
  const barWidth = Math.min(40, Math.max(8, width - 1 - INDENT.length - columns - 4 - numbers.length));
  return [
    `${INDENT}${title}  ${bar(policy, barWidth, drawing)}  ${policy.failing > 0 ? paint.bold(numbers) : numbers}`,
  ];
}

function bar(policy: PolicyResult, width: number, { unicode, paint }: Drawing): string {
  const rows = rowCount(policy.totals);
  if (rows === 0) return paint.dim((unicode ? '─' : '-').repeat(width));
  const share = (count: number) => (count === 0 ? 0 : Math.max(1, Math.round((count / rows) * width)));
  const failing = share(policy.failing);
  const other = Math.min(share(rows - policy.totals.passed - policy.failing), width - failing);
  const passed = width - failing - other;
  const [full, dark, light] = unicode ? ['█', '▓', '▒'] : ['#', 'x', '.'];
  return (
    paint.good(`${full}`.repeat(passed)) +
    paint.bad(`${dark}`.repeat(failing)) +
    paint.dim(`${light}`.repeat(other))
  );
}

function comparisonLines(comparison: Comparison | undefined, drawing: Drawing): string[] {
  if (comparison === undefined) return [];
  const { previousBuild, limits } = comparison;
  return [
    ...paragraph(`Since build ${previousBuild}: ${comparisonWords(comparison)}.`, drawing),
    ...limits.flatMap((limit) => paragraph(limit, drawing).map(drawing.paint.dim)),
  ];
}

function drawingOf({ width, unicode, color }: VerdictLinesOptions): Drawing {
  return { width: Math.max(width, 40), unicode, paint: paletteOf(color) };
}

/** Files and commands for what comes next; a command is copied from here, so it is never cut. */
export function lastLines(result: Result, options: VerdictLinesOptions): string[] {
  const { files = [], again, explain, unicode } = options;
  const drawing = drawingOf(options);
  const { paint } = drawing;
  const names = files.map((file, index) => (index === 0 ? file : (file.split(/[/\\]/).at(-1) ?? file)));
  const [worst] = failingGroups(result);
  const command = (text: string) => INDENT + paint.dim(printable(text));
  return [
    ...(names.length === 0 ? [] : paragraph(names.join(unicode ? ' · ' : ', '), drawing)),
    ...(explain === undefined || worst === undefined ? [] : [command(`Why: ${explain(worst.cid)}`)]),
    ...(again === undefined ? [] : [command(`Again: ${again}`)]),
  ];
}

function digits(policies: readonly PolicyResult[], count: (policy: PolicyResult) => number): number {
  return Math.max(...policies.map((policy) => String(count(policy)).length));
}
