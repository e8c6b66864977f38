import type { SecretSources } from '../../credentials/resolve-secrets.js';
import { PcError } from '../../errors.js';
import type { Secrets } from '../../wizard/draft.js';
import { secretSources } from '../account/connect-api.js';
import type { CommandIo } from '../process/io.js';
import type { WizardArgs } from './world.js';

/** Where secrets come from while the wizard is open: what was typed, variables, files, the keychain; it asks no question itself. */
export function wizardSecrets(
  { password, proxyPassword, hostPassword }: Secrets,
  io: Pick<CommandIo, 'env' | 'cwd' | 'clock' | 'stdin' | 'stderr' | 'interactive'>,
  { demo }: Pick<WizardArgs, 'demo'>,
): SecretSources {
  return {
    ...secretSources({ allowEnv: [], allowFiles: [] }, io),
    // A demo leaves the person's own keychain alone.
    ...(demo === undefined ? {} : { keychain: { get: async () => undefined } }),
    typed: { qualys: password, proxy: proxyPassword, host: hostPassword },
    // `--interactive` opens the wizard where CI is set: the person at it decides what it may read.
    ci: false,
    prompt: async (question) => {
      throw new PcError(`The ${question.replace(/: $/, '')} is missing`, {
        kind: 'usage',
        code: 'secret-missing',
        why: 'It was not typed, no variable holds it, and the keychain does not have it.',
        next: 'Type it.',
      });
    },
  };
}
