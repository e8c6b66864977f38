import { asciiName } from './ascii-name.js';

/** Of asset groups and authentication records, in ASCII characters (fact sheet 2.10). */
const TITLE_LIMIT = 255;

/** What every title leaves for a job's name. */
export const JOB_NAME_ROOM = TITLE_LIMIT - 'Jenkins_windows_'.length;

function titleOf(prefix: string, jobName: string): string {
  return `${prefix}${asciiName(jobName, TITLE_LIMIT - prefix.length)}`;
}

/** Title of the asset group that ties the target of a job to its policies. */
export function assetGroupTitle(jobName: string): string {
  return titleOf('Jenkins_AG_', jobName);
}

/** Title of the authentication record of a job. */
export function authRecordTitle(platform: 'unix' | 'windows', jobName: string): string {
  return titleOf(`Jenkins_${platform}_`, jobName);
}
