import { qualysAccount } from '../../credentials/accounts.js';
import { createKeychain } from '../../credentials/keychain.js';
import { PcError } from '../../errors.js';
import type { Draft } from '../../wizard/draft.js';
import type { Secrets } from '../../wizard/secrets.js';
import type { Remembered } from '../../wizard/services.js';
import { serversOf } from '../../workflow/scan-request.js';
import { accountOf, type WizardWorld } from './connect-draft.js';

/** Keeps the password of the account in the operating system's keychain. */
export async function rememberPassword(
  { io }: WizardWorld,
  draft: Draft,
  secrets: Secrets,
): Promise<Remembered> {
  const { apiServer } = serversOf(accountOf(draft, secrets));
  try {
    await createKeychain(io.clock).set(qualysAccount(apiServer, draft.username.trim()), secrets.password);
    return { kind: 'kept' };
  } catch (error) {
    if (!(error instanceof PcError)) throw error;
    return { kind: 'not-kept', reason: `The password is not remembered: ${error.why ?? error.what}` };
  }
}
