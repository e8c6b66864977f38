import { valueAt } from './flag-kinds.js';
import { type BuildEnvironment, variableIn } from './job-name.js';
import { loadJobs } from './jobs/load-jobs.js';
import { placeInFile } from './jobs/merge-jobs.js';
import { type ConfigAnswers, flagBehind, readAnswers } from './load-config.js';
import type { Config } from './schema.js';

/** A value that a run would use, and where it comes from. */
export interface EffectiveValue {
  /** The job of a config that holds several. */
  readonly job?: string | undefined;
  /** Keys from the root, with dots. */
  readonly path: string;
  /** A text, number, boolean or list; a secret as its reference. */
  readonly value: unknown;
  readonly source: ValueSource;
}

export type ValueSource =
  | { readonly kind: 'file'; readonly name: string; readonly line: number | null }
  | { readonly kind: 'flag' | 'variable'; readonly name: string }
  | { readonly kind: 'default' };

/** Variables that stand in for a key that is not written (design, section 3). */
const variables: readonly { readonly path: string; readonly name: string; readonly secret: boolean }[] = [
  { path: 'credentials.username', name: 'QUALYS_USERNAME', secret: false },
  { path: 'credentials.password', name: 'QUALYS_PASSWORD', secret: true },
  { path: 'credentials.password', name: 'QUALYS_PASSWORD_FILE', secret: true },
  { path: 'scan.authRecord.username', name: 'QUALYS_HOST_USERNAME', secret: false },
  { path: 'scan.authRecord.password', name: 'QUALYS_HOST_PASSWORD', secret: true },
];

/**
 * Every value that a run would use, without asking Qualys: flags before files, files before variables, then defaults.
 * Of a config with several jobs those of each picked job, with the file's own `defaults` under it.
 * @throws PcError of kind `usage` when the config cannot be used.
 */
export function effectiveConfig(
  answers: ConfigAnswers,
  env: BuildEnvironment,
  picked: readonly string[] = [],
): EffectiveValue[] {
  return loadJobs(answers, picked).jobs.flatMap(({ config, job }) => {
    const values = valuesOf(config, answers, job);
    const all = [...values, ...fromVariables(values, env)];
    return job === undefined ? all : all.map((value) => ({ job, ...value }));
  });
}

function valuesOf(config: Config, answers: ConfigAnswers, job: string | undefined): EffectiveValue[] {
  const { document } = readAnswers({ ...answers, flags: {} });
  return leavesOf(config).map(([path, value]): EffectiveValue => {
    const flag = flagBehind(path, answers.flags);
    if (flag !== undefined) return { path: path.join('.'), value, source: { kind: 'flag', name: flag } };
    const isName = job !== undefined && path.join('.') === 'scan.jobName';
    const place = job === undefined ? path : isName ? ['jobs', job] : placeInFile(document?.value, job, path);
    if (document === undefined || place.reduce(valueAt, document.value) === undefined)
      return { path: path.join('.'), value, source: { kind: 'default' } };
    const at = document.positionOf(place);
    const source = { kind: 'file', name: at?.file ?? document.sourceName, line: at?.line ?? null } as const;
    return { path: path.join('.'), value, source };
  });
}

function fromVariables(values: readonly EffectiveValue[], env: BuildEnvironment): EffectiveValue[] {
  const known = new Set(values.map(({ path }) => path));
  const found: EffectiveValue[] = [];
  for (const { path, name, secret } of variables) {
    const value = variableIn(env, name)?.trim();
    if (known.has(path) || value === undefined || value === '') continue;
    if (path.startsWith('scan.authRecord') && !hasOwnRecord(known)) continue;
    known.add(path);
    found.push({ path, value: secret ? `env:${name}` : value, source: { kind: 'variable', name } });
  }
  return found;
}

/** Whether a run makes or changes a record of its own, which needs a login. */
function hasOwnRecord(known: ReadonlySet<string>): boolean {
  return known.has('scan.authRecord.platform') && !known.has('scan.authRecord.existing');
}

/** Paths and values down to texts, numbers, booleans and lists. */
function leavesOf(value: unknown, path: readonly string[] = []): [path: readonly string[], value: unknown][] {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    return value === undefined ? [] : [[path, value]];
  return Object.entries(value).flatMap(([key, child]) => leavesOf(child, [...path, key]));
}
