import { PcError } from '../errors.js';
import type { CommandIo } from './io.js';
import { readListing } from './list/read-listing.js';
import type { ListSubject } from './list/subject.js';
import { openAccount } from './open-account.js';
import type { AccountArgs } from './scan-args.js';

export interface ListArgs extends AccountArgs {
  readonly subject: ListSubject;
  /** Which instances; all of them when empty. */
  readonly instanceIds: readonly string[];
  readonly json: boolean;
}

function checkInstanceIds({ subject, instanceIds }: ListArgs): void {
  if (subject !== 'instances' && instanceIds.length > 0)
    throw new PcError(`qualys-pc list ${subject} takes no ids.`, {
      kind: 'usage',
      code: 'usage',
      next: `Run qualys-pc list ${subject}.`,
    });
}

/** Prints what the account has, so that a config can be written by hand. */
export async function runList(args: ListArgs, io: CommandIo): Promise<number> {
  checkInstanceIds(args);
  const { api } = await openAccount(args, io);
  try {
    const listing = await readListing(api, args.subject, args.instanceIds);
    const lines = args.json ? [JSON.stringify(listing.json, undefined, 2)] : listing.table();
    io.stdout.write(`${lines.join('\n')}\n`);
    if (listing.note !== undefined && args.level !== 'quiet') io.stderr.write(`${listing.note}\n`);
    return 0;
  } finally {
    api.close();
  }
}
