import { PcError } from '../../errors.js';
import { planWrite } from '../../files/plan-write.js';
import { printable } from '../../text/printable.js';
import type { CommandIo } from './io.js';
import { printLines } from './print.js';
import { confirm } from './prompt.js';

/** A text that goes to a file which may be there already. */
export interface OutputFile {
  /** As the person named it. */
  readonly path: string;
  /** What the file should hold, given what it holds now; undefined when it is not there. */
  readonly textFor: (before: string | undefined) => string;
  /** Overwrites without asking. */
  readonly yes: boolean;
  /** True for a script that should be runnable. */
  readonly executable?: boolean;
}

type WritingIo = Pick<CommandIo, 'cwd' | 'interactive' | 'stderr' | 'stdin'>;

async function mayReplace({ path, yes }: OutputFile, diff: string, io: WritingIo): Promise<void> {
  printLines(io.stderr, [diff]);
  if (yes) return;
  if (!io.interactive) {
    throw new PcError(`${printable(path)} is there already and differs; nothing was written.`, {
      kind: 'usage',
      code: 'output-differs',
      next: 'Look at the difference above and repeat the command with --yes, or name another file with --out.',
    });
  }
  if (!(await confirm(io, `Write this to ${printable(path)}?`))) {
    throw new PcError(`${printable(path)} is left as it was.`, {
      kind: 'usage',
      code: 'output-declined',
      next: 'Name another file with --out, or leave --out away to print the text.',
    });
  }
}

/**
 * Writes a text to a file, whole or not at all; a file that differs is shown as a diff and asked about.
 * @throws PcError of kind `usage` when the file differs and it is not confirmed.
 */
export async function writeOutput(file: OutputFile, io: WritingIo): Promise<void> {
  const plan = await planWrite({ path: file.path, cwd: io.cwd }, file.textFor);
  if (plan.change === 'same') {
    printLines(io.stderr, [`${printable(file.path)} is up to date.`]);
    return;
  }
  if (plan.change === 'differs') await mayReplace(file, printableDiff(plan.diff(3)), io);
  await plan.write({ executable: file.executable === true });
  printLines(io.stderr, [`${printable(file.path)} is written.`]);
}

/** A unified diff as it can be printed to a terminal: from its header on, control characters replaced. */
export function printableDiff(diff: string): string {
  return diff
    .slice(diff.indexOf('---'))
    .split('\n')
    .map((line) => printable(line.replace(/\t/g, '    ')))
    .join('\n')
    .trimEnd();
}
