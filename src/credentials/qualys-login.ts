import { variableIn } from '../config/job-name.js';
import type { Config } from '../config/schema.js';
import { parseSecretRef } from '../config/values/secret-ref.js';
import type { Login } from '../qualys/client/login/login.js';
import { passwordVariableOf, qualysAccount } from './accounts.js';
import { usualVariable } from './own-variables.js';
import { resolveSecret, type SecretRequest, type SecretSources } from './resolve-secrets.js';
import { resolveUsername } from './usernames.js';

type Credentials = Config['credentials'];

/** Who logs in to Qualys, before any secret is looked for. */
export type LoginIdentity =
  | { readonly kind: 'password'; readonly username: string }
  | { readonly kind: 'client'; readonly clientId: string; readonly level: 'user' | 'subscription' }
  | { readonly kind: 'token' };

/** The login that config or environment names: a user, a client, or a ready token (design, section 3). */
export function loginIdentity(
  credentials: Credentials,
  sources: Pick<SecretSources, 'env' | 'ci' | 'allowEnv'>,
): LoginIdentity {
  switch (kindOf(credentials, sources.env)) {
    case 'client': {
      const clientId = resolveUsername(
        { name: 'Qualys client id', field: 'credentials.clientId', written: credentials?.clientId },
        sources,
      );
      return { kind: 'client', clientId, level: credentials?.level ?? 'user' };
    }
    case 'token':
      return { kind: 'token' };
    case 'password': {
      const username = resolveUsername(
        { name: 'Qualys user name', field: 'credentials.username', written: credentials?.username },
        sources,
      );
      return { kind: 'password', username };
    }
  }
}

function kindOf(credentials: Credentials, env: SecretSources['env']): Login['kind'] {
  const { username, password, clientId, clientSecret, level, token } = credentials ?? {};
  if (token !== undefined) return 'token';
  if (clientId !== undefined || clientSecret !== undefined || level !== undefined) return 'client';
  if (username !== undefined || password !== undefined) return 'password';
  const isSet = (name: string) => (variableIn(env, name) ?? '').trim() !== '';
  if (isSet('QUALYS_USERNAME')) return 'password';
  if (isSet('QUALYS_CLIENT_ID')) return 'client';
  return isSet('QUALYS_TOKEN') || isSet('QUALYS_TOKEN_FILE') ? 'token' : 'password';
}

/** The keychain's entry of a login. */
export function loginAccount(apiServer: string, identity: LoginIdentity): string {
  switch (identity.kind) {
    case 'password':
      return qualysAccount(apiServer, identity.username);
    case 'client':
      return qualysAccount(apiServer, identity.clientId);
    case 'token':
      return qualysAccount(apiServer, 'token');
  }
}

/** A login with its secret. */
export interface ResolvedLogin {
  readonly login: Login;
  /** Where a ready token comes from when it cannot be read again: it ends when it ends. */
  readonly fixedToken?: { readonly text: string; readonly source: string } | undefined;
}

/**
 * Finds the secret of a login.
 * @param given - the secret, when it came by standard input.
 * @throws PcError of kind `usage`.
 */
export async function resolveLogin(
  identity: LoginIdentity,
  { credentials, apiServer, given }: LoginPlace,
  sources: SecretSources,
): Promise<ResolvedLogin> {
  const account = loginAccount(apiServer, identity);
  const secret = (request: Omit<SecretRequest, 'owner' | 'account'>) =>
    given === undefined
      ? resolveSecret({ ...request, owner: 'qualys', account }, sources)
      : Promise.resolve(given);
  switch (identity.kind) {
    case 'password': {
      const { username } = identity;
      const password = await secret({
        name: `password of the Qualys user ${username}`,
        field: 'credentials.password',
        ref: credentials?.password,
        variable: passwordVariableOf(username, sources.env),
      });
      return { login: { kind: 'password', username, password } };
    }
    case 'client': {
      const clientSecret = await secret({
        name: `secret of the Qualys client ${identity.clientId}`,
        field: 'credentials.clientSecret',
        ref: credentials?.clientSecret,
        variable: secretVariableOf(identity.clientId, sources.env),
      });
      return { login: { ...identity, clientSecret } };
    }
    case 'token': {
      const read = async () =>
        (
          await secret({
            name: 'token for Qualys',
            field: 'credentials.token',
            ref: credentials?.token,
            variable: usualVariable('credentials.token'),
          })
        ).trim();
      const text = await read();
      if (given === undefined && isFile(credentials, sources))
        return { login: { kind: 'token', readToken: read } };
      const source = tokenSource(credentials, given);
      return { login: { kind: 'token', readToken: async () => text }, fixedToken: { text, source } };
    }
  }
}

/** Where a login's secret is looked for. */
export interface LoginPlace {
  readonly credentials: Credentials;
  readonly apiServer: string;
  readonly given: string | undefined;
}

/** `QUALYS_CLIENT_SECRET`, unless `QUALYS_CLIENT_ID` is another client. */
function secretVariableOf(clientId: string, env: SecretSources['env']): string | undefined {
  const other = variableIn(env, 'QUALYS_CLIENT_ID')?.trim();
  return other === undefined || other === '' || other === clientId ? 'QUALYS_CLIENT_SECRET' : undefined;
}

/** Whether the token is read from a file, which may hold a newer one later. */
function isFile(credentials: Credentials, { env }: SecretSources): boolean {
  const reference = credentials?.token;
  if (reference !== undefined) return parseSecretRef(reference)?.kind === 'file';
  return (
    (variableIn(env, 'QUALYS_TOKEN') ?? '') === '' && (variableIn(env, 'QUALYS_TOKEN_FILE') ?? '') !== ''
  );
}

function tokenSource(credentials: Credentials, given: string | undefined): string {
  if (given !== undefined) return 'standard input';
  const reference = parseSecretRef(credentials?.token ?? 'env:QUALYS_TOKEN');
  return reference?.kind === 'env' ? reference.name : 'the keychain';
}
