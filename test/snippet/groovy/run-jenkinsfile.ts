import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { runScript } from '../matrix/estate.js';
import type { Built } from '../matrix/run-github.js';
import { javaEnvironment } from './run-groovy.js';

/** One build of a Jenkinsfile in real Groovy, whose shell steps run for real. */
export async function runJenkinsfile(
  text: string,
  {
    builds,
    build,
    repository,
    env,
    dead = [],
  }: {
    /** Folder of all builds, with what they archived. */
    readonly builds: string;
    readonly build: string;
    readonly repository: string;
    readonly env: Readonly<Record<string, string>>;
    /** Cells whose agents die. */
    readonly dead?: readonly string[];
  },
): Promise<Built> {
  mkdirSync(builds, { recursive: true });
  const file = join(builds, `Jenkinsfile-${build}`);
  writeFileSync(file, text);
  const stub = fileURLToPath(new URL('RunJenkinsfile.groovy', import.meta.url));
  const ran = await runScript(
    ['groovy', '-c', 'UTF-8', stub, file, builds, build, repository, dead.join(',')],
    { cwd: builds, env: { ...env, ...(await javaEnvironment()) } },
  );
  if (ran.code !== 0) throw new Error(ran.log);
  const { codes, workspace } = JSON.parse(readFileSync(join(builds, `${build}.json`), 'utf8'));
  return { codes, workspace, log: ran.log };
}
