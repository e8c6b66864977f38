import { execFile } from 'node:child_process';
import { mkdtemp, readFile, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const run = promisify(execFile);

export interface GroovyCase {
  readonly text: string;
  /** What `sh(returnStatus: true)` answers. */
  readonly code?: number;
}

export interface GroovyCall {
  readonly name: string;
  readonly args: readonly unknown[];
}

export interface GroovyResult {
  /** Steps in the order in which they were called; absent when the text does not compile. */
  readonly calls?: readonly GroovyCall[];
  /** The exception that ended it. */
  readonly problem?: string;
}

/** What Groovy starts with: Debian's refuses without JAVA_HOME, and a short program is not worth the best of compilers. */
export async function javaEnvironment(): Promise<Readonly<Record<string, string>>> {
  return {
    JAVA_HOME: await javaHome(),
    JAVA_OPTS: '-Dfile.encoding=UTF-8 -XX:TieredStopAtLevel=1 -XX:+UseSerialGC',
  };
}

async function javaHome(): Promise<string> {
  for (const folder of (process.env.PATH ?? '').split(delimiter)) {
    const java = await realpath(join(folder, 'java')).catch(() => undefined);
    if (java !== undefined) return dirname(dirname(java));
  }
  throw new Error('groovy is installed and java is not');
}

/** Runs all cases in one start of Groovy, as each start takes a second. */
export async function runGroovy(cases: readonly GroovyCase[]): Promise<GroovyResult[]> {
  const folder = await mkdtemp(join(tmpdir(), 'qualys-pc-groovy-'));
  try {
    const [input, output] = [join(folder, 'cases.json'), join(folder, 'results.json')];
    await writeFile(input, JSON.stringify(cases));
    const stub = fileURLToPath(new URL('PipelineStub.groovy', import.meta.url));
    await run('groovy', ['-c', 'UTF-8', stub, input, output], {
      env: { ...process.env, ...(await javaEnvironment()) },
      maxBuffer: 2 ** 26,
    });
    return JSON.parse(await readFile(output, 'utf8')) as GroovyResult[];
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
