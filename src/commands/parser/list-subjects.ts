/** What can be listed, as the command line names it. */
export const listSubjects = [
  'scanners',
  'option-profiles',
  'policies',
  'connectors',
  'instances',
  'jobs',
  'asset-groups',
  'auth-records',
] as const;
export type ListSubject = (typeof listSubjects)[number];
