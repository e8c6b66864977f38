import { parseCids } from '../config/values/cid-set.js';
import { describeDuration, parseDuration } from '../config/values/duration.js';
import { isDay } from '../config/values/last-day.js';
import type { Draft, ExclusionDraft } from './draft.js';
import { type Facts, findReferenced } from './facts.js';
import { fileConnectors, fileTarget } from './file-target.js';
import type { FieldProblem } from './problem.js';
import { parseProxy, readInstanceIds, readIps, type TargetList } from './typed-text.js';

/** Everything but the test itself: what must be answered before the connection can be tested. */
export function checkAccount(draft: Draft): readonly FieldProblem[] {
  const problems: FieldProblem[] = [];
  if (draft.platform === '' || (draft.platform === 'PCP' && draft.apiServer === ''))
    problems.push({ field: 'platform', text: 'Choose a platform, or paste any Qualys address.' });
  if (draft.loginKind === 'password' && draft.username.trim() === '')
    problems.push({ field: 'username', text: 'The user name is missing.' });
  if (draft.loginKind === 'client' && draft.clientId.trim() === '')
    problems.push({ field: 'clientId', text: 'The client id is missing.' });
  const proxy = draft.proxy.trim() === '' ? undefined : parseProxy(draft.proxy);
  if (typeof proxy === 'string') problems.push({ field: 'proxy', text: proxy });
  return problems;
}

export function checkConnect(draft: Draft, facts: Facts): readonly FieldProblem[] {
  const problems = checkAccount(draft);
  if (problems.length > 0 || facts.connected) return problems;
  return [{ field: 'connection', text: 'The connection has not been tested yet.' }];
}

/** Instances of one run; more is the business of `run --shard` (design, section 4, step 2). */
const mostInstances = 10;

export function checkTarget(draft: Draft, facts: Facts): readonly FieldProblem[] {
  return [
    ...(draft.targetKind === 'host'
      ? checkIps(draft)
      : [...checkInstances(draft), ...checkConnector(draft, facts)]),
    ...(draft.title.trim() === '' ? [{ field: 'title' as const, text: 'The scan needs a title.' }] : []),
  ];
}

function checkIps(draft: Draft): readonly FieldProblem[] {
  if (fileTarget(draft) !== undefined) return [];
  const list = readIps(draft.ips);
  if (list.parts.length === 0) return [{ field: 'ips', text: 'At least one address is needed.' }];
  return named('ips', list);
}

function checkInstances(draft: Draft): readonly FieldProblem[] {
  if (fileTarget(draft) !== undefined) return [];
  const list = readInstanceIds(draft.instanceIds);
  if (list.parts.length === 0) return [{ field: 'instanceIds', text: 'At least one instance id is needed.' }];
  if (list.problems.length > 0) return named('instanceIds', list);
  if (list.parts.length <= mostInstances) return [];
  const text = `${list.parts.length} instances are more than the ${mostInstances} of one scan: take some out, or save the config and spread them over several jobs of a pipeline.`;
  return [{ field: 'instanceIds', text }];
}

function named(field: 'ips' | 'instanceIds', { problems }: TargetList): readonly FieldProblem[] {
  return problems.map((problem) => ({ field, text: problem.endsWith('.') ? problem : `${problem}.` }));
}

function checkConnector(draft: Draft, { connectors }: Facts): readonly FieldProblem[] {
  const { connector } = draft;
  if (fileConnectors(draft) !== undefined) return [];
  if (connector?.id === undefined && connector?.name === undefined)
    return [{ field: 'connector', text: 'Choose the connector that knows the instance.' }];
  if (connectors === undefined) return [];
  const { id, name: title } = connector;
  if (findReferenced(connectors, { id, title }, ({ name }) => name) !== undefined) return [];
  return [{ field: 'connector', text: `This account has no connector "${title ?? id}": choose another.` }];
}

/** Longest user name of a Windows record (fact sheet 12). */
const longestWindowsUser = 31;

export function checkAuthRecord(
  draft: Draft,
  { hostPassword, authRecordExists, authRecords }: Facts,
): readonly FieldProblem[] {
  if (draft.authKind === 'none') return [];
  if (draft.authKind === 'existing') return checkExisting(draft, authRecords);
  const problems: FieldProblem[] = [];
  const user = draft.authUsername.trim();
  if (user === '') problems.push({ field: 'authUsername', text: 'The record needs a user name.' });
  if (draft.authKind === 'windows' && user.length > longestWindowsUser)
    problems.push({
      field: 'authUsername',
      text: `A Windows user name has at most ${longestWindowsUser} characters; this one has ${user.length}.`,
    });
  if (!draft.authKeepsPassword && !hostPassword)
    problems.push({ field: 'authPassword', text: 'The password is missing.' });
  if (draft.authKeepsPassword && authRecordExists === false)
    problems.push({
      field: 'authKeepsPassword',
      text: 'There is no record yet whose password could be kept.',
    });
  return problems;
}

