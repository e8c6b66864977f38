import type { Connection } from '../qualys/resources/connection.js';

/** What a connection that works says of itself. */
export const connectedWords = 'Connected. Policy Compliance is in the subscription.';

/** How many calls the account has left, where Qualys says it; else empty. */
export function callsLeft({ rate }: Connection): string {
  if (rate === undefined) return '';
  return `${rate.remaining} of ${rate.limit} calls left ${windowWords(rate.windowSec)}.`;
}

function windowWords(seconds: number): string {
  if (seconds === 3600) return 'this hour';
  if (seconds === 86_400) return 'today';
  return `in ${Math.round(seconds / 60)} minutes`;
}
