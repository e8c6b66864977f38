import { counted } from './counted.js';

const minuteMs = 60_000;
const units: readonly [name: string, short: string, minutes: number][] = [
  ['week', 'wk', 7 * 24 * 60],
  ['day', 'd', 24 * 60],
  ['hour', 'h', 60],
  ['minute', 'min', 1],
];

/** How long ago a time was, in the largest whole unit: `3 weeks ago`, `yesterday`, `just now`; `short` for lists: `2 h ago`. */
export function ago(iso: string, nowMs: number, length: 'long' | 'short' = 'long'): string {
  const minutes = Math.floor((nowMs - Date.parse(iso)) / minuteMs);
  for (const [name, short, unit] of units) {
    const count = Math.floor(minutes / unit);
    if (count < 1) continue;
    if (length === 'short') return `${count} ${short} ago`;
    if (count === 1 && name === 'day') return 'yesterday';
    return `${counted(count, name)} ago`;
  }
  return 'just now';
}
