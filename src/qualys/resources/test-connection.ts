import { PcError } from '../../errors.js';
import { printable } from '../../text/printable.js';
import type { QualysClient } from '../client/client.js';
import { isUnauthorized } from '../client/credential-gate.js';
import { askGateway } from '../client/login/ask-gateway.js';
import { claimsOf, type Login } from '../client/login/login.js';
import { encodeForm } from '../client/prepare-request.js';
import type { Endpoint } from '../endpoint.js';
import type { Connection } from './connection.js';
import { listOptionProfiles } from './option-profiles.js';

/** Logins that were refused: a second try on the API server would count as a second failure. */
const neverSentAgain: readonly string[] = [
  'wrong-credentials',
  'proxy-credentials',
  'proxy-login-unsupported',
];

/**
 * Tests the connection. A cloud proves Policy Compliance by the gateway's token; when the gateway is blocked or the
 * token does not name the module, a call that needs it decides on the API server. Wrong credentials never fall back.
 */
export async function testConnection(
  client: QualysClient,
  { gateway, isPrivate }: { readonly gateway: string | undefined; readonly isPrivate: boolean },
): Promise<Connection> {
  const { login } = client.options.authorization;
  switch (login.kind) {
    case 'token':
      // The gateway knows nothing of a token that another provider issued.
      return provedByApiServer(client, []);
    case 'client': {
      const token = await client.options.authorization.token(client.signal);
      // about.php takes no token (fact sheet 7).
      if (isPrivate) return provedByApiServer(client, []);
      return provedByModules(client, claimsOf(token)?.modules, gateway ?? '');
    }
    case 'password': {
      if (gateway === undefined) {
        await client.send(aboutCall, undefined);
        return provedByApiServer(client, []);
      }
      return testPassword(client, gateway, login);
    }
  }
}

async function testPassword(
  client: QualysClient,
  gateway: string,
  { username, password }: Extract<Login, { kind: 'password' }>,
): Promise<Connection> {
  const { host } = new URL(gateway);
  const proven = await client.gate.enter('gateway');
  try {
    const answer = await askGateway(client.options, {
      gateway,
      path: '/auth',
      body: encodeForm({ username, password, token: 'true' }),
      signal: client.signal,
    });
    if (answer.type === 'failure') {
      const error = client.errorOf(answer.failure, { purpose: 'log in', server: gateway });
      if (isUnauthorized(answer.failure)) proven(error);
      if (neverSentAgain.includes(error.code)) throw error;
      const reason = error.why ?? error.what;
      proven(undefined);
      return await provedByApiServer(client, [
        `The gateway ${host} did not answer the connection test (${reason}); the API server did.`,
      ]);
    }
    const modules = claimsOf(answer.text)?.modules;
    // A web page in place of the gateway answers 200 as well, and proves nothing.
    proven(modules === undefined ? undefined : 'accepted');
    return await provedByModules(client, modules, gateway);
  } finally {
    proven(undefined);
  }
}

async function provedByModules(
  client: QualysClient,
  modules: readonly string[] | undefined,
  gateway: string,
): Promise<Connection> {
  if (modules === undefined) {
    const host = gateway === '' ? '' : ` ${new URL(gateway).host}`;
    return provedByApiServer(client, [
      `The token of the gateway${host} does not list the modules; the API server answered a Policy Compliance call.`,
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
