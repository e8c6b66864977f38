import { type CriticalityName, criticalityNames, type StateName } from '../config/names.js';
import type { WrittenConfig } from '../config/schema.js';

type Written = NonNullable<WrittenConfig['criteria']>;
type Selection = NonNullable<Written['failOn']>;

/** States as people read them. */
export const stateWords = {
  fail: 'Fail',
  error: 'Error',
  exceptions: 'Exceptions',
} as const satisfies Record<StateName, string>;

/** `Urgent`, `Critical` ... from the worst down. */
export function criticalityWord(name: CriticalityName): string {
  return name.charAt(0).toUpperCase() + name.slice(1);
}

/** "(Fail) and (Urgent, Critical or Serious)". */
export function selectionWords({ states, criticalities }: Selection): string {
  const ordered = criticalityNames.filter((name) => criticalities.includes(name));
  return `(${list(
    states.map((state) => stateWords[state]),
    'or',
  )}) and (${list(ordered.map(criticalityWord), 'or')})`;
}

/** One sentence that says what fails the build, as the wizard, the review and every report print it. */
export function criteriaSentence(criteria: Written | undefined): string {
  if (criteria === undefined) return 'There is no gate: nothing fails the build.';
  const parts: string[] = [];
  if (criteria.failOn !== undefined) {
    const except = (criteria.exclude ?? []).flatMap(({ cids }) => wordsOfCids(String(cids)));
    const excluded = except.length === 0 ? '' : `, except ${list(except, 'and')}`;
    parts.push(`a control is ${selectionWords(criteria.failOn)}${excluded}`);
  }
  if (criteria.failOnAuthFailure === true) parts.push('the scanner cannot log in to a host');
  const fails =
    parts.length === 0 ? 'Nothing fails the build.' : `The build fails when ${parts.join(', or when ')}.`;
  const warns =
    criteria.warnOn === undefined ? '' : ` It warns when a control is ${selectionWords(criteria.warnOn)}.`;
  return fails + warns;
}

function wordsOfCids(cids: string): string[] {
  return cids.split(',').map((part) => part.trim().replace(/\s*-\s*/, ' to '));
}

function list(words: readonly string[], word: 'and' | 'or'): string {
  if (words.length < 2) return words.join('');
  return `${words.slice(0, -1).join(', ')} ${word} ${words.at(-1)}`;
}
