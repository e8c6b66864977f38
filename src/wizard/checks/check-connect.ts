import type { Draft } from '../draft.js';
import type { Facts } from '../facts.js';
import type { FieldProblem } from '../problem.js';
import { parseProxy } from '../proxy-text.js';

/** Everything but the test itself: what must be answered before the connection can be tested. */
export function checkAccount(draft: Draft): readonly FieldProblem[] {
  const problems: FieldProblem[] = [];
  if (draft.platform === '' || (draft.platform === 'PCP' && draft.apiServer === ''))
    problems.push({ field: 'platform', text: 'Choose a platform, or paste any Qualys address.' });
  if (draft.username.trim() === '') problems.push({ field: 'username', text: 'The user name is missing.' });
  const proxy = draft.proxy.trim() === '' ? undefined : parseProxy(draft.proxy);
  if (typeof proxy === 'string') problems.push({ field: 'proxy', text: proxy });
  return problems;
}

export function checkConnect(draft: Draft, facts: Facts): readonly FieldProblem[] {
  const problems = checkAccount(draft);
  if (problems.length > 0 || facts.connected) return problems;
  return [{ field: 'connection', text: 'The connection has not been tested yet.' }];
}
