import { assetGroupTitle, authRecordTitle } from '../config/object-titles.js';
import type { QualysApi } from '../qualys/qualys-api.js';
import type { AssetGroup } from '../qualys/resources/asset-groups.js';
import type { AuthRecord } from '../qualys/resources/auth-records.js';
import type { Policy } from '../qualys/resources/policies.js';
import { findByTitle } from '../qualys/resources/titles.js';

/** What a job left in Qualys: found by exact titles, never by resemblance. */
export interface Leftovers {
  readonly assetGroup: AssetGroup | undefined;
  /** Policies that hold the group. */
  readonly policies: readonly Policy[];
  readonly authRecords: readonly AuthRecord[];
}

/** Looks for the asset group and auth records of a job. Changes nothing. */
export async function findLeftovers(api: QualysApi, jobName: string): Promise<Leftovers> {
  const groupTitle = assetGroupTitle(jobName);
  const assetGroup = findByTitle(await api.listAssetGroups(groupTitle), groupTitle);
  const policies =
    assetGroup === undefined
      ? []
      : (await api.listPolicies()).filter((policy) => policy.holdsAssetGroup(assetGroup.id));
  const authRecords: AuthRecord[] = [];
  for (const platform of ['unix', 'windows'] as const) {
    const title = authRecordTitle(platform, jobName);
    const records = await api.listAuthRecords(platform, title);
    const found = findByTitle(records, title, { anyCase: true });
    if (found !== undefined) authRecords.push(found);
  }
  return { assetGroup, policies, authRecords };
}

/** Takes the group out of its policies, then removes group and records. The IPs stay: Qualys has no call for them. */
export async function removeLeftovers(
  api: QualysApi,
  { assetGroup, policies, authRecords }: Leftovers,
  removed: (what: string) => void,
): Promise<void> {
  if (assetGroup !== undefined) {
    for (const policy of policies) {
      await api.removeAssetGroupFromPolicy(policy.id, assetGroup.id);
      removed(`${assetGroup.title} taken out of policy ${policy.title}`);
    }
    await api.deleteAssetGroup(assetGroup.id);
    removed(`Asset group ${assetGroup.title} removed`);
  }
  for (const record of authRecords) {
    await api.deleteAuthRecord(record.platform, record.id);
    removed(`Auth record ${record.title} removed`);
  }
}
