import { type ConfigText, loadAccount } from '../../config/load-config.js';
import type { QualysApi } from '../../qualys/qualys-api.js';
import type { AccountArgs } from '../parser/scan-args.js';
import type { CommandIo } from '../process/io.js';
import { lookOf } from '../process/print.js';
import { HeadlessPrinter } from '../run/headless-printer.js';
import { findConfigFile } from './config-file.js';
import { connectApi, secretSources } from './connect-api.js';
import { printWait } from './print-wait.js';

/** The longest wait for the account's limits, as a person waits for the answer; beyond it the limit is an error. */
const MOST_WAIT_MS = 10 * 60_000;

/** An account ready to be asked by a command that runs no scan. Close the api when done. */
export interface OpenAccount {
  readonly api: QualysApi;
  readonly username: string;
  /** The config file, when there is one. */
  readonly file: ConfigText | undefined;
}

/** Finds config and secrets of a command; with `--verbose` each call is a line on stderr. */
export async function openAccount(args: AccountArgs, io: CommandIo): Promise<OpenAccount> {
  const file = await findConfigFile(args, io);
  const account = loadAccount({ flags: args.flags, file });
  const printer = new HeadlessPrinter({
    stderr: io.stderr,
    look: lookOf(io.stderr, io.env),
    level: args.level,
  });
  const { api, username } = await connectApi({
    account,
    args,
    io,
    secrets: secretSources(args, io),
    onEvent: (event) => {
      printer.call(event);
      printWait(event, args, io);
    },
    remainingMs: () => MOST_WAIT_MS,
  });
  return { api, username, file };
}
