import { isLoopback } from '../net/host-names.js';
import { shellCommand } from '../snippet/quote.js';
import type { Draft } from './draft.js';

/** What the command line of the wizard named besides the config, and a run of the config needs as well. */
export interface GivenWords {
  readonly caFile?: string | undefined;
  readonly allowServers?: readonly string[] | undefined;
}

/** The private server that the person typed; one that came with a config file was not. */
export function typedServer({ platform, apiServer, base }: Draft): readonly string[] {
  const isTyped = platform === 'PCP' && base?.apiServer !== apiServer && URL.canParse(apiServer);
  return isTyped ? [new URL(apiServer).host] : [];
}

interface Rerun {
  /** Of the config. */
  readonly path: string;
  /** Name of the job, in a file with several. */
  readonly job?: string | undefined;
  readonly given: GivenWords | undefined;
  readonly draft: Draft;
}

/** The headless command that does what the wizard would, whole: it can be copied, and holds no secret. */
export function rerunCommand({ path, job, given, draft }: Rerun): string {
  const typed = typedServer(draft).filter((host) => !isLoopback(new URL(`https://${host}`).hostname));
  const servers = new Set([...(given?.allowServers ?? []), ...typed]);
  return shellCommand([
    'qualys-pc',
    'run',
    '--config',
    path,
    ...(job === undefined ? [] : ['--job', job]),
    ...(given?.caFile === undefined ? [] : ['--ca-file', given.caFile]),
    ...[...servers].flatMap((host) => ['--allow-server', host]),
  ]);
}
