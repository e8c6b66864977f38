import { type AuthRecord, takeId } from '../accounts/account.js';
import type { FoAction, FoCall, FoEndpoint, XmlDocument } from '../fo-action.js';
import { common, formatRange, type Ipv4Range, normalized, parseIpList, without } from '../ipv4.js';
import { idNumbers, invalidValue, type Refusal } from '../parameter-rules.js';
import { type Batch, batchReturn } from '../simple-return.js';
import { listRecords } from './auth-record-list.js';
import { authRecordRules } from './auth-record-rules.js';

type Platform = AuthRecord['platform'];

/** `/fo/auth/unix/` and `/fo/auth/windows/` (fact sheet 12). */
export function authRecordEndpoint(platform: Platform): FoEndpoint {
  const rules = authRecordRules(platform);
  const actions: Record<string, FoAction> = {
    create: { changes: true, rules: rules.create, run: (call) => create(call, platform) },
    update: { changes: true, rules: rules.update, run: (call) => update(call, platform) },
    delete: { changes: true, rules: rules.delete, run: (call) => remove(call, platform) },
    list: { changes: false, rules: rules.list, run: (call) => listRecords(call, platform) },
  };
  return { versions: ['2.0', '3.0'], actions };
}

function create(call: FoCall, platform: Platform): XmlDocument | Refusal {
  const { account, behaviour, params, now } = call;
  const title = params.title ?? '';
  if (params.password === undefined && params.login_type !== 'vault' && params.skip_password !== '1') {
    return { refused: 1903, text: 'Missing required parameter(s): password' };
  }
  if (platform === 'windows' && params.ips === undefined && params.windows_ad_domain === undefined) {
    return { refused: 1903, text: 'Missing required parameter(s): ips' };
  }
  const taken = titleProblem(call, platform, undefined);
  if (taken !== undefined) {
    if (behaviour.recordRefusal === 'simple') return taken;
    return batchReturn(now, [{ code: taken.refused, text: taken.text, ids: [] }]);
  }
  const ranges = params.ips === undefined ? [] : normalized(parseIpList(params.ips).ranges);
  const problem = ipProblem(call, platform, ranges, undefined);
  if (problem !== undefined) return problem;
  const record: AuthRecord = {
    id: takeId(account),
    platform,
    title,
    username: params.username ?? '',
    password: params.password,
    domain: params.windows_domain ?? params.windows_ad_domain,
    domainType: domainTypeOf(params),
    comments: params.comments ?? '',
    ranges,
    createdAt: now,
    createdBy: account.username,
    changedAt: now,
  };
  account.records.push(record);
  return batchReturn(now, [{ text: 'Successfully Created', ids: [record.id] }]);
}

function domainTypeOf(params: FoCall['params']): AuthRecord['domainType'] {
  if (params.windows_ad_domain !== undefined) return 'active-directory';
  return params.windows_domain === undefined ? 'none' : 'netbios';
}

/** The kind of domain stays as it was created, and an Active Directory has no IPs of its own. */
function domainProblem(record: AuthRecord, params: FoCall['params']): Refusal | undefined {
  const asked = domainTypeOf(params);
  if (asked !== 'none' && asked !== record.domainType) {
    const name = asked === 'netbios' ? 'windows_domain' : 'windows_ad_domain';
    return invalidValue(name, params[name] ?? '', 'the domain type cannot be changed');
  }
  const ips = params.ips ?? params.add_ips;
  return record.domainType === 'active-directory' && ips !== undefined
    ? { refused: 1907, text: 'The parameters windows_ad_domain and ips cannot be combined' }
    : undefined;
}

function titleProblem(
  { account, params: { title } }: FoCall,
  platform: Platform,
  self: AuthRecord | undefined,
): Refusal | undefined {
  if (title === undefined) return undefined;
  const taken = account.records.some(
    (record) =>
      record !== self && record.platform === platform && record.title.toLowerCase() === title.toLowerCase(),
  );
  return taken ? invalidValue('title', title, 'the title is already used by another record') : undefined;
}

/** IPs outside the subscription, and on some tenants IPs that another record of the type has, are refused. */
function ipProblem(
  { account, behaviour }: FoCall,
  platform: Platform,
  ranges: readonly Ipv4Range[],
  self: AuthRecord | undefined,
): Refusal | undefined {
  const list = ranges.map(formatRange).join(',');
  const unknown = without(ranges, account.ips);
  if (unknown.length > 0) {
    return invalidValue('ips', list, `IP(s) do not exist: ${unknown.map(formatRange).join(', ')}`);
  }
  if (behaviour.overlappingRecord === 'allowed') return undefined;
  const other = account.records.find(
    (record) => record !== self && record.platform === platform && common(record.ranges, ranges).length > 0,
  );
  return other === undefined
    ? undefined
    : invalidValue('ips', list, `already in the authentication record "${other.title}"`);
}

function update(call: FoCall, platform: Platform): XmlDocument | Refusal {
  const { account, behaviour, params, now } = call;
  const batches: Batch[] = [];
  for (const number of idNumbers(params.ids ?? '')) {
    const record = account.records.find((each) => each.platform === platform && each.id === number);
    if (record === undefined) return invalidValue('ids', params.ids ?? '', 'the record does not exist');
    const changed = changedRecord(record, params);
    const problem =
      titleProblem(call, platform, record) ??
      domainProblem(record, params) ??
      ipProblem(call, platform, changed.ranges, record);
    if (problem !== undefined) return problem;
    const same = (['title', 'username', 'password', 'domain', 'comments'] as const).every(
      (key) => changed[key] === record[key],
    );
    if (same && JSON.stringify(changed.ranges) === JSON.stringify(record.ranges)) {
      const coded = behaviour.nothingToChange === 'code' ? { code: 1905 } : {};
      batches.push({ ...coded, text: 'There is nothing to change', ids: [record.id] });
    } else {
      Object.assign(record, changed, { changedAt: now });
      batches.push({ text: 'Successfully Updated', ids: [record.id] });
    }
  }
  return batchReturn(now, batches);
}

function changedRecord(record: AuthRecord, params: FoCall['params']): AuthRecord {
  const added = params.add_ips === undefined ? [] : parseIpList(params.add_ips).ranges;
  const removed = params.remove_ips === undefined ? [] : parseIpList(params.remove_ips).ranges;
  const base = params.ips === undefined ? record.ranges : parseIpList(params.ips).ranges;
  return {
    ...record,
    title: params.title ?? record.title,
    username: params.username ?? record.username,
    password: params.password ?? record.password,
    domain: params.windows_domain ?? params.windows_ad_domain ?? record.domain,
    comments: params.comments ?? record.comments,
    ranges: without([...base, ...added], removed),
  };
}

function remove({ account, params, now }: FoCall, platform: Platform): XmlDocument | Refusal {
  const numbers = idNumbers(params.ids ?? '');
  const missing = numbers.some(
    (number) => !account.records.some((record) => record.platform === platform && record.id === number),
  );
  if (missing) return invalidValue('ids', params.ids ?? '', 'the record does not exist');
  account.records = account.records.filter(
    (record) => record.platform !== platform || !numbers.includes(record.id),
  );
  return batchReturn(now, [{ text: 'Successfully Deleted', ids: numbers }]);
}
