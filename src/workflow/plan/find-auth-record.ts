import { authRecordTitle } from '../../config/object-titles.js';
import { PcError } from '../../errors.js';
import type { QualysApi } from '../../qualys/qualys-api.js';
import type { AuthRecord } from '../../qualys/resources/auth-records.js';
import { findByTitle } from '../../qualys/resources/titles.js';
import type { RunContext } from '../run/run-context.js';
import type { ScanRequest } from './scan-request.js';

const recordPlatforms = ['unix', 'windows'] as const;

/** The title of the job's own record, or what `existing` names; undefined without a record. */
export function titleOfRecord({ authRecord, jobName }: ScanRequest): string | undefined {
  if (authRecord === undefined) return undefined;
  return authRecord.existing ?? authRecordTitle(authRecord.platform, jobName);
}

/**
 * The record that the run uses: the one that `existing` names by title or id, or the job's own by its title.
 * @returns undefined when there is none, or none is asked for.
 * @throws PcError of kind `usage` when a record of either platform has the title.
 */
export async function findAuthRecord({ api, request }: RunContext): Promise<AuthRecord | undefined> {
  const { authRecord } = request;
  const title = titleOfRecord(request);
  if (authRecord === undefined || title === undefined) return undefined;
  if (authRecord.existing === undefined) return titled(api, authRecord.platform, title);
  const platforms = authRecord.platform === undefined ? recordPlatforms : [authRecord.platform];
  const found: AuthRecord[] = [];
  for (const platform of platforms) {
    const record = (await titled(api, platform, title)) ?? (await numbered(api, platform, title));
    if (record !== undefined) found.push(record);
  }
  const [first, second] = found;
  if (second === undefined) return first;
  throw new PcError(`A Unix and a Windows auth record have the title "${title}"`, {
    kind: 'usage',
    code: 'auth-record-ambiguous',
    next: 'Set scan.authRecord.platform beside existing, or name the record by its id.',
  });
}

async function titled(api: QualysApi, platform: AuthRecord['platform'], title: string) {
  return findByTitle(await api.listAuthRecords(platform, title), title, { anyCase: true });
}

/** Qualys' ids are digits; a title of digits comes first. */
async function numbered(api: QualysApi, platform: AuthRecord['platform'], id: string) {
  return /^\d+$/.test(id) ? api.findAuthRecord(platform, id) : undefined;
}
