import { valueAt } from './flag-kinds.js';
import type { Problem } from './problem.js';
import { criteriaRules } from './rules/criteria.js';
import { borrowedSecretRules, credentialsRules, loginRules, proxyRules } from './rules/logins.js';
import { referenceRules } from './rules/references.js';
import { serverRules } from './rules/servers.js';
import { targetRules } from './rules/target.js';
import { timeoutRules } from './rules/timeouts.js';
import { titleRules } from './rules/titles.js';
import { type Config, configSchema, type LooseConfig, type WrittenConfig } from './schema.js';
import { type LocatedProblem, problemsOfIssue } from './schema-problems.js';

/** The result of a check: a usable config with its notes, or every problem that makes it unusable. */
export type CheckedConfig =
  | {
      readonly usable: true;
      readonly config: Config;
      readonly written: WrittenConfig;
      readonly notes: readonly Problem[];
    }
  | { readonly usable: false; readonly problems: readonly (Problem | LocatedProblem)[] };

type Tree = Record<PropertyKey, unknown>;

/** Sets the value at a path, in place; undefined removes the key. */
function setAt(tree: unknown, path: readonly PropertyKey[], value: unknown): void {
  const last = path.at(-1);
  const parent = path.slice(0, -1).reduce(valueAt, tree);
  if (last === undefined || typeof parent !== 'object' || parent === null) return;
  // `__proto__` is a key like any other here: only what the tree itself has is set.
  if (!Object.hasOwn(parent, last)) return;
  if (value === undefined && !Array.isArray(parent)) delete (parent as Tree)[last];
  else (parent as Tree)[last] = value;
}

/** YAML reads `id: 9001` as a number; where the schema wants text, it becomes text again. `concurrency: 3` is its calls. */
function withNumbersAsText(value: unknown): unknown {
  const copy = structuredClone(value);
  const calls = valueAt(copy, 'concurrency');
  if (typeof calls === 'number') setAt(copy, ['concurrency'], { calls });
  const issues = configSchema.safeParse(copy).error?.issues ?? [];
  for (const { code, path, ...issue } of issues) {
    const at = path.reduce(valueAt, copy);
    if (
      code === 'invalid_type' &&
      'expected' in issue &&
      issue.expected === 'string' &&
      typeof at === 'number'
    )
      setAt(copy, path, String(at));
  }
  return copy;
}

/** Checks plain values against schema and rules, and reports every problem at once. */
export function checkConfig(value: unknown): CheckedConfig {
  const complete = isObject(value) && valueAt(value, 'scan') === undefined ? { ...value, scan: {} } : value;
  const written = withNumbersAsText(complete);
  const parsed = configSchema.safeParse(written);
  if (parsed.success) {
    const problems = checkRules(parsed.data);
    return problems.some(({ level }) => level === 'error')
      ? { usable: false, problems }
      : { usable: true, config: parsed.data, written: written as WrittenConfig, notes: problems };
  }
  const problems = firstOfEach(parsed.error.issues.flatMap((issue) => problemsOfIssue(issue, written)));
  if (!isObject(written)) return { usable: false, problems };
  // The rules check the values without problems too, so that a misspelt key does not hide a wrong address.
  const sound = structuredClone(written);
  for (const { keys } of problems) setAt(sound, keys, undefined);
  // To the rules a value that was taken out is missing; that it is wrong has been said.
  const said = new Set(problems.map(({ path }) => path));
  const others = checkRules(sound as LooseConfig).filter(({ path }) => !said.has(path));
  return { usable: false, problems: [...problems, ...others] };
}

/** One problem of each place: a list in place of a text is not also an empty one. */
function firstOfEach(problems: readonly LocatedProblem[]): LocatedProblem[] {
  const byPath = new Map<string, LocatedProblem>();
  for (const problem of problems) if (!byPath.has(problem.path)) byPath.set(problem.path, problem);
  return [...byPath.values()];
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

const rules = [
  ...serverRules,
  ...proxyRules,
  ...credentialsRules,
  ...loginRules,
  ...borrowedSecretRules,
  ...targetRules,
  ...referenceRules,
  ...criteriaRules,
  ...timeoutRules,
  ...titleRules,
];

/** Every problem that the schema cannot express. A missing value is reported by the schema, not here. */
export function checkRules(config: LooseConfig): Problem[] {
  return rules.flatMap((rule) => rule(config));
}
