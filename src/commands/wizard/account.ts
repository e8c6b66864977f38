import { accountOf } from '../../config/load-config.js';
import { createKeychain } from '../../credentials/keychain.js';
import { type LoginIdentity, loginAccount } from '../../credentials/qualys-login.js';
import type { SecretSources } from '../../credentials/resolve-secrets.js';
import { PcError } from '../../errors.js';
import type { CallEvent } from '../../qualys/create-qualys-api.js';
import type { QualysApi } from '../../qualys/qualys-api.js';
import { findByTitle } from '../../qualys/resources/titles.js';
import type { Draft, Secrets } from '../../wizard/draft.js';
import { configFromDraft } from '../../wizard/draft-config.js';
import { profilePrefix } from '../../wizard/facts.js';
import { typedServer } from '../../wizard/rerun-command.js';
import type { Remembered, Session } from '../../wizard/services.js';
import { serversOf } from '../../workflow/plan/scan-request.js';
import { type ConnectOptions, connectApi, secretSources } from '../account/connect-api.js';
import type { CommandIo } from '../process/io.js';
import { saveRecentAccount } from './kept-answers.js';
import { ownConfig, type WizardArgs, type WizardWorld } from './world.js';

/** The longest wait for the account's limits while a person watches: then the reason is shown, and `r` asks again. */
export const mostWaitMs = 20_000;

/** A client for the answers; no request has been sent yet. */
export function connectDraft(
  { args, io }: WizardWorld,
  draft: Draft,
  secrets: Secrets,
  onEvent: (event: CallEvent) => void,
) {
  return connectApi({
    account: accountOf(ownConfig(args, configFromDraft(draft)), 'The account'),
    args: connectArgs(args, draft),
    io,
    secrets: wizardSecrets(secrets, io, args),
    remainingMs: () => mostWaitMs,
    onEvent,
  });
}

/** What a client may read and which servers it may ask: typing a private server allows it. */
export function connectArgs(args: WizardArgs, draft: Draft): ConnectOptions['args'] {
  const allowServers = [...(args.allowServers ?? []), ...typedServer(draft)];
  return { passwordStdin: false, caFile: args.caFile, allowServers, allowProxies: [], flags: {} };
}

/** Tests the connection that the answers describe, and remembers the account. */
export async function openSession(
  world: WizardWorld,
  draft: Draft,
  secrets: Secrets,
  signal: AbortSignal,
): Promise<Session> {
  const listeners = new Set<(seconds: number) => void>();
  const { api } = await connectDraft(world, draft, secrets, (event) => {
    if (event.type !== 'waiting') return;
    for (const listener of listeners) listener(event.seconds);
  });
  try {
    const connection = await api.withSignal(signal).connect();
    if (draft.loginKind === 'password')
      saveRecentAccount(world.store, {
        platform: draft.platform,
        apiServer: draft.apiServer,
        username: draft.username.trim(),
        usedAt: new Date(world.io.clock.now()).toISOString(),
      });
    const onWait: Session['onWait'] = (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    };
    return { connection, ...listsOf(api), onWait, askAgain: () => api.askAgain(), close: () => api.close() };
  } catch (error) {
    api.close();
    throw error;
  }
}

function listsOf(api: QualysApi): Omit<Session, 'connection' | 'onWait' | 'askAgain' | 'close'> {
  return {
    listConnectors: (signal) => api.withSignal(signal).listConnectors(),
    findInstances: (ids, accountId, signal) => api.withSignal(signal).findInstances(ids, accountId),
    listInstances: (signal) => api.withSignal(signal).listInstances(),
    listAuthRecords: async (signal) => {
      const reading = api.withSignal(signal);
      return [...(await reading.listAuthRecords('unix')), ...(await reading.listAuthRecords('windows'))];
    },
    listScanners: (signal) => api.withSignal(signal).listScannerAppliances(),
    listOptionProfiles: async (signal) => {
      const profiles = await api.withSignal(signal).listOptionProfiles();
      return profiles.filter(({ title }) => title.startsWith(profilePrefix));
    },
    findAuthRecord: async (platform, title, signal) => {
      const records = await api.withSignal(signal).listAuthRecords(platform, title);
      return findByTitle(records, title, { anyCase: true });
    },
  };
}

function identityOf({ loginKind, username, clientId, clientLevel: level }: Draft): LoginIdentity {
  switch (loginKind) {
    case 'password':
      return { kind: loginKind, username: username.trim() };
    case 'client':
      return { kind: loginKind, clientId: clientId.trim(), level };
    case 'token':
      return { kind: loginKind };
  }
}

/** Keeps the password of the account in the operating system's keychain. */
export async function rememberPassword(
  { args, io }: WizardWorld,
  draft: Draft,
  secrets: Secrets,
): Promise<Remembered> {
  if (args.demo !== undefined) return { kind: 'not-kept', reason: 'A demo keeps no password.' };
  const { apiServer } = serversOf(accountOf(configFromDraft(draft), 'The account'));
  try {
    await createKeychain(io).set(loginAccount(apiServer, identityOf(draft)), secrets.password);
    return { kind: 'kept' };
  } catch (error) {
    if (!(error instanceof PcError)) throw error;
    return { kind: 'not-kept', reason: `The password is not remembered: ${error.why ?? error.what}` };
  }
}

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
