import { basename } from 'node:path';
import { jobNameFrom } from '../config/job-name.js';
import { type LoadedJob, loadJobs } from '../config/jobs/load-jobs.js';
import { jobFolder } from '../config/jobs/shared-objects.js';
import { exitCode, PcError } from '../errors.js';
import { findConfigFile } from './account/config-file.js';
import { type Column, checkInstanceIds, tableLines } from './list.js';
import type { AccountArgs } from './parser/scan-args.js';
import type { CommandIo } from './process/io.js';
import { printDocument, printLines } from './process/print.js';

/** One job as a matrix of a CI takes it. */
interface ListedJob {
  readonly name: string;
  /** Folder of its results, below the report directory; null for a config with one scan, which writes there. */
  readonly folder: string | null;
  readonly target: 'host' | 'ec2';
  readonly scanner: string;
}

const columns: readonly Column<ListedJob>[] = [
  { heading: 'JOB', text: ({ name }) => name },
  { heading: 'FOLDER', text: ({ folder }) => folder ?? '-' },
  { heading: 'TARGET', text: ({ target }) => target },
  { heading: 'SCANNER', text: ({ scanner }) => scanner },
];

/** `qualys-pc list jobs`: the jobs of the config, offline. */
export async function runListJobs(
  args: Pick<AccountArgs, 'config' | 'overlays' | 'flags' | 'passwordStdin'> & {
    readonly instanceIds: readonly string[];
    readonly json: boolean;
  },
  io: CommandIo,
): Promise<number> {
  checkInstanceIds({ subject: 'jobs', instanceIds: args.instanceIds });
  const file = await findConfigFile(args, io);
  if (file === undefined)
    throw new PcError('There is no config whose jobs could be listed.', {
      kind: 'usage',
      code: 'config-missing',
      next: 'Name one with --config.',
    });
  const { jobs } = loadJobs({ file, flags: args.flags });
  const rows = jobs.map((job) => rowOf(job, io));
  if (args.json) printDocument(io.stdout, rows);
  else printLines(io.stdout, tableLines(columns, rows));
  return exitCode.passed;
}

function rowOf({ job, config }: LoadedJob, { env, cwd }: CommandIo): ListedJob {
  const { target, scanner = 'External' } = config.scan;
  const name = job ?? jobNameFrom(config, env, basename(cwd)).name;
  return { name, folder: job === undefined ? null : jobFolder(job), target: target.type, scanner };
}
