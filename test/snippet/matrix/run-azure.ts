import { mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { copyInto, type Estate, runScript } from './estate.js';
import type { Built } from './run-github.js';

interface Step {
  readonly bash?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly task?: string;
  readonly inputs?: Readonly<Record<string, string>>;
  readonly publish?: string;
  readonly artifact?: string;
  readonly condition?: string;
}

interface Job {
  readonly strategy?: { readonly matrix: Readonly<Record<string, Readonly<Record<string, string>>>> };
  readonly steps: readonly Step[];
}

/** One build of the generated pipeline, as Azure's agents would do it; `store` holds the artifacts of all builds. */
export async function buildOnAzure(
  estate: Estate,
  {
    store,
    build,
    last,
    dead = [],
  }: { store: string; build: string; last?: string; dead?: readonly string[] },
): Promise<Built> {
  const { jobs } = parse(estate.snippet('azure')) as { jobs: Job[] };
  const codes: Record<string, number> = {};
  const artifacts = join(store, build);
  let log = '';
  const runJob = async ({ steps }: Job, cell: Readonly<Record<string, string>>): Promise<string> => {
    const workspace = estate.machine();
    const { BUILD_NUMBER: _, ...environment } = estate.environment(build);
    const values: Record<string, string> = {
      ...cell,
      QUALYS_PASSWORD: environment.QUALYS_PASSWORD ?? '',
      'Build.SourcesDirectory': workspace,
    };
    // A macro of a variable that is not set stays as it is, also in a script.
    const filled = (text: string) =>
      text.replace(/\$\(([\w.]+)\)/g, (macro, name: string) => values[name] ?? macro);
    let [failed, hasSarif] = [false, false];
    for (const step of steps) {
      if (failed && step.condition === undefined) continue;
      if (step.condition?.includes('qualysSarif') === true && !hasSarif) continue;
      const input = (name: string) => filled(step.inputs?.[name] ?? '');
      if (step.task === 'DownloadPipelineArtifact@2' && input('source') === 'specific') {
        if (last !== undefined) copyInto(join(store, last, input('artifact')), input('path'));
      } else if (step.task === 'DownloadPipelineArtifact@2') {
        const prefix = input('itemPattern').replace('*/**', '');
        for (const name of readdirSync(artifacts).filter((one) => one.startsWith(prefix)))
          copyInto(join(artifacts, name), join(input('path'), name));
      }
      if (step.publish !== undefined)
        copyInto(join(workspace, filled(step.publish)), join(artifacts, filled(step.artifact ?? '')));
      if (step.bash === undefined) continue;
      const own = Object.entries(step.env ?? {}).map(([name, text]) => [name, filled(text)]);
      const { QUALYS_PASSWORD: _secret, ...env } = environment;
      const ran = await runScript(['bash', '--noprofile', '--norc', '-c', filled(step.bash)], {
        cwd: workspace,
        env: { ...env, TF_BUILD: 'True', BUILD_BUILDNUMBER: build, ...cell, ...Object.fromEntries(own) },
      });
      log += ran.log;
      hasSarif ||= ran.log.includes('variable=qualysSarif]yes');
      failed ||= ran.code !== 0;
      codes[cell.SCAN_JOB ?? 'verdict'] = ran.code;
    }
    return workspace;
  };
  mkdirSync(artifacts, { recursive: true });
  const [scan, verdict] = jobs;
  if (scan === undefined || verdict === undefined) throw new Error('The pipeline has not two jobs.');
  const cells = Object.values(scan.strategy?.matrix ?? {}).filter(
    ({ SCAN_JOB = '' }) => !dead.includes(SCAN_JOB),
  );
  await Promise.all(cells.map((cell) => runJob(scan, cell)));
  const workspace = await runJob(verdict, {});
  return { codes, workspace, log };
}
