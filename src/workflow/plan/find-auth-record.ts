import type { HostRecord } from '../../config/host-record.js';
import { authRecordTitle } from '../../config/object-titles.js';
import { PcError } from '../../errors.js';
import type { QualysApi } from '../../qualys/qualys-api.js';
import type { AuthRecord } from '../../qualys/resources/auth-records.js';
import { findByTitle } from '../../qualys/resources/titles.js';
import type { RunContext } from '../run/run-context.js';
import { type MissingObjects, missingObject } from './missing-objects.js';
import type { ScanRequest } from './scan-request.js';

export const recordPlatforms = ['unix', 'windows'] as const;

/** The title of the job's own record, or what `existing` names; undefined without a record. */
export function titleOfRecord({ authRecord, jobName }: ScanRequest): string | undefined {
  if (authRecord === undefined) return undefined;
  return authRecord.existing ?? authRecordTitle(authRecord.platform, jobName);
}

/**
 * The records that the run may mean: those that `existing` names by title or id, one of each platform at most, or the
 * job's own by its title.
 */
export async function findAuthRecords({ api, request }: RunContext): Promise<AuthRecord[]> {
  const { authRecord } = request;
  const title = titleOfRecord(request);
  if (authRecord === undefined || title === undefined) return [];
  const found: AuthRecord[] = [];
  for (const platform of platformsOf(authRecord)) {
    const record =
      (await titled(api, platform, title)) ??
      (authRecord.existing === undefined ? undefined : await numbered(api, platform, title));
    if (record !== undefined) found.push(record);
  }
  return found;
}

function platformsOf({ platform }: HostRecord): readonly AuthRecord['platform'][] {
  return platform === undefined ? recordPlatforms : [platform];
}

async function titled(api: QualysApi, platform: AuthRecord['platform'], title: string) {
  return findByTitle(await api.listAuthRecords(platform, title), title, { anyCase: true });
}

/** Qualys' ids are digits; a title of digits comes first. */
async function numbered(api: QualysApi, platform: AuthRecord['platform'], id: string) {
  return /^\d+$/.test(id) ? api.findAuthRecord(platform, id) : undefined;
}

/** The record to use; undefined when none is asked for, one is to be created, or what should be there is missing. */
export async function chooseAuthRecord(
  { api, request, deps: { hostPassword } }: RunContext,
  found: readonly AuthRecord[],
  missing: MissingObjects,
): Promise<AuthRecord | undefined> {
  const { authRecord } = request;
  const title = titleOfRecord(request);
  if (authRecord === undefined || title === undefined) return undefined;
  const [first, second] = found;
  if (second !== undefined) missing.add(twoPlatforms(title));
  if (first !== undefined || (authRecord.existing === undefined && hostPassword !== undefined)) return first;
  const known: AuthRecord[] = [];
  for (const platform of platformsOf(authRecord)) known.push(...(await api.listAuthRecords(platform)));
  missing.add(
    missingObject(`Auth record "${title}" is not in Qualys`, 'auth-record-missing', {
      name: title,
      known: known.map((record) => record.title),
      next:
        authRecord.existing === undefined
          ? 'Without a password in the config the record must exist already: set scan.authRecord.password, for example to env:QUALYS_HOST_PASSWORD, so that it can be created.'
          : 'See qualys-pc list auth-records.',
    }),
  );
  return undefined;
}

function twoPlatforms(title: string): PcError {
  return new PcError(`A Unix and a Windows auth record have the title "${title}"`, {
    kind: 'usage',
    code: 'auth-record-ambiguous',
    next: 'Set scan.authRecord.platform beside existing, or name the record by its id.',
  });
}
