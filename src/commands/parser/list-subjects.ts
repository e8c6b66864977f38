/** What can be listed, as the command line names it. */
export const listSubjects = ['scanners', 'option-profiles', 'policies', 'connectors', 'instances'] as const;
export type ListSubject = (typeof listSubjects)[number];
