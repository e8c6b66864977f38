import { describeDuration, parseDuration } from '../../config/duration.js';
import type { Draft } from '../draft.js';
import type { FieldProblem } from '../problem.js';

const howTo = 'write minutes, or a unit such as 90s, 2m or 1h30m.';

export function checkTimeouts({ pollingInterval, timeout }: Draft): readonly FieldProblem[] {
  const interval = parseDuration(pollingInterval);
  const limit = parseDuration(timeout);
  const problems: FieldProblem[] = [];
  if (typeof interval === 'string')
    problems.push({ field: 'pollingInterval', text: `${interval}: ${howTo}` });
  if (typeof limit === 'string') problems.push({ field: 'timeout', text: `${limit}: ${howTo}` });
  if (typeof interval === 'number' && typeof limit === 'number' && interval > limit)
    problems.push({
      field: 'pollingInterval',
      text: `The pause of ${describeDuration(interval)} is longer than the timeout of ${describeDuration(limit)}.`,
    });
  return problems;
}

/** "every 2 minutes, for at most 2 hours", or nothing while either is wrong. */
export function timeoutWords({
  pollingInterval,
  timeout,
}: Pick<Draft, 'pollingInterval' | 'timeout'>): string | undefined {
  const interval = parseDuration(pollingInterval);
  const limit = parseDuration(timeout);
  if (typeof interval === 'string' || typeof limit === 'string') return undefined;
  return `every ${describeDuration(interval).replace(/^1 (?=\w+$)/, '')}, for at most ${describeDuration(limit)}`;
}
