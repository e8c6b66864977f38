import type { WrittenConfig } from '../../config/schema.js';
import type { SecretSources } from '../../credentials/resolve-secrets.js';
import { PcError } from '../../errors.js';
import type { Secrets } from '../../wizard/draft.js';
import { secretSources } from '../account/connect-api.js';
import type { CommandIo } from '../process/io.js';

/** Names of no variable of any system: the wizard's own passage from what was typed to where secrets are found. */
const typedNames = {
  password: 'QUALYS_PC_TYPED_PASSWORD',
  proxyPassword: 'QUALYS_PC_TYPED_PROXY_PASSWORD',
  hostPassword: 'QUALYS_PC_TYPED_HOST_PASSWORD',
} as const satisfies Record<keyof Secrets, string>;

/** The config with a reference to each secret that was typed; the others keep their own. */
export function referringToTyped(config: WrittenConfig, secrets: Secrets): WrittenConfig {
  const { credentials, proxy, scan } = config;
  const ref = (name: keyof Secrets, before: string | undefined) =>
    secrets[name] === ''
      ? before === undefined
        ? {}
        : { password: before }
      : { password: `env:${typedNames[name]}` };
  return {
    ...config,
    credentials: { ...credentials, ...ref('password', credentials?.password) },
    ...(proxy === undefined
      ? {}
      : {
          proxy: { ...proxy, ...(proxy.username === undefined ? {} : ref('proxyPassword', proxy.password)) },
        }),
    scan: {
      ...scan,
      ...(scan.authRecord?.password === undefined
        ? {}
        : { authRecord: { ...scan.authRecord, ...ref('hostPassword', scan.authRecord.password) } }),
    },
  };
}

/** Where secrets come from while the wizard is open: what was typed, variables, files, the keychain; it asks nobody itself. */
export function typedSources(
  secrets: Secrets,
  io: Pick<CommandIo, 'env' | 'cwd' | 'clock' | 'stdin' | 'stderr' | 'interactive'>,
): SecretSources {
  const typed = Object.fromEntries(
    (Object.keys(typedNames) as (keyof Secrets)[]).map((name) => [typedNames[name], secrets[name]]),
  );
  return {
    ...secretSources({ allowEnv: [] }, { ...io, env: { ...io.env, ...typed } }),
    // Whoever sits at the wizard decides what it may read.
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
