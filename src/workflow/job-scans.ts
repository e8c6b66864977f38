import { scanTitle } from '../config/scan-title.js';

const BUILD = '987654321';

/**
 * Matches titles of scans of the same job, whatever build, shard or time: the way to see that another run of the
 * job is at work.
 */
export function jobTitlePattern({
  titleTemplate,
  jobName,
}: {
  readonly titleTemplate: string;
  readonly jobName: string;
}): RegExp {
  const title = scanTitle({ template: titleTemplate, jobName, build: BUILD, nowMs: 0 });
  const [front = ''] = title.split(/_\d{4}(?:-\d{2}){5}$/);
  const escaped = front.replace(/[.*+?^${}()|[\]\\]/g, '\\$&').replaceAll(BUILD, '.*');
  return new RegExp(`^${escaped}(?:_shard_\\d+_of_\\d+)?_\\d{4}(?:-\\d{2}){5}$`);
}
