import type { ScannerAppliance } from '../qualys/resources/appliances.js';
import type { AuthRecord } from '../qualys/resources/auth-records.js';
import type { Connector } from '../qualys/resources/connectors.js';
import type { Instance } from '../qualys/resources/instances.js';
import type { OptionProfile } from '../qualys/resources/option-profiles.js';
import type { Draft, Reference, Secrets } from './draft.js';
import { readInstanceIds } from './typed-text.js';

/**
 * What is known beyond the answers themselves. A list is absent until it is read from Qualys; an absent list never
 * makes an answer wrong.
 */
export interface Facts extends KnownLists {
  /** The connection was tested with exactly the answers of now. */
  readonly connected: boolean;
  /** A password for the host was typed, or the config file's reference can bring one. */
  readonly hostPassword: boolean;
}

/** What was read of the account so far. */
export interface KnownLists {
  /** Whether the record of this job is there. */
  readonly authRecordExists?: boolean;
  /** Unix and Windows records that are in Qualys. */
  readonly authRecords?: readonly AuthRecord[];
  readonly connectors?: readonly Connector[];
  /** What Qualys knows of the instances that are typed now. */
  readonly instances?: readonly Instance[];
  readonly scanners?: readonly ScannerAppliance[];
  /** Those whose title starts with `Jenkins_`. */
  readonly optionProfiles?: readonly OptionProfile[];
}

/** Whether a password for the host can be had: typed, or by the config file's reference. */
export function hasHostPassword({ base }: Draft, { hostPassword }: Secrets): boolean {
  return hostPassword !== '' || base?.scan.authRecord?.password !== undefined;
}

/** Only profiles with exactly this beginning are offered (design, section 1). */
export const profilePrefix = 'Jenkins_';

/** The entry of a list that a reference by id, by title, or both means; an id decides. */
export function findReferenced<Item extends { readonly id: string }>(
  items: readonly Item[],
  wanted: { readonly id?: string | undefined; readonly title?: string | undefined } | undefined,
  titleOf: (item: Item) => string,
): Item | undefined {
  if (wanted === undefined) return undefined;
  if (wanted.id !== undefined) return items.find(({ id }) => id === wanted.id);
  return items.find((item) => titleOf(item) === wanted.title);
}

/** The draft with id and title of its profile and policies, where both are read from Qualys: some formats need both. */
export function namedDraft(draft: Draft, profiles: readonly OptionProfile[] | undefined): Draft {
  const profile = findReferenced(profiles ?? [], draft.optionProfile, ({ title }) => title);
  if (profile === undefined) return draft;
  const named = (policy: Reference): Reference =>
    both(findReferenced(profile.policies, policy, ({ title }) => title)) ?? policy;
  return {
    ...draft,
    optionProfile: { id: profile.id, title: profile.title },
    policies: draft.policies === 'all' ? 'all' : draft.policies.map(named),
  };
}

/** The AWS account of the connector that was chosen, where the answer or the list tells it. */
export function connectorAccount(
  { connector }: Pick<Draft, 'connector'>,
  connectors: readonly Connector[] | undefined,
): string | undefined {
  const wanted = { id: connector?.id, title: connector?.name };
  return connector?.accountId ?? findReferenced(connectors ?? [], wanted, ({ name }) => name)?.accountId;
}

function both(found: { readonly id: string; readonly title: string } | undefined): Reference | undefined {
  return found === undefined ? undefined : { id: found.id, title: found.title };
}

/** The AWS account of the instances that were typed, where all are known and share one. */
export function accountOfInstances(text: string, instances: readonly Instance[]): string | undefined {
  const ids = readInstanceIds(text).parts.map((id) => id.toLowerCase());
  const accounts = ids.map(
    (id) => instances.find(({ instanceId }) => instanceId.toLowerCase() === id)?.accountId,
  );
  const [only, ...others] = new Set(accounts);
  return others.length === 0 ? only : undefined;
}

/** The only connector that can run for the account of the instances. */
export function proposedConnector(
  connectors: readonly Connector[],
  accountId: string | undefined,
): Connector | undefined {
  const [first, ...others] = connectors.filter(
    (each) => accountId !== undefined && each.accountId === accountId && !each.disabled,
  );
  return others.length === 0 ? first : undefined;
}
