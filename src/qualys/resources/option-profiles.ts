import { readList } from '../client/read-answer.js';
import { foCall, type StreamEndpoint } from '../endpoint.js';
import type { XmlNode } from '../xml/xml-node.js';

/** A compliance option profile and the policies it restricts a scan to (fact sheet 10). */
export interface OptionProfile {
  readonly id: string;
  readonly title: string;
  readonly policies: readonly { readonly id: string; readonly title: string }[];
}

/** The root has no RESPONSE; an empty account may answer a SIMPLE_RETURN without CODE (fact sheet 10). */
export const listOptionProfiles: StreamEndpoint<void, OptionProfile[]> = {
  ...foCall('optionProfiles', 'list', () => ({})),
  purpose: 'list the option profiles',
  repeatable: true,
  roots: ['OPTION_PROFILES', 'SIMPLE_RETURN'],
  read: async (chunks) => {
    const profiles: OptionProfile[] = [];
    const take = (profile: XmlNode) => {
      if (isForCompliance(profile)) profiles.push(profileOf(profile));
    };
    await readList(chunks, { OPTION_PROFILE: take });
    return profiles;
  },
};

function isForCompliance(profile: XmlNode): boolean {
  return (profile.textIfAny('BASIC_INFO.GROUP_TYPE') ?? 'compliance') === 'compliance';
}

function profileOf(profile: XmlNode): OptionProfile {
  return {
    id: profile.text('BASIC_INFO.ID'),
    title: profile.text('BASIC_INFO.GROUP_NAME'),
    policies: profile.all('SCAN.SCAN_RESTRICTION.SCAN_BY_POLICY.POLICY').map((policy) => ({
      id: policy.text('ID'),
      title: policy.textIfAny('TITLE') ?? policy.text('ID'),
    })),
  };
}
