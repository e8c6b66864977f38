import type { Draft } from '../draft.js';
import type { Facts } from '../facts.js';
import type { FieldProblem } from '../problem.js';

/** Longest user name of a Windows record (fact sheet 12). */
const longestWindowsUser = 31;

export function checkAuthRecord(
  draft: Draft,
  { hostPassword, authRecordExists }: Facts,
): readonly FieldProblem[] {
  if (draft.authKind === 'none') return [];
  const problems: FieldProblem[] = [];
  const user = draft.authUsername.trim();
  if (user === '') problems.push({ field: 'authUsername', text: 'The record needs a user name.' });
  if (draft.authKind === 'windows' && user.length > longestWindowsUser)
    problems.push({
      field: 'authUsername',
      text: `A Windows user name has at most ${longestWindowsUser} characters; this one has ${user.length}.`,
    });
  if (!draft.authKeepsPassword && !hostPassword)
    problems.push({ field: 'authPassword', text: 'The password is missing.' });
  if (draft.authKeepsPassword && authRecordExists === false)
    problems.push({
      field: 'authKeepsPassword',
      text: 'There is no record yet whose password could be kept.',
    });
  return problems;
}
