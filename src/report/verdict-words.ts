import { counted } from '../text/counted.js';
import { sentence } from '../text/printable.js';
import type { Reason, Result } from '../workflow/results/result.js';

/** How a verdict looks: which of the three colours, and the symbol with its plain form. */
export interface VerdictLook {
  readonly tone: 'good' | 'bad' | 'unsure';
  readonly symbol: string;
  readonly plain: string;
}

/** The verdict in a word and a sentence, the same in every report. */
export interface VerdictWords extends VerdictLook {
  readonly word: string;
  readonly sentence: string;
  /** The reason that the sentence is made of, where the rows do not say it. */
  readonly decisive: Reason | undefined;
  /** What the sentence does not say already. */
  readonly reasons: Result['verdict']['reasons'];
}

const good = { tone: 'good', symbol: '✓', plain: 'ok' } as const satisfies VerdictLook;
const bad = { tone: 'bad', symbol: '✗', plain: 'x' } as const satisfies VerdictLook;
const unsure = { tone: 'unsure', symbol: '!', plain: '!' } as const satisfies VerdictLook;

/** How the verdict of a job looks in a list of jobs. */
export const outcomeLooks = {
  passed: good,
  failed: bad,
  error: bad,
  interrupted: bad,
  inconclusive: unsure,
  unfinished: unsure,
  'not-evaluated': unsure,
} as const satisfies Record<Result['verdict']['outcome'], VerdictLook>;

/** All rows of a result, whatever their state. */
export function rowCount({
  passed,
  failed,
  error,
  exceptions,
}: Pick<Result['totals'], 'passed' | 'failed' | 'error' | 'exceptions'>) {
  return passed + failed + error + exceptions;
}

/** Reasons that the sentence about the rows says better. */
const saidByCounts = new Set(['criteria-met', 'criteria-not-met', 'no-gate']);

/** A reason as sentences: what happened, why, and what to do next. */
export function reasonWords({ what, why, next }: Reason): string {
  return [what, why, next]
    .filter((part) => part !== undefined && part !== '')
    .map((part) => (endsWithCommand(part ?? '') ? (part ?? '') : sentence(part ?? '')))
    .join(' ');
}

/** A full stop behind a command would be copied with it. */
function endsWithCommand(text: string): boolean {
  return /qualys-pc [^\n]*$/.test(text);
}

/** Says the verdict as a person would: what, how many of how many. */
export function verdictWords(result: Result): VerdictWords {
  const { outcome, reasons } = result.verdict;
  const fromCounts = outcome === 'passed' || (outcome === 'failed' && result.totals.failing > 0);
  const further = fromCounts ? reasons.filter(({ code }) => !saidByCounts.has(code)) : reasons.slice(1);
  const decisive = fromCounts ? undefined : reasons[0];
  const words = sentenceOf(result);
  const unchecked = result.verdict.notes.find(({ code }) => code === 'units-not-checked');
  const whole = unchecked === undefined ? words.sentence : `${words.sentence} ${unchecked.what}`;
  return { ...words, sentence: whole, decisive, reasons: further };
}

function sentenceOf(result: Result): Omit<VerdictWords, 'decisive' | 'reasons'> {
  const { verdict, totals } = result;
  const rows = rowCount(totals);
  const [decisive] = verdict.reasons;
  const first = decisive === undefined ? 'No reason is recorded.' : reasonWords(decisive);
  switch (verdict.outcome) {
    case 'failed':
      return {
        ...bad,
        word: 'FAILED',
        sentence:
          totals.failing === 0
            ? first
            : `${totals.failing} of ${postures(rows)} ${totals.failing === 1 ? 'fails' : 'fail'} the build.`,
      };
    case 'inconclusive':
      return { ...unsure, word: 'INCONCLUSIVE', sentence: first };
    case 'unfinished':
      return { ...unsure, word: 'NOT FINISHED', sentence: first };
    case 'interrupted':
      return { ...unsure, word: 'INTERRUPTED', sentence: first };
    case 'error':
      return { ...bad, word: 'ERROR', sentence: first };
    case 'not-evaluated':
      return {
        ...unsure,
        word: 'NOT CHECKED',
        sentence: /nothing was checked/i.test(first) ? first : `Nothing was checked. ${first}`,
      };
    case 'passed': {
      if (!verdict.gate)
        return {
          ...good,
          word: 'PASSED',
          sentence: `There is no gate: ${postures(rows)} read, nothing can fail the build.`,
        };
      const warnings = totals.warning === 0 ? '' : ` ${counted(totals.warning, 'warns', 'warn')}.`;
      const look = totals.warning === 0 ? good : { ...good, tone: 'unsure' as const };
      return {
        ...look,
        word: warnings === '' ? 'PASSED' : 'PASSED, WITH WARNINGS',
        sentence: `None of ${postures(rows)} fails the build.${warnings}`,
      };
    }
  }
}

function postures(count: number): string {
  return counted(count, 'posture');
}

/** What the gate selects, as people read it. */
export function gateSentence(result: Result): string {
  return result.criteria?.sentence ?? 'There is no gate: nothing fails the build.';
}

/** What to do about rows that fail the build; empty when none does. */
export function remedySentence({ verdict, totals }: Result): string {
  if (verdict.outcome !== 'failed' || totals.failing === 0) return '';
  return 'To pass, fix these on their hosts; what you accept goes into criteria.exclude, with a reason and a last day, or into a baseline.';
}
