import { relative } from 'node:path';
import { Command } from 'commander';
import { shellCommand } from '../../snippet/quote.js';
import type { RunCommands } from '../../workflow/run/run-context.js';
import type { GivenOption } from '../parser/given-options.js';
import type { AccountArgs } from '../parser/scan-args.js';
import { addAccountOptions } from '../parser/scan-options.js';

/** What a printed command has to repeat. */
export interface GivenRun {
  readonly args: Pick<AccountArgs, 'config' | 'given'>;
  /** As a pipeline would name the config that was found; undefined for flags alone or standard input. */
  readonly configPath: string | undefined;
  readonly stateFile: string;
  readonly cwd: string;
  /** The one job that the commands are about, of a run of several. */
  readonly job?: string | undefined;
}

/** What belongs to one run alone, or to what is drawn of it. */
const notRepeated: readonly string[] = [
  'resume',
  'new',
  'detach',
  'dryRun',
  'json',
  'events',
  'quiet',
  'verbose',
];

/** {@link runCommandsOf}; none for a run that no command line began. */
export function commandsOf(run: GivenRun): RunCommands | undefined {
  return run.args.given === undefined ? undefined : runCommandsOf(run);
}

/** Every command that a run prints, made in this one place, so that each repeats all that the run was given. */
function runCommandsOf(run: GivenRun): RunCommands {
  const { args, stateFile, cwd } = run;
  const again = ['qualys-pc', 'run', ...givenWords(run, (key) => !notRepeated.includes(key))];
  const state = relative(cwd, stateFile);
  const named = args.given?.find(({ key }) => key === 'resume')?.words[1];
  const resume = [...again, '--resume', ...(named === undefined || named === 'true' ? [] : [named])];
  const account = accountKeys();
  const cancel = ['qualys-pc', 'cancel', state, ...givenWords(run, (key) => account.has(key))];
  return {
    again: shellCommand(again),
    resume: shellCommand(resume),
    fresh: shellCommand([...again, '--new']),
    cancel: shellCommand(cancel),
  };
}

function givenWords({ args, configPath, job }: GivenRun, isRepeated: (key: string) => boolean): string[] {
  const given: readonly GivenOption[] = args.given ?? [];
  const found = args.config === undefined && configPath !== undefined ? ['--config', configPath] : [];
  const isPick = ({ key }: GivenOption) => job !== undefined && key === 'job';
  return [
    ...found,
    ...given.filter((one) => isRepeated(one.key) && !isPick(one)).flatMap(({ words }) => words),
    ...(job !== undefined && isRepeated('job') ? ['--job', job] : []),
  ];
}

/** Options that `cancel` takes as well. */
function accountKeys(): ReadonlySet<string> {
  return new Set(
    addAccountOptions(new Command())
      .options.map((option) => option.attributeName())
      .filter((key) => !notRepeated.includes(key)),
  );
}
