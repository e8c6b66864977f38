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
