import { execFile } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** A step of a composite action. */
interface Step {
  readonly name: string;
  readonly id?: string;
  readonly if?: string;
  readonly uses?: string;
  readonly with?: Readonly<Record<string, string>>;
  readonly run?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly 'working-directory'?: string;
}

/** A composite action, as its file has it. */
export interface Action {
  readonly inputs: Readonly<Record<string, { readonly description: string; readonly default: string }>>;
  readonly outputs: Readonly<Record<string, { readonly value: string }>>;
  readonly runs: { readonly using: string; readonly steps: readonly Step[] };
}

export interface ActionRun {
  readonly failed: boolean;
  readonly outputs: Readonly<Record<string, string>>;
  /** Actions of others that would have run, with what they are given. */
  readonly used: readonly { readonly uses: string; readonly with: Readonly<Record<string, string>> }[];
  readonly summary: string;
  readonly log: string;
}

interface Context {
  readonly inputs: Readonly<Record<string, string>>;
  readonly env: Readonly<Record<string, string>>;
  readonly actionPath: string;
  readonly workspace: string;
  readonly runId: string;
  readonly steps: Map<string, Record<string, string>>;
  readonly outcomes: Map<string, 'success' | 'failure' | 'skipped'>;
}

/** The value of one term of GitHub's expressions: what the action uses of them, and an error for all else. */
function termValue(term: string, context: Context): string {
  const text = term.trim();
  const literal = /^'([^']*)'$/.exec(text);
  if (literal !== null) return literal[1] ?? '';
  const input = /^inputs\.([\w-]+)$/.exec(text);
  if (input !== null) {
    const value = context.inputs[input[1] ?? ''];
    if (value === undefined) throw new Error(`The action has no input for ${text}.`);
    return value;
  }
  const variable = /^env\.(\w+)$/.exec(text);
  if (variable !== null) return context.env[variable[1] ?? ''] ?? '';
  if (text === 'github.action_path') return context.actionPath;
  if (text === 'github.run_id') return context.runId;
  if (text === 'github.run_attempt') return '1';
  const output = /^steps\.(\w+)\.outputs\.([\w-]+)$/.exec(text);
  if (output !== null) return context.steps.get(output[1] ?? '')?.[output[2] ?? ''] ?? '';
  const outcome = /^steps\.(\w+)\.outcome$/.exec(text);
  if (outcome !== null) return context.outcomes.get(outcome[1] ?? '') ?? '';
  const format = /^format\('([^']*)', (.+)\)$/.exec(text);
  if (format !== null) {
    const values = argumentsOf(format[2] ?? '').map((part) => termValue(part, context));
    return (format[1] ?? '').replace(/\{(\d)\}/g, (_, at: string) => values[Number(at)] ?? '');
  }
  throw new Error(`The interpreter does not know ${text}.`);
}

/** Arguments at the outer level of parentheses. */
function argumentsOf(text: string): string[] {
  const parts = [''];
  let depth = 0;
  for (const character of text) {
    if (character === ',' && depth === 0) parts.push('');
    else parts[parts.length - 1] += character;
    if (character === '(') depth++;
    if (character === ')') depth--;
  }
  return parts;
}

function filled(text: string, context: Context): string {
  return text.replace(/\$\{\{ (.+?) \}\}/g, (_, expression: string) =>
    expression
      .split(' || ')
      .map((term) => termValue(term, context))
      .reduce((first, second) => (first === '' ? second : first)),
  );
}

function holds(condition: string | undefined, hasFailed: boolean, context: Context): boolean {
  if (condition === undefined) return !hasFailed;
  return condition.split(' && ').every((term) => {
    if (term === 'always()') return true;
    const [left = '', operator, right = ''] = term.split(/ (==|!=) /);
    // GitHub compares texts without regard to case.
    const isEqual = termValue(left, context).toLowerCase() === termValue(right, context).toLowerCase();
    return operator === '==' ? isEqual : !isEqual;
  });
}

/** The cache of a repository: a save of each key, the last one last. */
export type Cache = Map<string, string>;

