import { loadAccount } from '../../config/load-account.js';
import { configFromDraft } from '../../wizard/config-from-draft.js';
import type { Draft } from '../../wizard/draft.js';
import type { Secrets } from '../../wizard/secrets.js';
import { type ConnectOptions, connectApi } from '../connect-api.js';
import type { CommandIo } from '../io.js';
import type { PersonalStore } from '../personal-store.js';
import type { WizardArgs } from '../wizard.js';
import { referringToTyped, typedSources } from './typed-secrets.js';

/** What the wizard runs in. */
export interface WizardWorld {
  readonly args: WizardArgs;
  readonly io: CommandIo;
  readonly store: PersonalStore;
  /** The ends of the scans that are under way. */
  readonly scans: Set<Promise<void>>;
}

/** The account of the answers, its typed secrets by reference. */
export function accountOf(draft: Draft, secrets: Secrets) {
  const written = referringToTyped(configFromDraft(draft), secrets);
  return loadAccount({
    file: { text: JSON.stringify(written), format: 'json', sourceName: 'The account' },
    flags: {},
  });
}

/** A person waits no longer than this for the account's limits: then the reason is told, and one may ask again. */
export const mostWaitMs = 20_000;

/** A client for the answers; no request has been sent yet. */
export function connectDraft({ args, io }: WizardWorld, draft: Draft, secrets: Secrets) {
  return connectApi({
    account: accountOf(draft, secrets),
    args: connectArgs(args, draft),
    io,
    secrets: typedSources(secrets, io),
    remainingMs: () => mostWaitMs,
  });
}

/** What a client may be given and sent to: a private server that the person typed is its own consent. */
export function connectArgs(args: WizardArgs, draft: Draft): ConnectOptions['args'] {
  const allowServers = [...(args.allowServers ?? []), ...typedServer(draft)];
  return { passwordStdin: false, caFile: args.caFile, allowServers };
}

/** A server that came with a config file was not typed. */
function typedServer({ platform, apiServer, base }: Draft): readonly string[] {
  return platform === 'PCP' && base?.apiServer !== apiServer ? [new URL(apiServer).host] : [];
}
