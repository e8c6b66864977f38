import type { Problem } from '../../config/problem.js';
import type { Config } from '../../config/schema.js';
import { findPlatform } from '../../qualys/platforms.js';
import { refusal } from '../refusal.js';
import type { StepArguments } from './step-parameters.js';

/** The pattern of the plugin's own form (PCScanNotifier, URL_REGEX). */
const acceptedServer = /^https:\/\/qualysapi\.[-a-zA-Z0-9+&@#/%?=~_|!:,.;]*[-a-zA-Z0-9+&@#/%=~_|]$/;

function originOf(server: string): string | undefined {
  try {
    return new URL(server).origin;
  } catch {
    return undefined;
  }
}

/** `platform` and `apiServer`: a cloud that the plugin does not know becomes a private one with its API server. */
export function pluginPlatform(config: Config): Pick<StepArguments, 'platform' | 'apiServer'> | Problem {
  const cloud = findPlatform(config.platform);
  const cloudServer = cloud === undefined ? undefined : `https://${cloud.apiServer}`;
  const server = config.apiServer === undefined ? cloudServer : originOf(config.apiServer);
  if (cloud?.pluginId !== undefined && server === cloudServer) return { platform: cloud.pluginId };
  if (server === undefined || !acceptedServer.test(server)) {
    return refusal(
      'apiServer',
      'The plugin takes only API servers whose address begins with "https://qualysapi."',
      'Name such a server, or choose the format "jenkins", which runs qualys-pc itself.',
    );
  }
  return { platform: 'PCP', apiServer: server };
}
