import { exitCode, PcError } from '../../../errors.js';
import type { WizardEnding } from '../../../wizard/services.js';
import type { CommandIo } from '../../process/io.js';
import { openPersonalStore } from '../../process/personal-store.js';
import { printLines } from '../../process/print.js';
import { signalExitCodes } from '../../process/process-io.js';
import { wizardServices } from '../wizard-services.js';
import { startOf } from '../wizard-start.js';
import type { WizardArgs } from '../world.js';
import { LineAnswers } from './line-answers.js';
import { lineTerminal } from './line-terminal.js';
import { leftLines, walkLines } from './walk.js';

/** The wizard in lines, for screen readers: the same steps, checks and services, one question at a time. */
export async function openLines(args: WizardArgs, io: CommandIo): Promise<number> {
  const store = await openPersonalStore(io);
  const scans = new Set<Promise<void>>();
  const services = wizardServices({ args, io, store, scans });
  const start = await startOf(args, io, store);
  const answers = new LineAnswers({ start, services, now: () => new Date(io.clock.now()).toISOString() });
  const terminal = lineTerminal(io);
  const stop = new AbortController();
  const context = { terminal, answers, services, start, now: io.clock.now, signal: stop.signal };

  let unsubscribe: () => void = () => undefined;
  const interrupted = new Promise<WizardEnding>((resolve) => {
    // A running scan gets the signal too; it ends first.
    unsubscribe = io.signals.subscribe((signal) => {
      const code = signal === 'SIGHUP' && scans.size > 0 ? exitCode.unfinished : signalExitCodes[signal];
      void Promise.all(scans).then(() => resolve({ ...leftLines(context), exitCode: code }));
    });
  });
  try {
    const ending = await Promise.race([interrupted, walkLines(context).catch(leftByKey)]);
    printLines(io.stdout, ['', ...ending.lines]);
    return ending.exitCode;
  } finally {
    unsubscribe();
    stop.abort();
    terminal.close();
    answers.close();
  }

  /** ctrl-c while a secret is typed comes as a key. */
  function leftByKey(thrown: unknown): WizardEnding {
    if (thrown instanceof PcError && thrown.kind === 'interrupted') return leftLines(context);
    throw thrown;
  }
}
