import { type Problem, refusal } from '../config/problem.js';
import type { Config } from '../config/schema.js';

/** How the config logs in to Qualys. */
type LoginKind = 'password' | 'client' | 'token';

/** The variables of a login to hosts. */
interface HostVariables {
  readonly usernameVariable: string;
  readonly passwordVariable: string;
}

/** The variables that carry a config's secrets into a pipeline. */
export interface PipelineSecrets {
  readonly loginKind: LoginKind;
  /** Of the user or the client; always set by the formats that bind credentials, unless a token is the login. */
  readonly usernameVariable: string;
  readonly proxyUsernameVariable: string;
  /** Names of users that the config reads, as it names none itself. */
  readonly neededUsernames: readonly string[];
  /** Of the password, the client's secret, or the token. */
  readonly passwordVariable: string | undefined;
  readonly proxyPasswordVariable: string | undefined;
  /** Of the logins to hosts; several jobs may have several. */
  readonly hosts: readonly HostVariables[];
  /** Variables that are no secret: targets that are named at run time. */
  readonly plainVariables: readonly string[];
  /** Names that the program reads in CI only when they are allowed by a flag. */
  readonly allowEnv: readonly string[];
  /** Paths of secrets that the program reads in CI only when they are allowed by a flag. */
  readonly allowFiles: readonly string[];
  readonly refusals: readonly Problem[];
  readonly notes: readonly string[];
}

const isVariableName = (name: string): boolean => /^[A-Za-z_][A-Za-z0-9_]*$/.test(name);

interface Found {
  readonly variable?: string;
  readonly file?: string;
  readonly refusal?: Problem;
  readonly note?: string;
}

/** The variable of a secret reference; file paths and keychain entries are not written into the snippet. */
function variableOf(path: string, reference: string, suggestion: string): Found {
  if (reference.startsWith('env:')) {
    const variable = reference.slice('env:'.length);
    if (isVariableName(variable)) return { variable };
    return { refusal: unusable(path, 'The reference names no variable that a shell can hold', suggestion) };
  }
  if (reference.startsWith('file:')) {
    return {
      file: reference.slice('file:'.length).trim(),
      note: `${path} is read from a file: the pipeline's machine must have it at the path in the config.`,
    };
  }
  return {
    refusal: unusable(path, 'The secret is kept in a keychain, and pipelines have none', suggestion),
  };
}

function unusable(path: string, problem: string, suggestion: string): Problem {
  return refusal(path, problem, `Write "env:${suggestion}" into the config.`);
}

/** Names of the variables in targets such as `env.HOST_IP`. */
function targetVariables(config: Config): string[] {
  const { target } = config.scan;
  const parts = target.type === 'host' ? target.ips : target.instanceIds;
  return parts.flatMap((part) => /^env\.([A-Za-z_][A-Za-z0-9_]*)$/.exec(part.trim())?.[1] ?? []);
}

/** The variable of a user name: the one that the config refers to, else the field's own, which is read when it names none. */
function usernameOf(username: string | undefined, own: string): { variable: string; isRead: boolean } {
  const named = /^env:([A-Za-z_][A-Za-z0-9_]*)$/.exec(username ?? '')?.[1];
  return { variable: named ?? own, isRead: username === undefined || named !== undefined };
}

/** The variables that a login uses when the config names none; a token has no user. */
const loginVariables = {
  password: { key: 'password', user: 'QUALYS_USERNAME', secret: 'QUALYS_PASSWORD' },
  client: { key: 'clientSecret', user: 'QUALYS_CLIENT_ID', secret: 'QUALYS_CLIENT_SECRET' },
  token: { key: 'token', user: 'QUALYS_USERNAME', secret: 'QUALYS_TOKEN' },
} as const;

function loginKindOf({ credentials }: Config): LoginKind {
  const { clientId, clientSecret, level, token } = credentials ?? {};
  if (token !== undefined) return 'token';
  return clientId === undefined && clientSecret === undefined && level === undefined ? 'password' : 'client';
}

/** The login to Qualys: the variables of its user and secret. */
function apiLogin(config: Config) {
  const loginKind = loginKindOf(config);
  const { key, user, secret } = loginVariables[loginKind];
  const reference = config.credentials?.[key];
  const found: Found =
    reference === undefined ? { variable: secret } : variableOf(`credentials.${key}`, reference, secret);
  const written = loginKind === 'client' ? config.credentials?.clientId : config.credentials?.username;
  const username = usernameOf(written, user);
  return { loginKind, found, username: { ...username, isRead: username.isRead && loginKind !== 'token' } };
}

