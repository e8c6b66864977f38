import { parseDuration } from '../config/duration.js';
import type { Config } from '../config/schema.js';

const postureMinutes = 15;
const marginMinutes = 15;

/**
 * Minutes after which a pipeline may kill the job: the scan's own timeout, the least time that posture gets after it
 * (design 4, step 10), and a margin for reading, reports and uploads. So the program's own ending, which says why,
 * comes first.
 */
export function jobMinutes(config: Config): number {
  const parsed = parseDuration(config.timeouts.timeout);
  const minutes = typeof parsed === 'number' ? parsed / 60_000 : 120;
  return Math.ceil(minutes + Math.min(postureMinutes, minutes) + marginMinutes);
}
