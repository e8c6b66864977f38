import { PcError } from '../../errors.js';
import { printable } from '../../text/printable.js';
import { askGateway } from '../client/ask-gateway.js';
import type { QualysClient } from '../client/client.js';
import type { Endpoint } from '../endpoint.js';
import type { Connection } from './connection.js';
import { listOptionProfiles } from './option-profiles.js';

/** Logins that were refused: a second try on the API server would count as a second failure. */
const neverSentAgain: readonly string[] = ['wrong-credentials', 'proxy-credentials'];

/**
 * Tests the connection. A cloud proves Policy Compliance by the gateway's token; when the gateway is blocked or the
 * token does not name the module, a call that needs it decides on the API server. Wrong credentials never fall back.
 */
export async function testConnection(client: QualysClient, gateway: string | undefined): Promise<Connection> {
  if (gateway === undefined) {
    await client.send(aboutCall, undefined);
    return provedByApiServer(client, []);
  }
  const answer = await askGateway(client, gateway);
  const { host } = new URL(gateway);
  if (answer.type === 'failure') {
    const error = client.errorOf(answer.failure, { purpose: 'log in', server: gateway });
    if (neverSentAgain.includes(error.code)) throw error;
    const reason = error.why ?? error.what;
    return provedByApiServer(client, [
      `The gateway ${host} did not answer the connection test (${reason}); the API server did.`,
    ]);
  }
  const { modules } = answer;
  if (modules === undefined) {
    return provedByApiServer(client, [
      `The token of the gateway ${host} does not list the modules; the API server answered a Policy Compliance call.`,
    ]);
  }
  if (modules.includes('PC')) return { via: 'gateway', notes: [], rate: client.rate };
  return provedDespite(client, modules);
}

async function provedByApiServer(client: QualysClient, notes: readonly string[]): Promise<Connection> {
  await client.send(listOptionProfiles, undefined);
  return { via: 'api-server', notes, rate: client.rate };
}

async function provedDespite(client: QualysClient, modules: readonly string[]): Promise<Connection> {
  const found = modules.length === 0 ? 'no module' : modules.map(printable).join(', ');
  try {
    return await provedByApiServer(client, [
      `The gateway lists ${found} for this user, not PC; the API server answered a Policy Compliance call.`,
    ]);
  } catch (error) {
    if (!(error instanceof PcError) || error.kind !== 'refused') throw error;
    throw new PcError('Policy Compliance (PC) is not among the modules of this user.', {
      kind: 'refused',
      code: 'pc-missing',
      why: `The gateway lists ${found}. ${error.what} ${error.why ?? ''}`.trimEnd(),
      next: 'Ask a Manager of the subscription to give the user Policy Compliance, or Qualys to add the module.',
      cause: error,
    });
  }
}

/** The version of a private cloud (fact sheet 7). */
export interface About {
  readonly webVersion: string;
}

/** Proves address and credentials on a private cloud; does not name modules. */
const aboutCall: Endpoint<void, About> = {
  method: 'GET',
  path: () => '/msp/about.php',
  action: 'about',
  purpose: 'say its version',
  repeatable: true,
  roots: ['ABOUT'],
  body: () => undefined,
  parse: (root) => ({ webVersion: root.text('WEB-VERSION') }),
};
