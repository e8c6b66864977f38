import { Argument, type Command } from 'commander';
import type { CommandIo, Finish } from '../process/io.js';
import { type IsAsked, jsonOption } from './given-options.js';
import { type ListSubject, listSubjects } from './list-subjects.js';
import { fileName, jobName } from './option-values.js';
import {
  accountArgs,
  addAccountOptions,
  addConfigOptions,
  addScanOptions,
  scanArgs,
} from './scan-options.js';

function addRun(program: Command, io: CommandIo, finish: Finish, isAsked: IsAsked): void {
  const run = program
    .command('run')
    .description('Scan, wait, judge and report, without a terminal')
    .addHelpText(
      'after',
      '\nExamples:\n  qualys-pc run --config qualys-pc.yaml\n  qualys-pc run --host-ip 10.20.30.40 --fail-on-state fail,error --json\n  qualys-pc run --resume\n  qualys-pc run --shard 3/8\n  qualys-pc run --job payments-api,ledger',
    )
    .action(async () => {
      const { runRun } = await import('../run/run.js');
      finish(await runRun(scanArgs(run), io));
    });
  if (isAsked('run')) addScanOptions(run, { outcome: 'the result document' });
  const check = program
    .command('check')
    .description('Prove that everything exists and print the plan; changes nothing')
    .addHelpText('after', '\nExample:\n  qualys-pc check --config qualys-pc.yaml')
    .action(async () => {
      const { runCheck } = await import('../run/run.js');
      finish(await runCheck(scanArgs(check), io));
    });
  if (isAsked('check')) addScanOptions(check, { outcome: 'the plan' });
}

/** Adds what talks to a Qualys account. */
export function addScanCommands(program: Command, io: CommandIo, finish: Finish, isAsked: IsAsked): void {
  addRun(program, io, finish, isAsked);
  addConfig(program, io, finish, isAsked);
  addList(program, io, finish, isAsked);
}

function addConfig(program: Command, io: CommandIo, finish: Finish, isAsked: IsAsked): void {
  const config = program
    .command('config')
    .description('Show each value that a run would use, and where it comes from')
    .option('--json', 'Print JSON instead of a table')
    .addHelpText(
      'after',
      '\nIt works offline and reads no secret: the flags under "Secrets and servers" are\ntaken as run takes them and change nothing here.\n\nExamples:\n  qualys-pc config\n  qualys-pc config -c qualys-pc.yaml -c production.yaml --scanner edge-scan-02',
    )
    .action(async ({ json = false }: { json?: boolean }) => {
      const { runConfig } = await import('../config.js');
      finish(await runConfig({ ...accountArgs(config), json }, io));
    });
  if (isAsked('config')) addConfigOptions(config);
}

function addList(program: Command, io: CommandIo, finish: Finish, isAsked: IsAsked): void {
  const list = program
    .command('list')
    .description('Show what the account has, to write a config by hand, or the jobs of the config')
    .addArgument(new Argument('<what>', 'What to list').choices(listSubjects))
    .argument('[ids...]', 'Instance ids, to look up only these')
    .option('--json', 'Print JSON instead of a table')
    .addHelpText(
      'after',
      '\nExamples:\n  qualys-pc list option-profiles --platform US2 --username acme2ab1\n  qualys-pc list instances i-0a11b22c33d44e55f --json\n  qualys-pc list jobs --json',
    )
    .action(async (subject: ListSubject, instanceIds: string[], { json = false }: { json?: boolean }) => {
      const given = { ...accountArgs(list), instanceIds, json };
      if (subject === 'jobs') {
        const { runListJobs } = await import('../list-jobs.js');
        return finish(await runListJobs(given, io));
      }
      const { runList } = await import('../list.js');
      finish(await runList({ ...given, subject }, io));
    });
  if (isAsked('list')) addAccountOptions(list);
  const cancel = program
    .command('cancel')
    .description('Cancel a scan that was left running')
    .argument('[state]', 'State file of the run; the report directory’s own without it', fileName)
    .addOption(jsonOption('what became of the scan'))
    .addHelpText('after', '\nExample:\n  qualys-pc cancel qualys-pc-results/state.json')
    .action(async (state: string | undefined, { json = false }: { json?: boolean }) => {
      const { runCancel } = await import('../cancel.js');
      finish(await runCancel({ ...accountArgs(cancel), state, json }, io));
    });
  if (isAsked('cancel')) addAccountOptions(cancel);
  const cleanup = program
    .command('cleanup')
    .description('Show what a dead job left in Qualys, and with --yes remove it')
    .requiredOption('--job <NAME>', 'Name of the job, as its config has it', jobName)
    .option('--yes', 'Remove what is shown', false)
    .addOption(jsonOption('what was found, and whether it was removed'))
    .addHelpText('after', '\nExample:\n  qualys-pc cleanup --job payments-api --yes')
    .action(async ({ job, yes, json = false }: { job: string; yes: boolean; json?: boolean }) => {
      const { runCleanup } = await import('../cleanup.js');
      finish(await runCleanup({ ...accountArgs(cleanup), job, yes, json }, io));
    });
  if (isAsked('cleanup')) addAccountOptions(cleanup);
}