/** A token is not renewed here: it was issued outside the pipeline. */
const tokenNote =
  'Have each run start with a new token of the identity provider that outlives it: qualys-pc renews only what Qualys or a file gives it.';

/** What a pipeline must set for this config, by name. */
export function pipelineSecrets(config: Config): PipelineSecrets {
  const { loginKind, found: api, username: apiUser } = apiLogin(config);
  const proxy: Found =
    config.proxy?.password === undefined
      ? {}
      : variableOf('proxy.password', config.proxy.password, 'QUALYS_PROXY_PASSWORD');
  const record = config.scan.authRecord?.existing === undefined ? config.scan.authRecord : undefined;
  const host: Found =
    record?.password === undefined
      ? record !== undefined && record.username === undefined
        ? { variable: 'QUALYS_HOST_PASSWORD' }
        : {}
      : variableOf('scan.authRecord.password', record.password, 'QUALYS_HOST_PASSWORD');
  const found = [api, proxy, host];
  const proxyUser = usernameOf(config.proxy?.username, 'QUALYS_PROXY_USERNAME');
  const hostUser = usernameOf(record?.username, 'QUALYS_HOST_USERNAME');
  const proxyHasLogin = config.proxy?.username !== undefined || config.proxy?.password !== undefined;
  const neededUsernames = [
    ...(apiUser.isRead ? [apiUser.variable] : []),
    ...(proxyUser.isRead && proxyHasLogin ? [proxyUser.variable] : []),
    ...(hostUser.isRead && record !== undefined ? [hostUser.variable] : []),
  ];
  const names = [...found.flatMap(({ variable }) => variable ?? []), ...neededUsernames];
  return {
    loginKind,
    usernameVariable: apiUser.variable,
    proxyUsernameVariable: proxyUser.variable,
    neededUsernames,
    passwordVariable: api.variable,
    proxyPasswordVariable: proxy.variable,
    hosts:
      host.variable === undefined
        ? []
        : [{ usernameVariable: hostUser.variable, passwordVariable: host.variable }],
    plainVariables: [...new Set(targetVariables(config))],
    allowEnv: [...new Set(names.filter((name) => !name.startsWith('QUALYS_')))],
    allowFiles: found.flatMap(({ file }) => file ?? []),
    refusals: found.flatMap(({ refusal: problem }) => problem ?? []),
    notes: [...found.flatMap(({ note }) => note ?? []), ...(loginKind === 'token' ? [tokenNote] : [])],
  };
}

/** What a pipeline must set for several jobs of one account: the login is that of all, each has its hosts and targets. */
export function joinSecrets(all: readonly [PipelineSecrets, ...PipelineSecrets[]]): PipelineSecrets {
  const [first] = all;
  const hosts = new Map(
    all.flatMap((one) => one.hosts.map((host) => [host.passwordVariable, host] as const)),
  );
  const distinct = (textsOf: (secrets: PipelineSecrets) => readonly string[]) => [
    ...new Set(all.flatMap(textsOf)),
  ];
  const refusals = all.flatMap((one) => one.refusals);
  return {
    ...first,
    hosts: [...hosts.values()],
    neededUsernames: distinct((one) => one.neededUsernames),
    plainVariables: distinct((one) => one.plainVariables),
    allowEnv: distinct((one) => one.allowEnv),
    allowFiles: distinct((one) => one.allowFiles),
    refusals: [
      ...new Map(refusals.map((problem) => [`${problem.path} ${problem.problem}`, problem])).values(),
    ],
    notes: distinct((one) => one.notes),
  };
}

/** Every secret's variable once, the user name first. */
export function secretVariables(secrets: PipelineSecrets): string[] {
  return [
    ...new Set([
      ...secrets.neededUsernames,
      ...[secrets.passwordVariable, secrets.proxyPasswordVariable].filter((name) => name !== undefined),
      ...secrets.hosts.map(({ passwordVariable }) => passwordVariable),
    ]),
  ];
}

/** Sentences that list the variables to set, in the CI system's terms; none for an empty list. */
export function variableSentences(
  secrets: PipelineSecrets,
  words: { readonly secret: string; readonly plain: string },
): string[] {
  const sentence = (where: string, names: readonly string[]) =>
    names.length === 0 ? [] : [`Set as ${where}: ${names.join(', ')}.`];
  return [
    ...sentence(words.secret, secretVariables(secrets)),
    ...sentence(words.plain, secrets.plainVariables),
  ];
}
