import { type EndedHere, runHere } from '../support/run-here.js';
import { VirtualClock } from './virtual-time.js';

export interface EndedRun extends EndedHere {
  /** Of the virtual clock. */
  readonly tookMs: number;
}

export interface InProcessOptions {
  readonly cwd: string;
  readonly env: Readonly<Record<string, string>>;
  /** True while a call is on its way. */
  readonly isBusy: () => boolean;
}

/** One command of the program in this process, on virtual time. */
export async function runInProcess(
  args: readonly string[],
  { cwd, env, isBusy }: InProcessOptions,
): Promise<EndedRun> {
  const clock = new VirtualClock(isBusy);
  const startedMs = clock.now();
  const ended = await runHere(args, { cwd, env, clock });
  clock.stop();
  return { ...ended, tookMs: clock.now() - startedMs };
}
