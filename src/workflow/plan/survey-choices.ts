import type { ErrorCode } from '../../error-codes.js';
import { PcError } from '../../errors.js';
import type { QualysApi } from '../../qualys/qualys-api.js';
import type { ScannerAppliance } from '../../qualys/resources/appliances.js';
import type { Connector } from '../../qualys/resources/connectors.js';
import type { OptionProfile } from '../../qualys/resources/option-profiles.js';
import type { Policy } from '../../qualys/resources/policies.js';
import { type MissingObjects, missingObject } from './missing-objects.js';
import type { ScanRequest } from './scan-request.js';

/** Codes of an object that a config names and Qualys lacks; with `-ambiguous` behind it when it is there twice. */
type ReferenceCode = 'option-profile-missing' | 'policy-missing' | 'connector-missing';

/** Only compliance option profiles whose title starts with exactly this are offered, as in the plugin. */
export const PROFILE_PREFIX = 'Jenkins_';

interface Reference {
  readonly id?: string | undefined;
  readonly title?: string | undefined;
}

interface Sought {
  readonly object: string;
  /** Where it was looked for; default: Qualys. */
  readonly place?: string;
  readonly code: ReferenceCode;
  readonly next: string;
  /** The titles that could be meant; default: all. */
  readonly known?: readonly string[];
}

/** The one entry with the id, or else with the unique title. */
function pick<T extends { readonly id: string; readonly title: string }>(
  items: readonly T[],
  { id, title }: Reference,
  { object, place = 'Qualys', code, next, known = items.map((item) => item.title) }: Sought,
): T {
  const shown =
    title === undefined ? `with id ${id}` : `"${title}"${id === undefined ? '' : ` with id ${id}`}`;
  const found =
    id === undefined ? items.filter((item) => item.title === title) : items.filter((item) => item.id === id);
  const [first, second] = found;
  if (first === undefined) {
    // A config that moved to another subscription, or an object that was made anew.
    const namesakes = items.filter((item) => item.title === title).map((item) => item.id);
    throw missingObject(`${object} ${shown} is not in ${place}`, code, {
      name: title,
      namesakes,
      known,
      next,
    });
  }
  if (second !== undefined) {
    const ids = found.map((item) => item.id).join(', ');
    throw unusable(
      `${object} ${shown} is not unique`,
      `${code}-ambiguous`,
      `Name it by its id instead: one of ${ids}.`,
    );
  }
  return first;
}

/** @throws PcError of kind `usage`: not there, not unique, or without the prefix. */
export function chooseOptionProfile(profiles: readonly OptionProfile[], reference: Reference): OptionProfile {
  const profile = pick(profiles, reference, {
    object: 'Option profile',
    code: 'option-profile-missing',
    next: 'See qualys-pc list option-profiles.',
    known: profiles.map(({ title }) => title).filter((title) => title.startsWith(PROFILE_PREFIX)),
  });
  if (profile.title.startsWith(PROFILE_PREFIX)) return profile;
  throw unusable(
    `Option profile "${profile.title}" is not one for pipelines`,
    'option-profile-prefix',
    `Choose a compliance option profile whose title starts with ${PROFILE_PREFIX}, or rename this one in Qualys.`,
  );
}

/**
 * The policies to judge by: those named, or all that the profile carries. What is gone, inactive or not carried by the
 * profile is kept as missing. Without a profile the named ones are looked for in the account.
 */
