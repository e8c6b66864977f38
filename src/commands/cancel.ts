import { stat } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import { type ConfigText, readAnswers } from '../config/load-config.js';
import { defaultReportDirectory } from '../config/names.js';
import { valueAt } from '../config/setting.js';
import { exitCode, PcError } from '../errors.js';
import type { QualysApi } from '../qualys/qualys-api.js';
import { hasEnded, isScanReference } from '../qualys/resources/scans.js';
import { shellCommand } from '../snippet/quote.js';
import { resultFiles } from '../workflow/results/result.js';
import { RunDirectory } from '../workflow/results/run-directory.js';
import { openAccount } from './account/open-account.js';
import type { AccountArgs } from './parser/scan-args.js';
import type { CommandIo } from './process/io.js';
import { printLines } from './process/print.js';

export interface CancelArgs extends AccountArgs {
  /** State file; the report directory's own without it. */
  readonly state: string | undefined;
}

const CANCEL_TIMEOUT_MS = 30_000;

/** `qualys-pc cancel`: cancels the scan that a state file remembers. */
export async function runCancel(args: CancelArgs, io: CommandIo): Promise<number> {
  const { api, file } = await openAccount(args, io);
  try {
    if (args.state !== undefined && isScanReference(args.state)) {
      return await cancelReference(api, args.state, io);
    }
    const path = await stateFileAt(resolve(io.cwd, args.state ?? directoryOf(file)));
    const directory = new RunDirectory(resolve(path, '..'));
    const state = await directory.readState(path);
    if (state === undefined) throw noState(path);
    const { reference, phase, title } = state;
    if (phase === 'finished' || phase === 'cancelled') {
      printLines(io.stdout, [`Scan ${reference ?? title} is ${phase} already; there is nothing to cancel.`]);
      return exitCode.passed;
    }
    if (reference === null) throw noReference(title, args, path);
    const refusal = await api.cancelScan(reference, { timeoutMs: CANCEL_TIMEOUT_MS });
    if (refusal !== undefined) {
      printLines(io.stdout, [await endedWords(api, reference, refusal)]);
      return exitCode.passed;
    }
    await directory.writeState({ ...state, phase: 'cancelled' }, path);
    printLines(io.stdout, [`Qualys confirmed: scan ${reference} is cancelled.`]);
    return exitCode.passed;
  } finally {
    api.close();
  }
}

/** A scan whose state is lost: its reference was printed. */
async function cancelReference(api: QualysApi, reference: string, io: CommandIo): Promise<number> {
  const refusal = await api.cancelScan(reference, { timeoutMs: CANCEL_TIMEOUT_MS });
  const words =
    refusal === undefined
      ? `Qualys confirmed: scan ${reference} is cancelled.`
      : await endedWords(api, reference, refusal);
  io.stdout.write(`${words}\n`);
  return 0;
}

/** A report directory stands for the state file in it. */
async function stateFileAt(path: string): Promise<string> {
  const isFolder = await stat(path).then(
    (found) => found.isDirectory(),
    () => basename(path) !== resultFiles.state && !path.endsWith('.json'),
  );
  return isFolder ? join(path, resultFiles.state) : path;
}

/** @throws PcError when the scan has not ended: then the refusal meant something else. */
async function endedWords(api: QualysApi, reference: string, refusal: string): Promise<string> {
  const { scans } = await api.listScans({ ref: reference });
  const state = scans.find(({ ref }) => ref === reference)?.state;
  if (state !== undefined && hasEnded(state))
    return `Scan ${reference} has ended already (${state}); there is nothing to cancel.`;
  throw new PcError(`Qualys did not cancel scan ${reference}`, {
    kind: 'refused',
    code: 'cancel-refused',
    why: state === undefined ? `${refusal} This user sees no such scan.` : `${refusal} It is ${state}.`,
    next: 'Check that the config names the account that launched it, and look at it in Qualys.',
  });
}

/** The report directory; read without checking the config, which flags of the run may have completed. */
function directoryOf(file: ConfigText | undefined): string {
  if (file === undefined) return defaultReportDirectory;
  const directory = valueAt(valueAt(readAnswers({ file, flags: {} }).draft, 'reports'), 'directory');
  return typeof directory === 'string' ? directory.trim() : defaultReportDirectory;
}

function noState(path: string): PcError {
  return new PcError(`There is no state file ${path}`, {
    kind: 'usage',
    code: 'state-missing',
    why: 'A run leaves it in its report directory.',
    next: 'Name it: qualys-pc cancel <report directory>/state.json',
  });
}

function noReference(title: string, args: CancelArgs, stateFile: string): PcError {
  const given = (args.given ?? []).flatMap(({ words }) => words);
  const command = shellCommand(['qualys-pc', 'run', ...given, '--resume', stateFile]);
  return new PcError(`The launch of "${title}" was not confirmed`, {
    kind: 'usage',
    code: 'no-reference',
    why: 'The run ended between sending the launch and its answer.',
    next: `Find out whether the scan runs: ${command}`,
  });
}
