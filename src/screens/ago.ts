const minuteMs = 60_000;
const units: readonly [name: string, minutes: number][] = [
  ['week', 7 * 24 * 60],
  ['day', 24 * 60],
  ['hour', 60],
  ['minute', 1],
];

/** How long ago a time was, in the largest whole unit: `3 weeks ago`, `yesterday`, `just now`. */
export function ago(iso: string, nowMs: number): string {
  const minutes = Math.floor((nowMs - Date.parse(iso)) / minuteMs);
  for (const [name, length] of units) {
    const count = Math.floor(minutes / length);
    if (count === 1 && name === 'day') return 'yesterday';
    if (count >= 1) return `${count} ${name}${count === 1 ? '' : 's'} ago`;
  }
  return 'just now';
}
