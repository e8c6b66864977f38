import {
  type CriticalityName,
  criticalityNames,
  criticalityValues,
  type StateName,
} from '../../config/names.js';
import type { Config, WrittenConfig } from '../../config/schema.js';
import { type CidSet, parseCids } from '../../config/values/cid-set.js';
import { isOver } from '../../config/values/last-day.js';
import { PcError } from '../../errors.js';
import { closedHyphens } from '../../text/hyphens.js';
import type { PostureState } from '../results/control-line.js';

type WrittenCriteria = NonNullable<Config['criteria']>;

/** State AND criticality, as sets. */
export interface Selection {
  readonly states: ReadonlySet<PostureState>;
  /** Criticality values 1 to 5. */
  readonly criticalities: ReadonlySet<number>;
  readonly written: NonNullable<WrittenCriteria['failOn']>;
}

export interface Exclusion {
  readonly cids: CidSet;
  /** The CIDs as the config has them. */
  readonly written: string;
  /** Id or title. */
  readonly policy: string | undefined;
  readonly technology: string | undefined;
  readonly instance: string | undefined;
  readonly reason: string | null;
  readonly expires: string | null;
  readonly expired: boolean;
}

/** What fails a build, ready for judging rows. */
export interface CompiledCriteria {
  readonly failOn: Selection | undefined;
  readonly warnOn: Selection | undefined;
  readonly failOnAuthFailure: boolean;
  readonly exclusions: readonly Exclusion[];
}

const stateOf = { fail: 'failed', error: 'error', exceptions: 'exception' } as const;

/** The name of a criticality value; 0 is `undefined`. */
export function criticalityName(value: number): CriticalityName | 'undefined' {
  return criticalityNames.find((name) => criticalityValues[name] === value) ?? 'undefined';
}

/** @param nowMs - an exclusion holds through its last day, UTC. */
export function compileCriteria(written: WrittenCriteria, nowMs: number): CompiledCriteria {
  return {
    failOn: compileSelection(written.failOn),
    warnOn: compileSelection(written.warnOn),
    failOnAuthFailure: written.failOnAuthFailure,
    exclusions: written.exclude.map((entry) => ({
      cids: cidsOf(entry.cids),
      written: entry.cids,
      policy: entry.policy,
      technology: entry.technology,
      instance: entry.instance,
      reason: entry.reason ?? null,
      expires: entry.expires ?? null,
      expired: isOver(entry, nowMs),
    })),
  };
}

function compileSelection(written: WrittenCriteria['failOn']): Selection | undefined {
  if (written === undefined) return undefined;
  return {
    states: new Set(written.states.map((state) => stateOf[state])),
    criticalities: new Set(written.criticalities.map((name) => criticalityValues[name])),
    written,
  };
}

function cidsOf(text: string): CidSet {
  const cids = parseCids(text);
  if (typeof cids !== 'string') return cids;
  throw new PcError(`The excluded CIDs "${text}" cannot be read`, {
    kind: 'usage',
    code: 'config-invalid',
    why: cids,
    next: 'Write numbers and ranges, for example 1141, 1145-1150.',
  });
}

type Written = NonNullable<WrittenConfig['criteria']>;
type WrittenSelection = NonNullable<Written['failOn']>;

/** States as people read them. */
export const configStateWords = {
  fail: 'Fail',
  error: 'Error',
  exceptions: 'Exceptions',
} as const satisfies Record<StateName, string>;

/** `Urgent`, `Critical` ... from the worst down. */
export function configCriticalityWord(name: CriticalityName): string {
  return name.charAt(0).toUpperCase() + name.slice(1);
}

/** "(Fail) and (Urgent, Critical or Serious)". */
export function selectionWords({ states, criticalities }: WrittenSelection): string {
  const ordered = criticalityNames.filter((name) => criticalities.includes(name));
  return `(${list(
    states.map((state) => configStateWords[state]),
    'or',
  )}) and (${list(ordered.map(configCriticalityWord), 'or')})`;
}

/** One sentence that says what fails the build, as the wizard, the review and every report print it. */
export function criteriaSentence(criteria: Written | undefined): string {
  if (criteria === undefined) return 'There is no gate: nothing fails the build.';
  const parts: string[] = [];
  if (criteria.failOn !== undefined) {
    const except = (criteria.exclude ?? []).flatMap(wordsOfExclusion);
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

/** The CIDs, and what the entry is limited to: `1141 of instance ora1`. */
function wordsOfExclusion({
  cids,
  policy,
  technology,
  instance,
}: NonNullable<Written['exclude']>[number]): string[] {
  const words = wordsOfCids(String(cids));
  const limits = [
    policy === undefined ? '' : ` of policy ${policy}`,
    technology === undefined ? '' : ` on ${technology}`,
    instance === undefined ? '' : ` of instance ${instance}`,
  ].join('');
  return words.map((word) => word + limits);
}

function wordsOfCids(cids: string): string[] {
  return closedHyphens(cids)
    .split(/[\s,]+/)
    .filter((part) => part !== '')
    .map((part) => part.replace('-', ' to '));
}

function list(words: readonly string[], word: 'and' | 'or'): string {
  if (words.length < 2) return words.join('');
  return `${words.slice(0, -1).join(', ')} ${word} ${words.at(-1)}`;
}
