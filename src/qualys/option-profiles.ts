import type { Endpoint } from './endpoint.js';
import { foCall } from './fo-call.js';

/** A compliance option profile and the policies it restricts a scan to (fact sheet 10). */
export interface OptionProfile {
  readonly id: string;
  readonly title: string;
  readonly policies: readonly { readonly id: string; readonly title: string }[];
}

/** The root has no RESPONSE; an empty account may answer a SIMPLE_RETURN without CODE (fact sheet 10). */
export const listOptionProfiles: Endpoint<void, OptionProfile[]> = {
  ...foCall('optionProfiles', 'list', () => ({})),
  purpose: 'list the option profiles',
  repeatable: true,
  roots: ['OPTION_PROFILES', 'SIMPLE_RETURN'],
  parse: (root) =>
    root
      .all('OPTION_PROFILE')
      .filter((profile) => (profile.textIfAny('BASIC_INFO.GROUP_TYPE') ?? 'compliance') === 'compliance')
      .map((profile) => ({
        id: profile.text('BASIC_INFO.ID'),
        title: profile.text('BASIC_INFO.GROUP_NAME'),
        policies: profile.all('SCAN.SCAN_RESTRICTION.SCAN_BY_POLICY.POLICY').map((policy) => ({
          id: policy.text('ID'),
          title: policy.textIfAny('TITLE') ?? policy.text('ID'),
        })),
      })),
};