/** What actions/cache does to a workspace; false for another action. */
function usedCache(
  uses: string,
  given: Readonly<Record<string, string>>,
  { workspace, cache }: { readonly workspace: string; readonly cache: Cache },
): boolean {
  const { path = '', key = '' } = given;
  const folder = join(workspace, path);
  if (uses.startsWith('actions/cache/save@')) {
    const saved = mkdtempSync(join(workspace, '.saved-'));
    if (existsSync(folder)) cpSync(folder, saved, { recursive: true });
    cache.set(`${path} ${key}`, saved);
    return true;
  }
  if (!uses.startsWith('actions/cache/restore@')) return false;
  const found = [...cache].filter(([name]) => name.startsWith(`${path} ${given['restore-keys']}`)).at(-1);
  if (found !== undefined) cpSync(found[1], folder, { recursive: true });
  return true;
}

/** Runs the steps of a composite action as GitHub's runner would; `uses` steps are recorded, the cache's are done. */
export async function runAction(
  action: Action,
  given: {
    readonly inputs: Readonly<Record<string, string>>;
    readonly env: Readonly<Record<string, string>>;
    readonly workspace: string;
    readonly actionPath: string;
    readonly cache?: Cache;
    readonly runId?: string;
  },
): Promise<ActionRun> {
  const cache: Cache = given.cache ?? new Map();
  const unknown = Object.keys(given.inputs).filter((name) => !(name in action.inputs));
  if (unknown.length > 0) throw new Error(`The action has no input ${unknown.join(', ')}.`);
  const defaults = Object.entries(action.inputs).map(([name, input]) => [name, input.default]);
  const context: Context = {
    inputs: { ...Object.fromEntries(defaults), ...given.inputs },
    env: given.env,
    actionPath: given.actionPath,
    workspace: given.workspace,
    runId: given.runId ?? '1',
    steps: new Map(),
    outcomes: new Map(),
  };
  const temp = join(given.workspace, '.runner');
  mkdirSync(temp, { recursive: true });
  const used: ActionRun['used'][number][] = [];
  let [failed, log, path] = [false, '', given.env.PATH ?? ''];
  const file = (name: string) => {
    const at = join(temp, name);
    if (!existsSync(at)) writeFileSync(at, '');
    return at;
  };
  for (const step of action.runs.steps) {
    const runs = holds(step.if, failed, context);
    context.outcomes.set(step.id ?? '', runs ? 'success' : 'skipped');
    if (!runs) continue;
    if (step.uses !== undefined) {
      const values = Object.fromEntries(
        Object.entries(step.with ?? {}).map(([key, text]) => [key, filled(`${text}`, context)]),
      );
      if (!usedCache(step.uses, values, { workspace: given.workspace, cache }))
        used.push({ uses: step.uses, with: values });
      continue;
    }
    writeFileSync(file('script.sh'), step.run ?? '');
    writeFileSync(file('output'), '');
    writeFileSync(file('path'), '');
    const env = Object.entries(step.env ?? {}).map(([key, text]) => [key, filled(text, context)]);
    const ran = await execute(['--noprofile', '--norc', '-eo', 'pipefail', file('script.sh')], {
      cwd: join(given.workspace, filled(step['working-directory'] ?? '.', context)),
      env: {
        ...given.env,
        PATH: path,
        GITHUB_OUTPUT: file('output'),
        GITHUB_PATH: file('path'),
        GITHUB_STEP_SUMMARY: file('summary'),
        RUNNER_TEMP: temp,
        ...Object.fromEntries(env),
      },
    });
    log += ran.log;
    failed ||= ran.code !== 0;
    if (ran.code !== 0) context.outcomes.set(step.id ?? '', 'failure');
    path = [...readFileSync(file('path'), 'utf8').split('\n').filter(Boolean), path].join(':');
    const outputs = readFileSync(file('output'), 'utf8').split('\n').filter(Boolean);
    if (step.id !== undefined)
      context.steps.set(step.id, Object.fromEntries(outputs.map((line) => line.split(/=(.*)/s))));
  }
  const outputs = Object.entries(action.outputs).map(([name, { value }]) => [name, filled(value, context)]);
  return {
    failed,
    used,
    log,
    outputs: Object.fromEntries(outputs),
    summary: readFileSync(file('summary'), 'utf8'),
  };
}

function execute(
  args: readonly string[],
  options: { readonly cwd: string; readonly env: Readonly<Record<string, string>> },
): Promise<{ code: number; log: string }> {
  return new Promise((resolve) => {
    execFile('bash', args, options, (error, stdout, stderr) =>
      resolve({ code: typeof error?.code === 'number' ? error.code : 0, log: `${stdout}${stderr}` }),
    );
  });
}
