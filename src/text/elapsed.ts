import { counted } from './counted.js';

const two = (value: number) => String(value).padStart(2, '0');

/** A running time as a clock shows it: `0:09`, `6:12`, `1:02:33`. */
export function elapsed(ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / 1000));
  const hours = Math.floor(seconds / 3600);
  const minutes = Math.floor((seconds % 3600) / 60);
  const rest = two(seconds % 60);
  return hours > 0 ? `${hours}:${two(minutes)}:${rest}` : `${minutes}:${rest}`;
}

/** A duration: in tenths of a second below a minute, as {@link elapsed} above. */
export function took(ms: number): string {
  return ms < 59_950 ? `${(Math.max(0, ms) / 1000).toFixed(1)} s` : elapsed(ms);
}

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
