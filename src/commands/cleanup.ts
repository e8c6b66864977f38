import { exitCode, PcError } from '../errors.js';
import { IpSet } from '../net/ip-set.js';
import type { QualysApi } from '../qualys/qualys-api.js';
import { printable } from '../text/printable.js';
import { findLeftovers, type Leftovers, removeLeftovers } from '../workflow/cleanup.js';
import { openAccount } from './account/open-account.js';
import type { AccountArgs } from './parser/scan-args.js';
import type { CommandIo } from './process/io.js';
import { printDocument, printLines } from './process/print.js';

export interface CleanupArgs extends AccountArgs {
  readonly job: string;
  /** Remove what is shown. */
  readonly yes: boolean;
  readonly json: boolean;
}

/** `qualys-pc cleanup`: shows the asset group and auth records of a job; with `--yes` they go. */
export async function runCleanup({ job, yes, json, ...args }: CleanupArgs, io: CommandIo): Promise<number> {
  const { api, username } = await openAccount(args, io);
  try {
    const leftovers = await findLeftovers(api, job);
    const lines = leftoverLines(leftovers);
    const say = (...told: string[]) => {
      if (!json) printLines(io.stdout, told);
    };
    const removes = yes && lines.length > 0;
    if (lines.length === 0) say(`Qualys has no asset group and no auth record of job ${printable(job)}.`);
    else say(...lines.map(printable));
    if (removes) {
      await refuseWhileScanning({ api, username, leftovers });
      await removeLeftovers(api, leftovers, (what) => say(printable(what)));
    } else if (lines.length > 0)
      say('Nothing was removed; add --yes to remove them. The IPs stay in the account.');
    if (json) printDocument(io.stdout, leftoverDocument(job, leftovers, removes));
    return exitCode.passed;
  } finally {
    api.close();
  }
}

function leftoverLines({ assetGroup, policies, authRecords }: Leftovers): string[] {
  return [
    ...(assetGroup === undefined
      ? []
      : [`asset group  ${assetGroup.title} (${assetGroup.id})   ${assetGroup.ips}`]),
    ...policies.map(({ id, title }) => `in policy    ${title} (${id})`),
    ...authRecords.map(
      ({ id, title, username, ips }) => `auth record  ${title} (${id})   user ${username}, ${ips}`,
    ),
  ];
}

function leftoverDocument(
  job: string,
  { assetGroup, policies, authRecords }: Leftovers,
  removed: boolean,
): unknown {
  return {
    version: 1,
    job,
    removed,
    assetGroup:
      assetGroup === undefined ? null : { id: assetGroup.id, title: assetGroup.title, ips: assetGroup.ips },
    policies: policies.map(({ id, title }) => ({ id, title })),
    authRecords: authRecords.map(({ id, title, platform, username, ips }) => ({
      id,
      title,
      platform,
      username,
      ips,
    })),
  };
}

/** A scan under way finds no posture once its group is gone. It is known by its title, or by whom and what it scans. */
async function refuseWhileScanning({
  api,
  username,
  leftovers: { assetGroup },
}: {
  readonly api: QualysApi;
  readonly username: string;
  readonly leftovers: Leftovers;
}): Promise<void> {
  if (assetGroup === undefined) return;
  const { scans } = await api.listScans({ states: ['Queued', 'Running', 'Paused', 'Loading'] });
  const job = assetGroup.title.replace(/^Jenkins_AG_/, '');
  const addresses = IpSet.parse(assetGroup.ips);
  const running = scans.find(
    ({ title, userLogin, target }) =>
      title.startsWith(`${job}_`) ||
      (userLogin === username && !IpSet.findIn(target).intersect(addresses).isEmpty),
  );
  if (running === undefined) return;
  throw new PcError(`Scan ${running.ref} of this job's addresses is ${running.state}`, {
    kind: 'usage',
    code: 'job-still-scanning',
    why: 'Without its asset group it would find no posture.',
    next: 'Wait for it, or cancel it, then run cleanup again.',
  });
}
