import type { Config } from './schema.js';

/** Variables of the process. */
export type BuildEnvironment = Readonly<Record<string, string | undefined>>;

/** What a variable holds; undefined for one that is not set. Names come from configs: `__proto__` is no variable. */
export function variableIn(env: BuildEnvironment, name: string): string | undefined {
  const value: unknown = Object.hasOwn(env, name) ? env[name] : undefined;
  return typeof value === 'string' ? value : undefined;
}

function joined(env: BuildEnvironment, first: string, second: string): string | undefined {
  const left = env[first];
  const right = env[second];
  return left && right ? `${left}/${right}` : undefined;
}

/** One row per CI system, in the order in which they are asked (design, section 3). */
const systems: readonly {
  readonly jobName: (env: BuildEnvironment) => string | undefined;
  readonly buildNumber: string;
}[] = [
  { jobName: (env) => env.JOB_NAME, buildNumber: 'BUILD_NUMBER' },
  { jobName: (env) => env.CI_PROJECT_PATH, buildNumber: 'CI_PIPELINE_IID' },
  { jobName: (env) => joined(env, 'GITHUB_REPOSITORY', 'GITHUB_WORKFLOW'), buildNumber: 'GITHUB_RUN_NUMBER' },
  {
    jobName: (env) => joined(env, 'SYSTEM_TEAMPROJECT', 'BUILD_DEFINITIONNAME'),
    buildNumber: 'BUILD_BUILDNUMBER',
  },
];

function firstFilled(values: readonly (string | undefined)[]): string | undefined {
  return values.find((value) => value !== undefined && value.trim() !== '')?.trim();
}

/** The name from which asset group, authentication record and scan title get theirs; `guessed` when it is the folder's. */
export function jobNameFrom(
  config: { readonly scan: Pick<Config['scan'], 'jobName'> },
  env: BuildEnvironment,
  directoryName: string,
): { readonly name: string; readonly guessed: boolean } {
  const known = firstFilled([config.scan.jobName, ...systems.map(({ jobName }) => jobName(env))]);
  if (known !== undefined) return { name: known, guessed: false };
  return { name: firstFilled([directoryName]) ?? 'qualys-pc', guessed: true };
}

/** The number of the CI build, or `local`. */
export function buildNumberFrom(env: BuildEnvironment): string {
  return firstFilled(systems.map(({ buildNumber }) => env[buildNumber])) ?? 'local';
}
