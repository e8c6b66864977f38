import type { QualysClient } from '../client/client.js';
import { readList } from '../client/read-answer.js';
import { type Endpoint, foCall, type StreamEndpoint } from '../endpoint.js';
import type { XmlNode } from '../xml/xml-node.js';
import { allPages, nextIdOf, type Page } from './pages.js';

/** A compliance policy (fact sheet 14.1). */
export interface Policy {
  readonly id: string;
  readonly title: string;
  readonly active: boolean;
  readonly locked: boolean;
  /** ISO time of the server; absent when never evaluated or not in the answer. */
  readonly lastEvaluated?: string | undefined;
  readonly holdsAssetGroup: (assetGroupId: string) => boolean;
}

interface PolicyFilter {
  readonly ids: string | undefined;
  readonly idMin: string | undefined;
}

const listPage: StreamEndpoint<PolicyFilter, Page<Policy>> = {
  ...foCall('policies', 'list', ({ ids, idMin }: PolicyFilter) => ({ ids, id_min: idMin, details: 'Basic' })),
  purpose: 'list the policies',
  repeatable: true,
  slow: true,
  roots: ['POLICY_LIST_OUTPUT'],
  read: async (chunks) => {
    const rows: Policy[] = [];
    const root = await readList(chunks, {
      'RESPONSE.POLICY_LIST.POLICY': (policy) => rows.push(policyOf(policy)),
    });
    return { rows, nextId: nextIdOf(root) };
  },
};

function policyOf(policy: XmlNode): Policy {
  return {
    id: policy.text('ID'),
    title: policy.textIfAny('TITLE') ?? '',
    active: policy.textIfAny('STATUS')?.toLowerCase() !== 'inactive',
    locked: ['1', 'yes', 'true'].includes(policy.textIfAny('IS_LOCKED')?.toLowerCase() ?? '0'),
    holdsAssetGroup: idTest(policy.textIfAny('ASSET_GROUP_IDS') ?? ''),
    lastEvaluated: policy.timeIfAny('LAST_EVALUATED.DATETIME') ?? policy.timeIfAny('LAST_EVALUATED'),
  };
}

/** Membership in a list of ids and id ranges, `771204,771300-771302` (fact sheet 14.1). */
function idTest(list: string): (id: string) => boolean {
  const ranges = list
    .split(',')
    .map((part) => /^\s*(\d+)\s*(?:-\s*(\d+)\s*)?$/.exec(part))
    .filter((match) => match !== null)
    .map(([, first = '0', last = first]) => ({ first: BigInt(first), last: BigInt(last) }));
  return (id) => {
    if (!/^\d+$/.test(id)) return false;
    const number = BigInt(id);
    return ranges.some(({ first, last }) => first <= number && number <= last);
  };
}

interface GroupOfPolicy {
  readonly policyId: string;
  readonly assetGroupId: string;
}

function groupChange(action: 'add_asset_group_ids' | 'remove_asset_group_ids', purpose: string) {
  return {
    ...foCall('policies', action, ({ policyId, assetGroupId }: GroupOfPolicy) => ({
      id: policyId,
      asset_group_ids: assetGroupId,
    })),
    purpose,
    repeatable: true,
    roots: ['SIMPLE_RETURN'],
    parse: () => undefined,
  } satisfies Endpoint<GroupOfPolicy, void>;
}

/** Adding a group that is there already is a success (fact sheet 14.2). */
export const addGroupToPolicy = groupChange('add_asset_group_ids', 'add the asset group to the policy');
export const removeGroupFromPolicy = groupChange(
  'remove_asset_group_ids',
  'remove the asset group from the policy',
);

/** Policies by id, or all of them; all pages. */
export function listPolicies(client: QualysClient, ids?: readonly string[]): Promise<Policy[]> {
  if (ids?.length === 0) return Promise.resolve([]);
  return allPages((idMin) => client.send(listPage, { ids: ids?.join(','), idMin }));
}
