import type { HostRecord, OwnHostRecord } from '../config/host-record.js';
import { variableIn } from '../config/job-name.js';
import type { Config } from '../config/schema.js';
import { PcError } from '../errors.js';
import { hostAccount } from './accounts.js';
import { resolveSecret, type SecretSources } from './resolve-secrets.js';
import { resolveUsername } from './usernames.js';

type WrittenRecord = NonNullable<Config['scan']['authRecord']>;

/** How the scanner logs in to the hosts. */
export interface HostLogin {
  readonly record: HostRecord;
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
  const { platform, existing } = written;
  if (existing !== undefined) return { record: { existing, platform }, password: undefined };
  if (platform === undefined) throw new TypeError('The schema asks for platform or existing');
  const username = resolveUsername(
    { name: 'user name of the auth record', field: 'scan.authRecord.username', written: written.username },
    sources,
  );
  const isPaired = written.username === undefined && written.password === undefined;
  const hasVariable = ['QUALYS_HOST_PASSWORD', 'QUALYS_HOST_PASSWORD_FILE'].some(
    (name) => (variableIn(sources.env, name) ?? '') !== '',
  );
  const { password: reference, domain } = written;
  const record: OwnHostRecord = { platform, username, password: reference, domain };
  if (written.password === undefined && !(isPaired && hasVariable)) return { record, password: undefined };
  if (!needsPassword) return { record, password: undefined };
  const password = await resolveSecret(
    {
      owner: 'host',
      name: `password of the ${platform} user ${username}`,
      field: 'scan.authRecord.password',
      ref: written.password,
      account: hostAccount(jobName, platform),
      variable: isPaired ? 'QUALYS_HOST_PASSWORD' : undefined,
    },
    sources,
  );
  const problem = hostPasswordProblem(password);
  if (problem !== undefined)
    throw new PcError(`The password of the ${written.platform} user ${username} cannot stand in a record`, {
      kind: 'usage',
      code: 'host-password',
      why: `scan.authRecord.password: ${problem}`,
      next: 'Give the account on the hosts another password, or make the record in Qualys and name its user here without a password.',
    });
  return { record: { ...record, password: written.password ?? 'env:QUALYS_HOST_PASSWORD' }, password };
}

/** Most characters of a password in an authentication record (fact sheet 2.10). */
const PASSWORD_LIMIT = 100;

/** Why Qualys may refuse or change this password of an authentication record; undefined when it may be used. */
function hostPasswordProblem(password: string): string | undefined {
  if (password.length > PASSWORD_LIMIT)
    return `longer than the ${PASSWORD_LIMIT} characters that a record takes`;
  return /[^ -~]/.test(password) ? 'a record takes ASCII characters only' : undefined;
}
