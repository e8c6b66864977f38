import type { ErrorCode } from '../../error-codes.js';
import { PcError } from '../../errors.js';
import type { QualysApi } from '../../qualys/qualys-api.js';
import type { ScannerAppliance } from '../../qualys/resources/appliances.js';
import type { Connector } from '../../qualys/resources/connectors.js';
import type { OptionProfile } from '../../qualys/resources/option-profiles.js';
import type { Policy } from '../../qualys/resources/policies.js';
import type { ScanRequest } from './scan-request.js';

/** Codes of an object that a config names and Qualys lacks; with `-ambiguous` behind it when it is there twice. */
type ReferenceCode = 'option-profile-missing' | 'policy-missing' | 'connector-missing';

/** Only compliance option profiles whose title starts with exactly this are offered, as in the plugin. */
export const PROFILE_PREFIX = 'Jenkins_';

interface Reference {
  readonly id?: string | undefined;
  readonly title?: string | undefined;
}

/** The one entry with the id, or else with the unique title. */
function pick<T extends { readonly id: string; readonly title: string }>(
  items: readonly T[],
  { id, title }: Reference,
  what: { readonly object: string; readonly code: ReferenceCode; readonly next: string },
): T {
  const shown =
    title === undefined ? `with id ${id}` : `"${title}"${id === undefined ? '' : ` with id ${id}`}`;
  const found =
    id === undefined ? items.filter((item) => item.title === title) : items.filter((item) => item.id === id);
  const [first, second] = found;
  if (first === undefined) throw missing(`${what.object} ${shown} is not in Qualys`, what.code, what.next);
  if (second !== undefined) {
    const ids = found.map((item) => item.id).join(', ');
    throw missing(
      `${what.object} ${shown} is not unique`,
      `${what.code}-ambiguous`,
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
  });
  if (profile.title.startsWith(PROFILE_PREFIX)) return profile;
  throw missing(
    `Option profile "${profile.title}" is not one for pipelines`,
    'option-profile-prefix',
    `Choose a compliance option profile whose title starts with ${PROFILE_PREFIX}, or rename this one in Qualys.`,
  );
}

/**
 * The policies to judge by: those named, or all that the profile carries.
 * @throws PcError of kind `usage`: none, not carried by the profile, gone or inactive.
 */
export async function choosePolicies(
  api: QualysApi,
  profile: OptionProfile,
  references: readonly Reference[] | undefined,
): Promise<Policy[]> {
  const named = references?.map((reference) =>
    pick(profile.policies, reference, {
      object: 'Policy',
      code: 'policy-missing',
      next: `Choose one that option profile "${profile.title}" carries: ${profile.policies.map(({ id, title }) => `${id} "${title}"`).join(', ') || 'none'}.`,
    }),
  );
  const ids = [...new Set((named ?? profile.policies).map(({ id }) => id))];
  if (ids.length === 0) {
    throw missing(
      `Option profile "${profile.title}" carries no policy`,
      'option-profile-without-policies',
      'In Qualys, open the profile, tick "Scan by policy" and add a policy; or choose another profile.',
    );
  }
  const policies = await api.listPolicies(ids);
  return ids.map((id) => {
    const policy = policies.find((candidate) => candidate.id === id);
    const title = profile.policies.find((candidate) => candidate.id === id)?.title;
    if (policy === undefined) {
      throw missing(
        `Policy ${id} "${title}" is gone`,
        'policy-missing',
        'Take it out of the option profile or the config.',
      );
    }
    if (policy.active) return policy;
    throw missing(
      `Policy ${id} "${policy.title}" is inactive`,
      'policy-inactive',
      'Activate it in Qualys, or take it out of the config.',
    );
  });
}

/** @throws PcError of kind `usage` when no appliance has the name or id. */
export function chooseScanner(
  appliances: readonly ScannerAppliance[],
  { scanner }: ScanRequest,
  connector: Connector | undefined,
): { readonly name: string; readonly warnings: readonly string[] } {
  if (scanner === External) return { name: External, warnings: [] };
  const appliance =
    appliances.find(({ name }) => name === scanner) ?? appliances.find(({ id }) => id === scanner);
  if (appliance === undefined) {
    throw missing(
      `Scanner appliance "${scanner}" is not in Qualys`,
      'scanner-missing',
      'See qualys-pc list scanners.',
    );
  }
  const warnings: string[] = [];
  if (appliance.status === 'offline') {
    warnings.push(`Scanner appliance ${appliance.name} is offline: the scan waits until it is back.`);
  }
  if (
    connector?.accountId !== undefined &&
    appliance.awsAccountId !== undefined &&
    connector.accountId !== appliance.awsAccountId
  ) {
    warnings.push(
      `Scanner appliance ${appliance.name} is in AWS account ${appliance.awsAccountId}, the connector in ${connector.accountId}: the networks must be connected.`,
    );
  }
  return { name: appliance.name, warnings };
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

function missing(what: string, code: ErrorCode, next: string): PcError {
  return new PcError(what, { kind: 'usage', code, next });
}

/** The name that stands for the Qualys external scanners (fact sheet 15.2). */
export const External = 'External';
