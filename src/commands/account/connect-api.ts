import { realpath, stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { allowedProxy, allowedServer, allowServersFrom, publicHosts } from '../../config/allowed-server.js';
import type { AccountConfig } from '../../config/load-config.js';
import { proxyAccount } from '../../credentials/accounts.js';
import { createKeychain } from '../../credentials/keychain.js';
import { type LoginIdentity, loginIdentity, resolveLogin } from '../../credentials/qualys-login.js';
import { resolveSecret, type SecretSources } from '../../credentials/resolve-secrets.js';
import { resolveUsername } from '../../credentials/usernames.js';
import { PcError } from '../../errors.js';
import { liesBelow } from '../../files/folders.js';
import { readText } from '../../files/read-text.js';
import { claimsOf, loginName, loginUser } from '../../qualys/client/login/login.js';
import { type HttpProxy, proxyFor } from '../../qualys/client/proxy.js';
import type { CallEvent } from '../../qualys/create-qualys-api.js';
import { findPlatform } from '../../qualys/platforms.js';
import type { QualysApi } from '../../qualys/qualys-api.js';
import { serversOf } from '../../workflow/plan/scan-request.js';
import type { AccountArgs } from '../parser/scan-args.js';
import type { CommandIo } from '../process/io.js';
import { isSet } from '../process/process-io.js';
import { promptSecret, readStdin } from '../process/prompt.js';

export interface ConnectOptions {
  readonly account: AccountConfig;
  readonly args: Pick<AccountArgs, 'passwordStdin' | 'caFile' | 'allowServers' | 'allowProxies' | 'flags'>;
  readonly io: Pick<CommandIo, 'env' | 'cwd' | 'clock' | 'stdin' | 'version'>;
  readonly secrets: SecretSources;
  readonly onEvent?: ((event: CallEvent) => void) | undefined;
  /** Milliseconds that a wait for the account's limits may still take. */
  readonly remainingMs?: (() => number) | undefined;
}

/** An account ready to be asked; no request has been sent yet. */
export interface ConnectedAccount {
  readonly api: QualysApi;
  readonly apiServer: string;
  /** Whose login it is, to show. */
  readonly username: string;
  /** The login as Qualys writes it beside a scan; undefined where its name is not known. */
  readonly user: string | undefined;
  /** When a token that cannot be renewed ends, in milliseconds, and where it comes from. */
  readonly tokenEnd: { readonly ms: number; readonly source: string } | undefined;
}

function endOf({ text, source }: { text: string; source: string }): ConnectedAccount['tokenEnd'] {
  const endsAt = claimsOf(text)?.endsAt;
  return endsAt === undefined ? undefined : { ms: endsAt * 1000, source };
}

/** The gateway that belongs to the API server; an API server of one's own has none unless it is named. */
function gatewayOf({ platform, apiServer, gateway }: AccountConfig): string | undefined {
  if (gateway !== undefined) return new URL(gateway).origin;
  const cloud = findPlatform(platform);
  if (cloud === undefined) return undefined;
  const isOwn = apiServer === undefined || new URL(apiServer).hostname === cloud.apiServer;
  return isOwn ? `https://${cloud.gateway}` : undefined;
}

/** The gateway that the login needs or may ask; a private cloud has one by name, which only a client needs. */
function gatewayFor({ kind }: LoginIdentity, account: AccountConfig): string | undefined {
  if (kind === 'token') return undefined;
  const gateway = gatewayOf(account);
  if (gateway !== undefined || kind === 'password') return gateway;
  const url = new URL(account.apiServer ?? 'https://qualysapi.invalid');
  return url.hostname.startsWith('qualysapi.')
    ? url.origin.replace('://qualysapi.', '://qualysgateway.')
    : undefined;
}

/** @throws PcError when secrets may not be sent to a server or to the proxy (design, section 3). */
function refuseStrangers(
  servers: readonly (string | undefined)[],
  { account, args, io, secrets }: ConnectOptions,
): void {
  const allowServers = allowServersFrom(args.allowServers, io.env);
  for (const server of servers) {
    const problem = server === undefined ? undefined : allowedServer(server, { allowServers, publicHosts });
    if (problem !== undefined) throw problem;
  }
  const { allowProxies, flags } = args;
  const { ci } = secrets;
  const hostIsFlag = flags.proxyHost !== undefined;
  const problem = allowedProxy(account.proxy, { ci, hostIsFlag, allowProxies, env: io.env });
  if (problem !== undefined) throw problem;
}

/**
 * Extra authorities as PEM text. Node reads NODE_EXTRA_CA_CERTS by itself, but forgets it for a client that is given
 * authorities of its own; so `--ca-file` comes on top of it.
 */
async function readCaFile(
  caFile: string | undefined,
  { cwd, env }: Pick<CommandIo, 'cwd' | 'env'>,
): Promise<string | undefined> {
  if (caFile === undefined) return undefined;
  const text = await readText(resolve(cwd, caFile)).catch((error: unknown) => {
    throw new PcError(`The certificate file ${caFile} cannot be read.`, {
      kind: 'usage',
      code: 'ca-file-unreadable',
      why: error instanceof Error ? error.message : undefined,
      next: 'Check the path given to --ca-file, and who may read it.',
      cause: error,
    });
  });
  if (text.includes('-----BEGIN CERTIFICATE-----')) return `${text}\n${await extraCertificates(env)}`;
  throw new PcError(`${caFile} holds no certificate in PEM form.`, {
    kind: 'usage',
    code: 'ca-file-invalid',
    next: 'Give --ca-file a file with -----BEGIN CERTIFICATE----- blocks.',
  });
}

/** What NODE_EXTRA_CA_CERTS names; Node warns about a file that it cannot read. */
async function extraCertificates({ NODE_EXTRA_CA_CERTS: path }: CommandIo['env']): Promise<string> {
  return path === undefined || path === '' ? '' : readText(path).catch(() => '');
}

/** The login's secret from standard input, with `--password-stdin`. */
async function secretFromStdin({ args, io }: ConnectOptions): Promise<string | undefined> {
  if (!args.passwordStdin) return undefined;
  const secret = await readStdin(io);
  if (secret !== '') return secret;
  throw new PcError('--password-stdin was given, and standard input is empty.', {
    kind: 'usage',
    code: 'secret-missing',
    next: 'Pipe the password in: printf %s "$PASSWORD" | qualys-pc … --password-stdin',
  });
}

/** The config's proxy with its password. */
async function configuredProxy(
  proxy: AccountConfig['proxy'],
  secrets: SecretSources,
): Promise<HttpProxy | undefined> {
  if (proxy === undefined) return undefined;
  const { host, port, username: written, password: ref } = proxy;
  const url = `http://${host}:${port}`;
  if (written === undefined && ref === undefined) return { url };
  const username = resolveUsername(
    { name: 'user name of the proxy', field: 'proxy.username', written },
    secrets,
  );
  const password = await resolveSecret(
    {
      owner: 'proxy',
      name: `password of the proxy user ${username}`,
      field: 'proxy.password',
      ref,
      account: proxyAccount({ host, port, username }),
    },
    secrets,
  );
  return { url, username, password };
}

/**
 * Makes the client for an account: trust, user, secrets, proxy, authorities.
 * @throws PcError of kind `usage` when something of it is missing or not allowed.
 */
export async function connectApi(options: ConnectOptions): Promise<ConnectedAccount> {
  const { account, args, io, secrets, onEvent, remainingMs } = options;
  const { apiServer } = serversOf(account);
  const { credentials } = account;
  const identity = loginIdentity(credentials, secrets);
  const gateway = gatewayFor(identity, account);
  refuseStrangers([apiServer, gateway], options);
  const ca = await readCaFile(args.caFile, io);
  const given = await secretFromStdin(options);
  const { login, fixedToken } = await resolveLogin(identity, { credentials, apiServer, given }, secrets);
  const proxy = await configuredProxy(account.proxy, secrets);
  const throughProxy = (url: string) => proxyFor(url, io.env, proxy);
  // An unusable variable is reported before the first request.
  for (const server of [apiServer, gateway]) if (server !== undefined) throughProxy(server);
  // Loaded here, as the wizard draws its first frame long before it asks anything.
  const { createQualysApi } = await import('../../qualys/create-qualys-api.js');
  const api = createQualysApi({
    apiServer,
    login,
    isPrivate: findPlatform(account.platform) === undefined,
    userAgent: `qualys-pc/${io.version}`,
    clock: io.clock,
    proxyFor: throughProxy,
    gateway,
    ca,
    concurrency: account.concurrency?.calls,
    networkId: account.network,
    apiVersions: account.apiVersions,
    onEvent,
    remainingMs,
  });
  return {
    api,
    apiServer,
    username: loginName(login),
    user: loginUser(login),
    tokenEnd: fixedToken && endOf(fixedToken),
  };
}

/** Where secrets can come from in this process: its variables, its files, the keychain, and the person at it. */
export function secretSources(
  args: Pick<AccountArgs, 'allowEnv' | 'allowFiles'>,
  io: Pick<CommandIo, 'env' | 'cwd' | 'clock' | 'stdin' | 'stderr' | 'interactive'>,
): SecretSources {
  const inCwd = (path: string) => resolve(io.cwd, path);
  const allowedFiles = [...args.allowFiles, ...(io.env.QUALYS_ALLOW_FILE ?? '').split(',')]
    .filter((path) => path.trim() !== '')
    .map((path) => inCwd(path.trim()));
  return {
    env: io.env,
    keychain: createKeychain(io),
    prompt: io.interactive ? (question) => promptSecret(io, question) : undefined,
    ci: isSet(io.env.CI),
    allowEnv: args.allowEnv,
    isAllowedFile: (path) => liesBelow(inCwd(path), allowedFiles),
    readFile: (path) => readText(inCwd(path)),
    stat: (path) => stat(inCwd(path)),
    realPath: (path) => realpath(inCwd(path)),
    hasModes: process.platform !== 'win32',
  };
}
