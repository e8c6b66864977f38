import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { realpath } from 'node:fs/promises';
import type { Socket } from 'node:net';
import { delimiter, dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

interface Answer {
  readonly value?: unknown;
  /** The exception that ended the script. */
  readonly problem?: string;
}

interface Waiting {
  readonly resolve: (answer: Answer) => void;
  readonly reject: (error: Error) => void;
}

/** Groovy under way: one for all files of a test process, as each start takes two seconds of a core. */
interface Server {
  readonly ask: (request: object) => Promise<Answer>;
}

let running: Promise<Server> | undefined;

/** What a script of this folder returns for what it is given, in the Groovy of this process. */
export async function askGroovy(script: string, given: unknown): Promise<unknown> {
  running ??= startServer();
  const { value, problem } = await (await running).ask({ script, given });
  if (problem !== undefined) throw new Error(problem);
  return value;
}

async function javaHome(): Promise<string> {
  for (const folder of (process.env.PATH ?? '').split(delimiter)) {
    const java = await realpath(join(folder, 'java')).catch(() => undefined);
    if (java !== undefined) return dirname(dirname(java));
  }
  throw new Error('groovy is installed and java is not');
}

async function startServer(): Promise<Server> {
  const at = (name: string) => fileURLToPath(new URL(name, import.meta.url));
  const child = spawn('groovy', ['-c', 'UTF-8', at('Server.groovy'), at('.')], {
    env: {
      ...process.env,
      // Debian's groovy refuses without it.
      JAVA_HOME: await javaHome(),
      // Short scripts are not worth the best of compilers.
      JAVA_OPTS: '-Dfile.encoding=UTF-8 -XX:TieredStopAtLevel=1 -XX:+UseSerialGC',
    },
  });
  endWithThisProcess(child);
  // Answers come in the order of their requests.
  const waiting: Waiting[] = [];
  let errors = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    errors += text;
  });
  createInterface({ input: child.stdout }).on('line', (line) => {
    waiting.shift()?.resolve(JSON.parse(line) as Answer);
  });
  const fail = (error: Error) => {
    running = undefined;
    for (const { reject } of waiting.splice(0)) reject(error);
  };
  child.on('error', fail);
  child.on('close', (code) => fail(new Error(`Groovy ended with ${code}:\n${errors}`)));
  child.stdin.on('error', () => {});
  return {
    ask: (request) =>
      new Promise((resolve, reject) => {
        waiting.push({ resolve, reject });
        child.stdin.write(`${JSON.stringify(request)}\n`);
      }),
  };
}

/** It ends when its input does; this process does not wait for it. */
function endWithThisProcess(child: ChildProcessWithoutNullStreams): void {
  process.once('exit', () => child.kill());
  child.unref();
  for (const stream of [child.stdin, child.stdout, child.stderr]) (stream as unknown as Socket).unref();
}
