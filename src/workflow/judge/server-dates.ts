/** Server clocks differ; a time up to a minute before the launch still counts (design, section 4, step 10). */
const TOLERANCE_MS = 60_000;

/** How old a row is by its own status date; undefined when that proves nothing. */
export function ageByStatusDate(
  statusDate: string | undefined,
  launchedAt: string,
): 'fresh' | 'old' | undefined {
  if (statusDate === undefined) return undefined;
  if (statusDate.length > 10) return isSince(statusDate, launchedAt) ? 'fresh' : 'old';
  const day = launchedAt.slice(0, 10);
  // A day without time proves nothing on the day of the launch.
  if (statusDate === day) return undefined;
  return statusDate > day ? 'fresh' : 'old';
}

/** At or after, within the tolerance; false for an absent time. */
export function isSince(time: string | undefined, since: string): boolean {
  return time !== undefined && Date.parse(time) >= Date.parse(since) - TOLERANCE_MS;
}
