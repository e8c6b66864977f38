import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/** The repository. */
export const root = fileURLToPath(new URL('../..', import.meta.url));
/** The built program. */
export const builtProgram = fileURLToPath(new URL('../../dist/cli.js', import.meta.url));

export interface Ended {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface ProgramOptions {
  readonly env?: Readonly<Record<string, string>>;
  readonly cwd?: string;
  /** Everything that standard input gives; it is closed after it. */
  readonly input?: string;
  /** Another Node. */
  readonly node?: string;
}

/** Runs the built program without a terminal, with nothing of this machine's settings but PATH. */
export function runBuilt(args: readonly string[], options: ProgramOptions = {}): Promise<Ended> {
  const { env = {}, cwd = root, input = '', node = process.execPath } = options;
  return new Promise((resolve, reject) => {
    const child = spawn(node, [builtProgram, ...args], {
      cwd,
      env: { PATH: process.env.PATH ?? '', ...env },
    });
    let stdout = '';
    let stderr = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      stdout += text;
    });
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      stderr += text;
    });
    child.on('error', reject);
    child.on('close', (code, signal) => resolve({ code, signal, stdout, stderr }));
    child.stdin.on('error', () => {});
    child.stdin.end(input);
  });
}
