import type { ErrorCode } from '../../error-codes.js';
import { PcError } from '../../errors.js';
import { IpSet } from '../../net/ip-set.js';
import type { AuthRecord } from '../../qualys/resources/auth-records.js';
import type { Policy } from '../../qualys/resources/policies.js';
import { findByTitle } from '../../qualys/resources/titles.js';
import { counted } from '../../text/counted.js';
import { findAuthRecords } from '../plan/find-auth-record.js';
import { assetGroupChange, authRecordChange, newAuthRecord } from '../plan/object-changes.js';
import { allInOrder, type Survey } from '../plan/survey.js';
import type { RunContext } from '../run/run-context.js';

/** Step 3: the addresses in the account with PC enabled. */
export async function addHosts({ api, channel }: RunContext, survey: Survey): Promise<void> {
  const { whole } = survey.target;
  channel.started('host', 'Checking the addresses in the account');
  const fresh = survey.newIps ?? whole;
  if (fresh.isEmpty) {
    channel.done(`${whole.toString()} ${whole.count === 1n ? 'is' : 'are'} in the account`);
    return;
  }
  try {
    await api.addIps(fresh.toString());
  } catch (cause) {
    throw named(
      cause,
      'hosts-refused',
      `Qualys refused to add ${fresh.toString()} to Policy Compliance`,
      'Check that licences are left and that the user may add IPs, or add them in Qualys.',
    );
  }
  channel.done(`${fresh.toString()} added to Policy Compliance`);
}

/** The auth record of a run, as it is from then on. */
export type UsedRecord = Pick<AuthRecord, 'id' | 'title' | 'platform' | 'username'>;

/** Step 4: the auth record; undefined when none is configured. */
export async function ensureAuthRecord(context: RunContext, survey: Survey): Promise<UsedRecord | undefined> {
  const { channel, request } = context;
  if (request.authRecord === undefined) {
    channel.skipped('auth-record', 'No auth record configured');
    return undefined;
  }
  channel.started('auth-record', `Auth record ${survey.authRecord?.title ?? survey.authRecordTitle}`);
  if (survey.authRecord !== undefined) return updateAuthRecord(context, survey, survey.authRecord);
  try {
    return await createAuthRecord(context, survey);
  } catch (cause) {
    if (!(cause instanceof PcError) || cause.code !== 'title-taken') throw recordRefused(cause);
    // A parallel shard was quicker.
    const [taken] = await findAuthRecords(context);
    if (taken === undefined) throw cause;
    return updateAuthRecord(context, survey, taken);
  }
}

async function createAuthRecord(
  { api, channel, request, deps }: RunContext,
  survey: Survey,
): Promise<UsedRecord> {
  const { authRecord: wanted } = request;
  const title = survey.authRecordTitle;
  if (wanted === undefined || wanted.existing !== undefined || title === undefined)
    throw new TypeError('No auth record of its own is configured');
  const record = newAuthRecord(wanted, { ips: survey.target.whole, password: deps.hostPassword });
  const { id } = await api.createAuthRecord({ ...record, title });
  channel.done(`Auth record ${title} created`);
  return { id, title, platform: wanted.platform, username: wanted.username };
}

async function updateAuthRecord(
  { api, channel, request, deps }: RunContext,
  { target }: Survey,
  existing: AuthRecord,
): Promise<UsedRecord> {
  const { authRecord: wanted } = request;
  if (wanted === undefined) throw new TypeError('No auth record is configured');
  const { id, title, platform } = existing;
  const change = authRecordChange({ wanted, existing, ips: target.whole, password: deps.hostPassword });
  if (change.password === undefined && change.addIps === undefined) {
    channel.done(`Auth record ${title} needs no change`);
  } else {
    await api.updateAuthRecord(id, change).catch((cause: unknown) => {
      throw recordRefused(cause);
    });
    channel.done(`Auth record ${title} updated`);
  }
  return { id, title, platform, username: change.username ?? existing.username };
}

function recordRefused(cause: unknown): unknown {
  return named(
    cause,
    'auth-record-refused',
    'Qualys refused the auth record',
    'Check whether another record of the type serves these addresses, and what this user may change.',
  );
}

/** Step 5: the asset group with exactly the target's IPs, or grown while another scan of the job needs the rest. */
export async function ensureAssetGroup(context: RunContext, survey: Survey): Promise<string> {
  const { channel } = context;
  const { assetGroupTitle: title, assetGroup, target } = survey;
  channel.started('asset-group', `Asset group ${title}`);
  if (assetGroup !== undefined) {
    return changeAssetGroup(context, survey, assetGroup);
  }
  try {
    const { id } = await context.api.addAssetGroup(title, target.whole.toString());
    channel.done(`Asset group ${title} created`);
    return id;
  } catch (cause) {
    if (!(cause instanceof PcError) || cause.code !== 'title-taken') throw cause;
    // A parallel shard was quicker.
    const taken = findByTitle(await context.api.listAssetGroups(title), title);
    if (taken === undefined) throw cause;
    return changeAssetGroup(context, survey, taken);
  }
}

async function changeAssetGroup(
  { api, channel }: RunContext,
  { target, parallelScan }: Survey,
  { id, title, ips }: { readonly id: string; readonly title: string; readonly ips: string },
): Promise<string> {
  const change = assetGroupChange(IpSet.parse(ips), target.whole, parallelScan !== undefined);
  if (change === undefined) {
    channel.done(`Asset group ${title} holds the target`);
    return id;
  }
  if (parallelScan !== undefined) {
    channel.warning(
      `Scan ${parallelScan} of this job still runs: the asset group keeps its other addresses until the next lone run.`,
    );
  }
  await api.editAssetGroup(id, change);
  channel.done(`Asset group ${title} updated`);
  return id;
}

/** Step 6: the group in every selected policy. */
export async function attachPolicies(
  { api, channel }: RunContext,
  survey: Survey,
  assetGroupId: string,
): Promise<void> {
  const { policies } = survey;
  channel.started('policies', `Adding the asset group to ${count(policies.length)}`);
  const lacking = policies.filter((policy) => !policy.holdsAssetGroup(assetGroupId));
  const add = (policy: Policy) => api.addAssetGroupToPolicy(policy.id, assetGroupId);
  const [first, ...others] = lacking;
  // The first goes alone: what refuses one mostly refuses all. The client sends the rest as the account allows.
  if (first !== undefined) await add(first);
  await allInOrder(others.map(add));
  const hold = policies.length === 1 ? 'holds' : 'hold';
  channel.done(
    `${count(policies.length)} ${hold} the group${lacking.length === 0 ? '' : `, ${lacking.length} added`}`,
  );
}

function count(policies: number): string {
  return counted(policies, 'policy', 'policies');
}

/**
 * Says which value Qualys refused when its answer only says that a value is wrong; any other error stays as it is.
 * Qualys' own code and text remain the reason.
 */
export function named(cause: unknown, code: ErrorCode, what: string, next: string): unknown {
  if (!(cause instanceof PcError) || cause.code !== 'invalid-value') return cause;
  return new PcError(what, { kind: cause.kind, code, why: cause.why, next, cause });
}
