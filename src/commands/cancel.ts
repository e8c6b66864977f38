import { stat } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import { valueAt } from '../config/flag-kinds.js';
import { type ConfigText, readAnswers } from '../config/load-config.js';
import { defaultReportDirectory } from '../config/names.js';
import { exitCode, PcError } from '../errors.js';
import type { QualysApi } from '../qualys/qualys-api.js';
import { hasEnded, isScanReference } from '../qualys/resources/scans.js';
import { shellCommand } from '../snippet/quote.js';
import { resultFiles } from '../workflow/results/result-files.js';
import { RunDirectory } from '../workflow/results/run-directory.js';
import { openAccount } from './account/open-account.js';
import type { AccountArgs } from './parser/scan-args.js';
import type { CommandIo } from './process/io.js';
import { printTold, type Told } from './process/print.js';

export interface CancelArgs extends AccountArgs {
  /** State file; the report directory's own without it. */
  readonly state: string | undefined;
  readonly json: boolean;
}

const CANCEL_TIMEOUT_MS = 30_000;

/** `qualys-pc cancel`: cancels the scan that a state file remembers. */
export async function runCancel(args: CancelArgs, io: CommandIo): Promise<number> {
  const { api, file } = await openAccount(args, io);
  try {
    const isReference = args.state !== undefined && isScanReference(args.state);
    const told = isReference
      ? // A scan whose state is lost: its reference was printed.
        await cancelScan(api, args.state)
      : await cancelRemembered(api, { args, io, named: args.state ?? directoryOf(file) });
    printTold(io.stdout, told, args.json);
    return exitCode.passed;
  } finally {
    api.close();
  }
}

/** The scan of a state file, which remembers that it is cancelled. */
async function cancelRemembered(
  api: QualysApi,
  { args, io, named }: { readonly args: CancelArgs; readonly io: CommandIo; readonly named: string },
): Promise<Told> {
  const path = await stateFileAt(resolve(io.cwd, named));
  const directory = new RunDirectory(resolve(path, '..'));
  const state = await directory.readState(path);
  if (state === undefined) throw noState(path);
  const { reference, phase, title } = state;
  if (phase === 'finished' || phase === 'cancelled') {
    return {
      lines: [`Scan ${reference ?? title} is ${phase} already; there is nothing to cancel.`],
      document: { reference, cancelled: false, state: phase },
    };
  }
  if (reference === null) throw noReference(title, args, path);
  return cancelScan(api, reference, () => directory.writeState({ ...state, phase: 'cancelled' }, path));
}

/** @throws PcError when Qualys cancels nothing, though the scan has not ended. */
async function cancelScan(
  api: QualysApi,
  reference: string,
  remember: () => Promise<void> = async () => {},
): Promise<Told> {
  const refusal = await api.cancelScan(reference, { timeoutMs: CANCEL_TIMEOUT_MS });
  if (refusal !== undefined) {
    const state = await endedState(api, reference, refusal);
    return {
      lines: [`Scan ${reference} has ended already (${state}); there is nothing to cancel.`],
      document: { reference, cancelled: false, state },
    };
  }
  await remember();
  return {
    lines: [`Qualys confirmed: scan ${reference} is cancelled.`],
    document: { reference, cancelled: true, state: 'cancelled' },
  };
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
async function endedState(api: QualysApi, reference: string, refusal: string): Promise<string> {
  const { scans } = await api.listScans({ ref: reference });
  const state = scans.find(({ ref }) => ref === reference)?.state;
  if (state !== undefined && hasEnded(state)) return state;
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