export async function choosePolicies(
  api: QualysApi,
  profile: OptionProfile | undefined,
  {
    references,
    missing,
  }: { readonly references: readonly Reference[] | undefined; readonly missing: MissingObjects },
): Promise<Policy[]> {
  const sought = { object: 'Policy', code: 'policy-missing' } as const;
  if (profile === undefined) {
    if (references === undefined) return [];
    const all = await api.listPolicies();
    const listed = { ...sought, next: 'See qualys-pc list policies.' };
    return references.flatMap(
      (reference) => missing.choose(() => activePolicy(pick(all, reference, listed))) ?? [],
    );
  }
  const place = `option profile "${profile.title}"`;
  const next = `That profile carries ${titlesOf(profile)}.`;
  const named = references?.flatMap(
    (reference) => missing.choose(() => pick(profile.policies, reference, { ...sought, place, next })) ?? [],
  );
  const ids = [...new Set((named ?? profile.policies).map(({ id }) => id))];
  if (references === undefined && ids.length === 0) {
    missing.add(
      unusable(
        `Option profile "${profile.title}" carries no policy`,
        'option-profile-without-policies',
        'In Qualys, open the profile, tick "Scan by policy" and add a policy; or choose another profile.',
      ),
    );
  }
  if (ids.length === 0) return [];
  const policies = await api.listPolicies(ids);
  return ids.flatMap((id) => missing.choose(() => usablePolicy(id, policies, profile)) ?? []);
}

/** Most policies of a profile that a message names. */
const mostTitles = 10;

function titlesOf({ policies }: OptionProfile): string {
  if (policies.length === 0) return 'none';
  const titles = policies.slice(0, mostTitles).map(({ id, title }) => `${id} "${title}"`);
  const more = policies.length - titles.length;
  return `${titles.join(', ')}${more === 0 ? '' : ` and ${more} more`}`;
}

function usablePolicy(id: string, policies: readonly Policy[], profile: OptionProfile): Policy {
  const policy = policies.find((candidate) => candidate.id === id);
  const title = profile.policies.find((candidate) => candidate.id === id)?.title;
  if (policy !== undefined) return activePolicy(policy);
  throw unusable(
    `Policy ${id} "${title}" is gone`,
    'policy-missing',
    'Take it out of the option profile or the config.',
  );
}

function activePolicy(policy: Policy): Policy {
  if (policy.active) return policy;
  throw unusable(
    `Policy ${policy.id} "${policy.title}" is inactive`,
    'policy-inactive',
    'Activate it in Qualys, or take it out of the config.',
  );
}

/** @throws PcError of kind `usage` when no appliance has the name or id. */
export function chooseScanner(
  appliances: readonly ScannerAppliance[],
  { scanner }: Pick<ScanRequest, 'scanner'>,
): ScannerAppliance | undefined {
  if (scanner === External) return undefined;
  const appliance =
    appliances.find(({ name }) => name === scanner) ?? appliances.find(({ id }) => id === scanner);
  if (appliance !== undefined) return appliance;
  throw missingObject(`Scanner appliance "${scanner}" is not in Qualys`, 'scanner-missing', {
    name: scanner,
    known: appliances.map(({ name }) => name),
    next: 'See qualys-pc list scanners.',
  });
}

/** What may keep the appliance from the target; undefined stands for the external scanners. */
export function applianceWarnings(
  appliance: ScannerAppliance | undefined,
  connector: Connector | undefined,
): string[] {
  if (appliance === undefined) return [];
  const { name, status, awsAccountId } = appliance;
  const offline =
    status === 'offline' ? [`Scanner appliance ${name} is offline: the scan waits until it is back.`] : [];
  if (connector === undefined || awsAccountId === connector.accountId) return offline;
  const outside =
    awsAccountId === undefined
      ? `Scanner appliance ${name} is in no AWS account that Qualys tells: it must reach the private addresses of the instances.`
      : `Scanner appliance ${name} is in AWS account ${awsAccountId}, the connector in ${connector.accountId ?? 'one that Qualys does not tell'}: the networks must be connected.`;
  return [...offline, outside];
}

/** @throws PcError of kind `usage`: not there or not unique. */
export function chooseConnector(
  connectors: readonly Connector[],
  reference: { readonly id?: string | undefined; readonly name?: string | undefined },
): Connector {
  const titled = connectors.map((connector) => ({ id: connector.id, title: connector.name, connector }));
  const { connector } = pick(
    titled,
    { id: reference.id, title: reference.name },
    { object: 'Connector', code: 'connector-missing', next: 'See qualys-pc list connectors.' },
  );
  return connector;
}

function unusable(what: string, code: ErrorCode, next: string): PcError {
  return new PcError(what, { kind: 'usage', code, next });
}

/** The name that stands for the Qualys external scanners (fact sheet 15.2). */
export const External = 'External';
