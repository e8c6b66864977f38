import { variableIn } from '../config/job-name.js';
import type { Config } from '../config/schema.js';
import { hostAccount } from './accounts.js';
import { resolveSecret, type SecretSources } from './resolve-secrets.js';
import { resolveUsername } from './usernames.js';

type WrittenRecord = NonNullable<Config['scan']['authRecord']>;

/** The record as it is asked for: its user is known, and `password` says where its password is kept, if anywhere. */
export type HostLoginRecord = WrittenRecord & { readonly username: string };

/** How the scanner logs in to the hosts. */
export interface HostLogin {
  readonly record: HostLoginRecord;
  /** Undefined when the record is used as it stands. */
  readonly password: string | undefined;
}

/**
 * Finds the login of an auth record: user and password of the config, else `QUALYS_HOST_USERNAME` with
 * `QUALYS_HOST_PASSWORD`. A record whose user the config names, without a password, exists in Qualys already.
 * @param needsPassword - false for a scan that was launched already: its record is made.
 * @throws PcError of kind `usage`.
 */
export async function resolveHostLogin(
  written: WrittenRecord,
  { jobName, needsPassword }: { readonly jobName: string; readonly needsPassword: boolean },
  sources: SecretSources,
): Promise<HostLogin> {
  const username = resolveUsername(
    { name: 'user name of the auth record', field: 'scan.authRecord.username', written: written.username },
    sources,
  );
  const isPaired = written.username === undefined && written.password === undefined;
  const hasVariable = ['QUALYS_HOST_PASSWORD', 'QUALYS_HOST_PASSWORD_FILE'].some(
    (name) => (variableIn(sources.env, name) ?? '') !== '',
  );
  const record = { ...written, username };
  if (written.password === undefined && !(isPaired && hasVariable)) return { record, password: undefined };
  if (!needsPassword) return { record, password: undefined };
  const password = await resolveSecret(
    {
      owner: 'host',
      name: `password of the ${written.platform} user ${username}`,
      field: 'scan.authRecord.password',
      ref: written.password,
      account: hostAccount(jobName, written.platform),
      variable: isPaired ? 'QUALYS_HOST_PASSWORD' : undefined,
    },
    sources,
  );
  return { record: { ...record, password: written.password ?? 'env:QUALYS_HOST_PASSWORD' }, password };
}
