import type * as z from 'zod';
import { recognizeUrl } from '../qualys/platforms.js';
import { nearest } from '../text/nearest.js';
import { printable } from '../text/printable.js';
import { valueAt } from './flag-kinds.js';
import { flagsFor } from './flags.js';
import { type Problem, pathText } from './problem.js';
import { fieldsOf, settingAt } from './setting.js';

type Issue = z.core.$ZodIssue;

/** A problem together with its keys, from which a file's line is found. */
export interface LocatedProblem extends Problem {
  readonly keys: readonly PropertyKey[];
}

const kinds = {
  string: { word: 'text', fix: 'Write text, in quotes if need be.' },
  number: { word: 'a number', fix: 'Write a number.' },
  int: { word: 'a whole number', fix: 'Write a whole number.' },
  boolean: { word: 'true or false', fix: 'Write true or false.' },
  array: { word: 'a list', fix: 'Write a list, also for a single value.' },
  object: { word: 'a group of settings', fix: 'Write its settings below it.' },
} as const;

function kindWord(value: unknown): string {
  if (value === null) return 'empty';
  if (Array.isArray(value)) return kinds.array.word;
  const kind = typeof value;
  return kind === 'string' || kind === 'number' || kind === 'boolean' || kind === 'object'
    ? kinds[kind].word
    : 'something else';
}

function shortened(text: string): string {
  return printable(text.length > 60 ? `${text.slice(0, 60)}...` : text);
}

function error(keys: readonly PropertyKey[], problem: string, fix: string): LocatedProblem {
  return { keys, path: printable(pathText(keys)), problem, fix, level: 'error' };
}

/** The problems of one complaint of the schema, in the words of this program; a secret's value is never quoted. */
export function problemsOfIssue(issue: Issue, root: unknown): LocatedProblem[] {
  if (issue.code === 'unrecognized_keys') return unknownKeys(issue.path, issue.keys, root);
  const value = issue.path.reduce(valueAt, root);
  if (value === undefined) return [missing(issue, root)];
  return [wrongValue(issue, value)];
}

function unknownKeys(
  parent: readonly PropertyKey[],
  keys: readonly string[],
  root: unknown,
): LocatedProblem[] {
  const setting = settingAt(parent, root);
  const fields =
    setting === undefined ? [] : [...fieldsOf(setting.type, parent.reduce(valueAt, root)).keys()];
  const known = parent.length === 0 ? [...fields, 'defaults', 'jobs'] : fields;
  const remove = `Remove it; known here: ${known.filter((name) => name !== '$schema').join(', ')}.`;
  return keys.map((key) => {
    const near = nearest(key, known);
    const fix = near === undefined ? remove : `Did you mean "${near}"?`;
    return error([...parent, key], 'is not a setting', fix);
  });
}

/** The flags that choose the kind of target; the others below it need one of them. */
const targetFlags = ['--host-ip', '--asset-group', '--ec2-id', '--instances'];

function missing(issue: Issue, root: unknown): LocatedProblem {
  const path = pathText(issue.path);
  if (path === 'version') return error(issue.path, 'is missing', 'Write version: 1.');
  const flags = path === 'scan.target' ? targetFlags : flagsFor(issue.path);
  const description = settingAt(issue.path, root)?.description;
  const set = `Set ${path}${description === undefined ? '' : ` (${description.replace(/\.$/, '')})`}`;
  return error(
    issue.path,
    'is missing',
    `${set}${flags.length === 0 ? '' : `, or pass ${eitherOf(flags)}`}.`,
  );
}

function eitherOf(flags: readonly string[]): string {
  return flags.length === 1 ? String(flags[0]) : `${flags.slice(0, -1).join(', ')} or ${flags.at(-1)}`;
}

function wrongValue(issue: Issue, value: unknown): LocatedProblem {
  const keys = issue.path;
  switch (issue.code) {
    case 'invalid_type': {
      const kind = kinds[issue.expected as keyof typeof kinds] ?? kinds.object;
      const is = kindWord(value);
      return error(keys, is === kind.word ? `is not ${kind.word}` : `is ${is}, not ${kind.word}`, kind.fix);
    }
    case 'invalid_value':
      return wrongChoice(keys, value, issue.values.map(String));
    case 'invalid_union': {
      const choices = 'options' in issue ? (issue.options ?? []) : [];
      return choices.length === 0
        ? error(keys, `is ${kindWord(value)}, not text or a number`, kinds.string.fix)
        : wrongChoice(keys, value, choices.map(String));
    }
    case 'too_small':
    case 'too_big': {
      const empty =
        value === '' || Array.isArray(value) || (typeof value === 'string' && value.trim() === '');
      return empty
        ? error(keys, Array.isArray(value) ? 'is an empty list' : 'is empty', issue.message)
        : error(keys, `is ${shortened(String(value))}`, limitFix(issue));
    }
    default:
      return error(keys, 'cannot be used', 'Write it as the reference of the config shows.');
  }
}

function limitFix(issue: z.core.$ZodIssueTooSmall | z.core.$ZodIssueTooBig): string {
  if (issue.code === 'too_big') return `Write at most ${issue.maximum}.`;
  return issue.inclusive === false ? `Write more than ${issue.minimum}.` : `Write at least ${issue.minimum}.`;
}

function wrongChoice(
  keys: readonly PropertyKey[],
  value: unknown,
  choices: readonly string[],
): LocatedProblem {
  if (typeof value === 'object') return error(keys, `is ${kindWord(value)}`, `Write ${oneOf(choices)}.`);
  const text = String(value);
  const cloud = keys.at(-1) === 'platform' ? recognizeUrl(text) : undefined;
  const meant = cloud?.kind === 'cloud' ? cloud.platform.id : nearest(text, choices);
  const hint = meant === undefined || choices.length === 1 ? '' : `Did you mean ${meant}? `;
  return error(keys, `is "${shortened(text)}"`, `${hint}Write ${oneOf(choices)}.`);
}

function oneOf(choices: readonly string[]): string {
  return choices.length === 1 ? String(choices[0]) : `one of ${choices.join(', ')}`;
}
