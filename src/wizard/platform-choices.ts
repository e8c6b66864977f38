import { isLoopback } from '../net/host-names.js';
import { type Platform, type PlatformId, platforms, recognizeUrl } from '../qualys/platforms.js';

/** One line of the platform field. */
export interface PlatformChoice {
  readonly platform: PlatformId | 'PCP';
  /** API server: a bare host on the public clouds, an origin on a private one. */
  readonly apiServer: string;
}

/** What the platform field offers for the text in it, or why it offers nothing. */
export interface PlatformChoices {
  readonly choices: readonly PlatformChoice[];
  readonly problem?: string;
  /** Said when an address was pasted that is not the API server itself. */
  readonly note?: string;
}

const choiceOf = ({ id, apiServer }: Platform): PlatformChoice => ({ platform: id, apiServer });

/**
 * Filters the public clouds by id or host, and recognises a pasted address: API server, gateway, portal page, or
 * the API server of a private cloud.
 */
export function platformChoices(text: string): PlatformChoices {
  const typed = text.trim();
  if (!/[.:/]/.test(typed) && typed.toLowerCase() !== 'localhost') return filtered(typed);
  const known = recognizeUrl(typed);
  if (known?.kind === 'cloud')
    return { choices: [choiceOf(known.platform)], ...noteFor(typed, known.platform.apiServer) };
  if (known?.kind === 'private') return { choices: [{ platform: 'PCP', apiServer: known.apiServer }] };
  const byHost = filtered(typed);
  return byHost.choices.length > 0 ? byHost : otherServer(typed);
}

/** By the start of an id when there is one, otherwise by any part of an id or host: "us" is not GOV1 in `.us`. */
function filtered(typed: string): PlatformChoices {
  const wanted = typed.toLowerCase();
  const byId = platforms.filter(({ id }) => id.toLowerCase().startsWith(wanted));
  const anywhere = platforms.filter(({ id, pluginId = '', apiServer }) =>
    `${id} ${pluginId} ${apiServer}`.toLowerCase().includes(wanted),
  );
  const choices = (byId.length > 0 ? byId : anywhere).map(choiceOf);
  return choices.length > 0 ? { choices } : { choices, problem: `No platform is called "${typed}".` };
}

function noteFor(typed: string, apiServer: string): { note?: string } {
  return typed.toLowerCase().includes(apiServer) ? {} : { note: `Its API server is ${apiServer}.` };
}

function otherServer(typed: string): PlatformChoices {
  let url: URL;
  try {
    url = new URL(/^[a-z][a-z0-9+.-]*:\/\//i.test(typed) ? typed : `https://${typed}`);
  } catch {
    return { choices: [], problem: 'This is not an address.' };
  }
  if (url.protocol !== 'https:' && !(url.protocol === 'http:' && isLoopback(url.hostname)))
    return { choices: [], problem: 'Qualys is reached over https only.' };
  return {
    choices: [{ platform: 'PCP', apiServer: url.origin }],
    note: 'No known address of Qualys: taken as a private cloud.',
  };
}
