/** A place on a screen that a sentence can stand under. */
export type FieldName =
  | 'platform'
  | 'username'
  | 'clientId'
  | 'proxy'
  | 'connection'
  | 'ips'
  | 'instanceIds'
  | 'connector'
  | 'title'
  | 'jobName'
  | 'authExisting'
  | 'authUsername'
  | 'authPassword'
  | 'authKeepsPassword'
  | 'scanner'
  | 'optionProfile'
  | 'policies'
  | 'failStates'
  | 'failCriticalities'
  | 'exclusions'
  | 'pollingInterval'
  | 'timeout';

/** What keeps a step from being answered: one sentence for the person, and the field it belongs to. */
export interface FieldProblem {
  readonly field: FieldName;
  readonly text: string;
  /** Which of several entries of the field, from 0. */
  readonly index?: number;
  /** What of the entry, where it has several parts. */
  readonly part?: 'cids' | 'expires';
}

/** The sentence to show under a field. */
export function problemAt(
  problems: readonly FieldProblem[],
  field: FieldName,
  index?: number,
  part?: FieldProblem['part'],
): string | undefined {
  return problems.find(
    (problem) =>
      problem.field === field &&
      (index === undefined || problem.index === index) &&
      (part === undefined || problem.part === part),
  )?.text;
}
