import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { copyInto, type Estate, runScript } from './estate.js';

interface Step {
  readonly name?: string;
  readonly uses?: string;
  readonly if?: string;
  readonly with?: Readonly<Record<string, string>>;
  readonly env?: Readonly<Record<string, string>>;
  readonly run?: string;
}

interface Job {
  readonly needs?: string;
  readonly strategy?: { readonly matrix: { readonly job: readonly string[] } };
  readonly steps: readonly Step[];
}

export interface Built {
  /** Exit code of the step that scans or judges, by cell; `verdict` for the job that joins. */
  readonly codes: Readonly<Record<string, number>>;
  /** Workspace of the job that joins. */
  readonly workspace: string;
  readonly log: string;
}

/** Fills in expressions: those that the snippet uses, and an error for all others. */
function filled(text: string, values: Readonly<Record<string, string>>): string {
  return text.replace(/\$\{\{ *(.+?) *\}\}/g, (_, name: string) => {
    const value = values[name];
    if (value === undefined) throw new Error(`The interpreter does not know ${name}.`);
    return value;
  });
}

/** One build of the generated workflow, as GitHub's runners would do it; `store` holds artifacts and caches. */
export async function buildOnGithub(
  estate: Estate,
  { store, build, dead = [] }: { store: string; build: string; dead?: readonly string[] },
): Promise<Built> {
  const { jobs } = parse(estate.snippet('github')) as { jobs: Record<string, Job> };
  const codes: Record<string, number> = {};
  const artifacts = join(store, 'artifacts', build);
  const caches = join(store, 'caches');
  let log = '';
  const runJob = async ({ steps }: Job, cell: string): Promise<string> => {
    const workspace = estate.machine();
    const { BUILD_NUMBER: _, ...environment } = estate.environment(build);
    const env = { ...environment, GITHUB_ACTIONS: 'true', GITHUB_RUN_NUMBER: build, GITHUB_RUN_ATTEMPT: '1' };
    const summary = join(workspace, '.summary.md');
    const values = {
      'matrix.job': cell,
      'github.run_id': `1${build}`,
      'github.run_attempt': '1',
      'secrets.QUALYS_PASSWORD': estate.simulator.credentials.password,
    };
    let failed = false;
    for (const step of steps) {
      if (failed && step.if?.includes('always()') !== true) continue;
      const given = Object.fromEntries(
        Object.entries(step.with ?? {}).map(([key, text]) => [key, filled(`${text}`, values)]),
      );
      const { path = '', key = '', name = '', pattern = '' } = given;
      const at = join(workspace, path);
      const action = step.uses?.replace(/@.*/, '');
      if (action === 'actions/cache/restore') {
        const prefix = given['restore-keys']?.replaceAll('/', '!') ?? key;
        const hit = (existsSync(caches) ? readdirSync(caches) : []).filter((one) => one.startsWith(prefix));
        const [last] = hit.toSorted().reverse();
        if (last !== undefined) copyInto(join(caches, last), at);
      } else if (action === 'actions/cache/save') copyInto(at, join(caches, key.replaceAll('/', '!')));
      else if (action === 'actions/upload-artifact') copyInto(at, join(artifacts, name));
      else if (action === 'actions/download-artifact')
        for (const artifact of readdirSync(artifacts).filter((one) => one.startsWith(pattern.slice(0, -1))))
          copyInto(join(artifacts, artifact), at);
      if (step.run === undefined) continue;
      const own = Object.entries(step.env ?? {}).map(([variable, text]) => [variable, filled(text, values)]);
      writeFileSync(join(workspace, '.script.sh'), filled(step.run, values));
      const ran = await runScript(['bash', '--noprofile', '--norc', '-eo', 'pipefail', '.script.sh'], {
        cwd: workspace,
        env: { ...env, GITHUB_STEP_SUMMARY: summary, ...Object.fromEntries(own) },
      });
      log += ran.log;
      failed ||= ran.code !== 0;
      codes[cell] = ran.code;
    }
    return workspace;
  };
  mkdirSync(artifacts, { recursive: true });
  const [scan, verdict] = Object.values(jobs);
  if (scan === undefined || verdict === undefined) throw new Error('The workflow has not two jobs.');
  const cells = (scan.strategy?.matrix.job ?? []).filter((cell) => !dead.includes(cell));
  await Promise.all(cells.map((cell) => runJob(scan, cell)));
  const workspace = await runJob(verdict, 'verdict');
  return { codes, workspace, log };
}
