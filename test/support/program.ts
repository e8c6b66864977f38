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
  /** Another copy of the built program. */
  readonly program?: string;
}

/** A program under way. */
export interface RunningProgram {
  readonly kill: (signal: NodeJS.Signals) => void;
  /** Resolves once the text stands in stderr. */
  readonly said: (text: string) => Promise<void>;
  readonly ended: Promise<Ended>;
}

/** Starts the built program without a terminal, with nothing of this machine's settings but PATH. */
export function startBuilt(args: readonly string[], options: ProgramOptions = {}): RunningProgram {
  const { env = {}, cwd = root, input = '', node = process.execPath, program = builtProgram } = options;
  const child = spawn(node, [program, ...args], { cwd, env: { PATH: process.env.PATH ?? '', ...env } });
  let stdout = '';
  let stderr = '';
  const waiting = new Set<() => void>();
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    stdout += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr += text;
    for (const look of waiting) look();
  });
  child.stdin.on('error', () => {});
  child.stdin.end(input);
  const ended = new Promise<Ended>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code, signal) => resolve({ code, signal, stdout, stderr }));
  });
  const said = (text: string) =>
    new Promise<void>((resolve, reject) => {
      const look = () => {
        if (!stderr.includes(text)) return;
        waiting.delete(look);
        resolve();
      };
      waiting.add(look);
      look();
      void ended.then(() => reject(new Error(`The program ended without saying "${text}":\n${stderr}`)));
    });
  return { kill: (signal) => child.kill(signal), said, ended };
}

/** Runs the built program to its end. */
export function runBuilt(args: readonly string[], options: ProgramOptions = {}): Promise<Ended> {
  return startBuilt(args, options).ended;
}
