import type { Account, OptionProfile } from '../accounts/account.js';
import { goneTitle } from '../accounts/option-profiles.js';
import type { FoCall, FoEndpoint, XmlDocument } from '../fo-action.js';
import { type Element, element, freeElement } from '../markup.js';
import { id, text } from '../parameter-rules.js';
import { simpleReturn } from '../simple-return.js';

/** `/fo/subscription/option_profile/pc/` (fact sheet 10). */
export const optionProfileEndpoint: FoEndpoint = {
  versions: ['2.0', '3.0', '4.0'],
  actions: { list: { changes: false, rules: { known: { id, title: text() } }, run: list } },
};

function list({ account, behaviour, params, now }: FoCall): XmlDocument {
  const found = account.optionProfiles.filter(
    (profile) =>
      (params.id === undefined || profile.id === Number(params.id)) &&
      (params.title === undefined || profile.title === params.title),
  );
  if (found.length === 0 && behaviour.emptyProfiles === 'simple-return') {
    return simpleReturn({ now, text: 'No option profiles found.' });
  }
  return {
    root: 'OPTION_PROFILES',
    dtd: 'fo/subscription/option_profile/option_profile_info.dtd',
    content: profiles(account, found, behaviour),
  };
}

function* profiles(
  account: Account,
  found: readonly OptionProfile[],
  { newTrees, otherProfiles }: FoCall['behaviour'],
): Generator<Element> {
  for (const profile of found) yield profileElement(account, profile, { newTrees, type: 'compliance' });
  const other = { id: 51_599, title: 'Jenkins_Linux baseline', policyIds: [] };
  if (otherProfiles) yield profileElement(account, other, { newTrees, type: 'user' });
}

function profileElement(
  account: Account,
  profile: OptionProfile,
  { newTrees, type }: { readonly newTrees: boolean; readonly type: 'compliance' | 'user' },
): Element {
  const policies = profile.policyIds.map((policyId) => {
    const policy = account.policies.find((each) => each.id === policyId);
    return element('POLICY', element('ID', policyId), freeElement('TITLE', policy?.title ?? goneTitle));
  });
  return element(
    'OPTION_PROFILE',
    element(
      'BASIC_INFO',
      element('ID', profile.id),
      freeElement('GROUP_NAME', profile.title),
      element('GROUP_TYPE', type),
      freeElement('USER_ID', 'Ada Example (acme2ab1)'),
      element('UNIT_ID', 0),
      element('SUBSCRIPTION_ID', 77001),
      element('IS_DEFAULT', 0),
      element('IS_GLOBAL', 1),
      element('IS_OFFLINE_SYNCABLE', 0),
      element('UPDATE_DATE', profile.id % 2 === 0 ? 'N/A' : '2026-03-11T08:00:00Z'),
      newTrees ? element('ON_HOST_SCRIPTS', element('ID', 1), element('TITLE', 'not a title')) : undefined,
    ),
    element(
      'SCAN',
      element('PORTS', element('TARGETED_SCAN', 1)),
      policies.length === 0 ? undefined : element('SCAN_RESTRICTION', element('SCAN_BY_POLICY', ...policies)),
    ),
    element('ADDITIONAL', element('HOST_DISCOVERY', element('ICMP', 1))),
  );
}
