import type { OptionProfile } from './account.js';

/** Option profiles with and without the prefix, with and without policies, and with titles that break naive clients. */
export const optionProfiles: readonly OptionProfile[] = [
  { id: 51491, title: 'Jenkins_Linux baseline', policyIds: [5101, 5102] },
  { id: 51492, title: 'Jenkins_Windows: core & more', policyIds: [5201] },
  { id: 51493, title: 'Jenkins_Database', policyIds: [5301, 5302, 5303] },
  { id: 51494, title: 'Jenkins_Empty', policyIds: [] },
  { id: 51495, title: 'Jenkins_Baseline', policyIds: [5101, 5102, 5103] },
  { id: 51496, title: 'Jenkins_a::b,,c <strict>', policyIds: [5503, 5504, 5506, 5507] },
  { id: 51497, title: 'Jenkins_Größe 標準', policyIds: [5501, 5502, 5505] },
  { id: 51498, title: 'Jenkins_PCI, two policies of one name', policyIds: [5401, 5402] },
  {
    id: 51499,
    title: 'Jenkins_Twelve policies',
    policyIds: [5101, 5102, 5103, 5301, 5302, 5303, 5304, 5305, 5501, 5502, 5503, 5504],
  },
  { id: 51500, title: 'Jenkins_Frozen', policyIds: [5101, 5602] },
  { id: 51501, title: 'Jenkins_Retired', policyIds: [5101, 5601] },
  { id: 51502, title: 'Jenkins_Gone', policyIds: [5101, 5999] },
  { id: 51503, title: 'Jenkins_Oracle on Linux', policyIds: [5303] },
  { id: 51504, title: 'Jenkins_Debian 12', policyIds: [5101] },
  { id: 51505, title: 'Jenkins_Linux and Windows', policyIds: [5101, 5201] },
  { id: 51510, title: 'Initial PC Options', policyIds: [] },
  { id: 51511, title: 'jenkins_lower case', policyIds: [5101] },
  { id: 51512, title: 'Quarterly PCI, all policies', policyIds: [5401, 5402] },
  { id: 51513, title: 'Not a Jenkins_ profile', policyIds: [5101] },
];

/** The title of a policy that a profile still names although the policy is gone. */
export const goneTitle = 'Deleted in the portal';
