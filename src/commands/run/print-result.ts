import { relative } from 'node:path';
import { exitCode } from '../../errors.js';
import { verdictLines } from '../../report/terminal/verdict-lines.js';
import { shellCommand } from '../../snippet/quote.js';
import type { Result } from '../../workflow/results/result.js';
import type { RunDirectory } from '../../workflow/results/run-directory.js';
import type { ScanArgs } from '../parser/scan-options.js';
import type { CommandIo } from '../process/io.js';
import { lookOf } from '../process/terminal-look.js';
import { writtenFiles } from './written-files.js';

export interface PrintResultInput {
  readonly result: Result;
  readonly configPath: string | undefined;
  readonly directory: RunDirectory;
  readonly args: ScanArgs;
  readonly io: CommandIo;
  /** False when the files go with the command, as in the demo. */
  readonly namesFiles: boolean;
}

/** The outcome on stdout: the result document with `--json`, else the verdict block; nothing with `--quiet`. */
export async function printResult(input: PrintResultInput): Promise<void> {
  const { result, configPath, directory, args, io, namesFiles } = input;
  if (args.json) {
    io.stdout.write(`${JSON.stringify(result, null, 2)}\n`);
    return;
  }
  if (args.level === 'quiet') return;
  const look = lookOf(io.stdout, io.env);
  const lines = verdictLines(result, {
    width: look.columns,
    unicode: look.unicode,
    color: look.color,
    previous: await directory.readPrevious(result.jobName),
    ...(namesFiles
      ? {
          files: await writtenFiles(directory, io),
          explain: (cid: number) => explainWith(relative(io.cwd, directory.path), cid),
          again: configPath === undefined ? undefined : againWith(configPath, result, args),
        }
      : {}),
  });
  io.stdout.write(`${['', ...lines].join('\n')}\n`);
}

/** The command to run next; it resumes a scan that still runs. */
function againWith(configPath: string, { verdict }: Result, { shard }: ScanArgs): string {
  const part = shard === undefined ? '' : ` --shard ${shard.index}/${shard.total}`;
  const resume = verdict.exitCode === exitCode.unfinished ? ' --resume' : '';
  return `${shellCommand(['qualys-pc', 'run', '--config', configPath])}${part}${resume}`;
}

function explainWith(directory: string, cid: number): string {
  return shellCommand(['qualys-pc', 'report', directory === '' ? '.' : directory, '--explain', String(cid)]);
}