function checkExisting(
  { authExisting: wanted }: Draft,
  records: Facts['authRecords'],
): readonly FieldProblem[] {
  if (wanted === undefined) return [{ field: 'authExisting', text: 'Choose a record.' }];
  if (records === undefined || records.some((record) => isExisting(record, wanted))) return [];
  return [
    { field: 'authExisting', text: `This account has no auth record "${wanted.title}": choose another.` },
  ];
}

/** Whether a record of the account is the one that was chosen, by title or id. */
export function isExisting(
  { id, title, platform }: { readonly id: string; readonly title: string; readonly platform: string },
  wanted: NonNullable<Draft['authExisting']>,
): boolean {
  if (wanted.platform !== undefined && wanted.platform !== platform) return false;
  return title.toLowerCase() === wanted.title.toLowerCase() || id === wanted.title;
}

export function checkScanner(draft: Draft, { scanners }: Facts): readonly FieldProblem[] {
  const wanted = draft.scanner.trim();
  if (wanted === '') return [{ field: 'scanner', text: 'Choose a scanner.' }];
  if (wanted === 'External')
    return draft.targetKind === 'host'
      ? []
      : [{ field: 'scanner', text: 'The external scanners cannot scan EC2 instances: choose an appliance.' }];
  if (scanners === undefined || scanners.some(({ id, name }) => id === wanted || name === wanted)) return [];
  return [{ field: 'scanner', text: `This account has no scanner "${wanted}": choose another.` }];
}

export function checkOptionProfile(draft: Draft, { optionProfiles }: Facts): readonly FieldProblem[] {
  const wanted = draft.optionProfile;
  if (wanted?.id === undefined && wanted?.title === undefined)
    return [{ field: 'optionProfile', text: 'Choose an option profile.' }];
  if (draft.policies.length === 0) return [{ field: 'policies', text: 'Keep at least one policy.' }];
  if (optionProfiles === undefined) return [];
  const profile = findReferenced(optionProfiles, wanted, ({ title }) => title);
  const name = wanted.title ?? wanted.id;
  if (profile === undefined)
    return [
      { field: 'optionProfile', text: `This account has no option profile "${name}": choose another.` },
    ];
  if (profile.policies.length === 0)
    return [
      { field: 'optionProfile', text: `"${name}" has no policies: choose another, or add one in Qualys.` },
    ];
  if (draft.policies === 'all') return [];
  const gone = draft.policies.filter(
    (policy) => findReferenced(profile.policies, policy, ({ title }) => title) === undefined,
  );
  return gone.map(({ id, title }) => ({
    field: 'policies',
    text: `The profile does not carry the policy "${title ?? id}" any more.`,
  }));
}

export function checkCriteria(draft: Draft): readonly FieldProblem[] {
  const { failStates, failCriticalities, exclusions } = draft;
  const problems: FieldProblem[] = [];
  if (failStates.length === 0 && failCriticalities.length > 0)
    problems.push({
      field: 'failStates',
      text: 'Select at least one state, or no criticality either: then there is no gate.',
    });
  if (failStates.length > 0 && failCriticalities.length === 0)
    problems.push({
      field: 'failCriticalities',
      text: 'Select at least one criticality, or no state either: then there is no gate.',
    });
  return [...problems, ...exclusions.flatMap(checkExclusion)];
}

function checkExclusion({ cids, reason, expires }: ExclusionDraft, index: number): readonly FieldProblem[] {
  const at = (text: string, part: 'cids' | 'expires' = 'cids'): readonly FieldProblem[] => [
    { field: 'exclusions', index, part, text },
  ];
  if (cids.trim() === '')
    return reason.trim() === '' && expires.trim() === '' ? [] : at('The CIDs to exclude are missing.');
  const parsed = parseCids(cids);
  if (typeof parsed === 'string') return at(parsed);
  if (expires.trim() === '' || isDay(expires.trim())) return [];
  return at(`"${expires.trim()}" is not a day: write it as 2027-03-31.`, 'expires');
}

const howTo = 'write minutes, or a unit such as 90s, 2m or 1h30m.';

export function checkTimeouts({ pollingInterval, timeout }: Draft): readonly FieldProblem[] {
  const interval = parseDuration(pollingInterval);
  const limit = parseDuration(timeout);
  const problems: FieldProblem[] = [];
  if (typeof interval === 'string')
    problems.push({ field: 'pollingInterval', text: `${interval}: ${howTo}` });
  if (typeof limit === 'string') problems.push({ field: 'timeout', text: `${limit}: ${howTo}` });
  if (typeof interval === 'number' && typeof limit === 'number' && interval > limit)
    problems.push({
      field: 'pollingInterval',
      text: `The pause of ${describeDuration(interval)} is longer than the timeout of ${describeDuration(limit)}.`,
    });
  return problems;
}

/** "every 2 minutes, for at most 2 hours", or nothing while either is wrong. */
export function timeoutWords({
  pollingInterval,
  timeout,
}: Pick<Draft, 'pollingInterval' | 'timeout'>): string | undefined {
  const interval = parseDuration(pollingInterval);
  const limit = parseDuration(timeout);
  if (typeof interval === 'string' || typeof limit === 'string') return undefined;
  return `every ${describeDuration(interval).replace(/^1 (?=\w+$)/, '')}, for at most ${describeDuration(limit)}`;
}
