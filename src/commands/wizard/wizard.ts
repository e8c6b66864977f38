import { PcError } from '../../errors.js';
import type { CommandIo } from '../process/io.js';
import { isSet } from '../process/process-io.js';
import type { WizardArgs } from './world.js';

/** Why the wizard cannot open here, if it cannot. */
function obstacle({ interactive }: WizardArgs, io: CommandIo): string | undefined {
  if (io.stdin.isTTY !== true) return 'Standard input is not a terminal.';
  if (io.stdout.isTTY !== true) return 'Standard output is not a terminal.';
  if (io.env.TERM === 'dumb') return 'TERM is dumb: this terminal cannot draw.';
  if (!io.interactive && interactive !== true)
    return 'CI is set: nobody is there to answer. --interactive opens it all the same.';
  return undefined;
}

/**
 * `qualys-pc`: opens the wizard, in lines for a screen reader. Ink is loaded only when there is a terminal to draw in.
 * @returns the exit code of the scan it ran, 0 or 130 when it was left without one, 2 when it cannot open here.
 */
export async function runWizard(args: WizardArgs, io: CommandIo): Promise<number> {
  const why = obstacle(args, io);
  if (why !== undefined) {
    throw new PcError('The wizard needs a terminal', {
      kind: 'usage',
      code: 'no-terminal',
      why,
      next: 'Run a scan without questions: qualys-pc run --config qualys-pc.yaml (qualys-pc run --help).',
    });
  }
  // Ink takes a build agent's variables for itself and would draw nothing; ours are read from the copy.
  const env = { ...io.env };
  delete process.env.CI;
  delete process.env.CONTINUOUS_INTEGRATION;
  if (args.screenReader === true || isSet(io.env.INK_SCREEN_READER)) {
    const { openLines } = await import('./lines/open-lines.js');
    return openLines(args, { ...io, env });
  }
  const { openWizard } = await import('./open-wizard.js');
  return openWizard(args, { ...io, env });
}
