import type { ErrorCode } from '../../error-codes.js';
import { PcError } from '../../errors.js';
import { cutText, printable } from '../../text/printable.js';
import { findPlatform } from '../platforms.js';
import { looksLikeHtml, wordsOfPage } from '../xml/garbled-answer.js';
import type { Failure, NetworkProblem } from './failure.js';
import { type Login, refusedLoginWords } from './login/login.js';
import { isUnusable } from './proxy-offers.js';
import { type RefusalWording, refusalFor, wrongCredentials } from './refusals.js';
import { tlsWords } from './tls-words.js';

/** The call, as the sentence about its failure names it. */
export interface CallContext {
  /** Completes "Qualys refused to …". */
  readonly purpose: string;
  /** Host and port that were asked. */
  readonly host: string;
  readonly login: Login;
  /** Another API has accepted the login. */
  readonly isProven?: boolean;
  readonly proxyHost?: string | undefined;
  readonly redact: (text: string) => string;
}

/** The error a person reads for a failed call; holds no secret, no request and no answer. */
export function errorOf(failure: Failure, context: CallContext): PcError {
  switch (failure.type) {
    case 'refused':
      return refusedError(failure, context);
    case 'status':
      return statusError(failure, context);
    case 'garbled':
      return new PcError(`${context.host} did not answer as Qualys does when asked to ${context.purpose}.`, {
        kind: 'unreachable',
        code: garbledCodes[failure.problem],
        why: `HTTP ${failure.status}, ${cutText(printable(context.redact(failure.detail)), 300)}${shown(failure.firstLine, context)}`,
        next: 'Check that the address is a Qualys API server and that no proxy answers in its place; run again.',
      });
    case 'network':
      return networkError(failure, context);
  }
}

const garbledCodes = {
  empty: 'empty-answer',
  html: 'not-qualys',
  'not-xml': 'not-qualys',
  'cut-off': 'answer-cut-off',
  unexpected: 'unexpected-answer',
  'too-large': 'answer-too-large',
} as const;

function refusedError(failure: Extract<Failure, { type: 'refused' }>, context: CallContext): PcError {
  const known = refusalFor(failure.code, failure.status);
  const isLogin = known.code === wrongCredentials.code;
  const { kind, code, what, next } = isLogin ? refusedLogin(context) : known;
  const text = cutText(printable(context.redact(failure.text)), 2000);
  return new PcError(what ?? `Qualys refused to ${context.purpose}.`, {
    kind,
    code,
    why: `Qualys code ${printable(context.redact(failure.code))}${text === '' ? '' : `: ${text}`}`,
    next,
  });
}

function statusError(failure: Extract<Failure, { type: 'status' }>, context: CallContext): PcError {
  const { status, redirectedTo } = failure;
  const why = `HTTP ${status}${shown(failure.firstLine, context)}`;
  const { host, purpose } = context;
  if (status === 401) {
    const { what, ...words } = refusedLogin(context);
    return new PcError(what, { ...words, why });
  }
  if (status >= 300 && status < 400) {
    return new PcError(`${host} redirects the call to ${printable(redirectedTo ?? 'nowhere')}.`, {
      kind: 'unreachable',
      code: 'redirected',
      why,
      next: 'Use the API server of the platform; a password is never sent after a redirect.',
    });
  }
  if (status === 404) {
    return new PcError(`${host} does not know the call to ${purpose}.`, {
      kind: 'unreachable',
      code: 'unknown-call',
      why,
      next: 'Check that the address is a Qualys API server, and take apiVersions out of the config when it is set.',
    });
  }
  if (status === 407)
    return networkError(
      { type: 'network', problem: 'proxy-credentials', code: '407', detail: why, isSent: true },
      context,
    );
  if (status === 429 || status === 409) {
    return new PcError("The subscription's calls of this API are used up for now.", {
      kind: 'refused',
      code: 'rate-limit',
      why,
      next: 'Run again later, or poll less often.',
    });
  }
  const { kind, code, next } = refusalFor('', status);
  const what = status >= 500 ? `${host} could not ${purpose}.` : `Qualys refused to ${purpose}.`;
  return new PcError(what, { kind, code, why, next });
}

function networkError(failure: Extract<Failure, { type: 'network' }>, context: CallContext): PcError {
  const { host, proxyHost } = context;
  const proxy = proxyHost === undefined ? 'The network' : `The proxy ${proxyHost}`;
  const tls = tlsWords(failure.code, failure.detail, host);
  const told: Readonly<Record<NetworkProblem, readonly [code: ErrorCode, what: string, next: string]>> = {
    dns: [
      'host-not-found',
      `${host} is not known by name.`,
      'Check the platform or the API server, and whether this machine must use a proxy.',
    ],
    refused: [
      'connection-refused',
      `${host} refuses the connection.`,
      'Check the address and port, and whether a firewall or proxy stands between.',
    ],
    unreachable: [
      'host-unreachable',
      `${host} is not reachable from this machine.`,
      'Check the network, and whether this machine must use a proxy.',
    ],
    tls: ['tls-refused', tls.what, tls.next],
    proxy: [
      'proxy-failed',
      `${proxy} does not pass the call to ${host}.`,
      'Check host and port of the proxy, and whether it allows this address.',
    ],
    'proxy-credentials': [
      'proxy-credentials',
      `${proxy} wants other credentials.`,
      'Set the user name and password of the proxy.',
    ],
    lost: [
      'connection-lost',
      `The connection to ${host} broke off.`,
      'Run again; when it stays, check the network and the proxy.',
    ],
    timeout: [
      'no-answer',
      `${host} did not answer in time.`,
      'Run again; when it stays, check the network and the proxy.',
    ],
  };
  if (proxyHost !== undefined && isUnusable(failure.offers ?? [])) return unusableLogin(failure, context);
  // Through a proxy this machine looks up and calls the proxy alone.
  const [code, what, next] =
    proxyHost === undefined
      ? told[failure.problem]
      : (ofProxy(proxyHost)[failure.problem] ?? told[failure.problem]);
  const why = printable(context.redact(`${failure.detail} (${failure.code})`));
  return new PcError(what, { kind: 'unreachable', code, why, next });
}

/** User and password would change nothing. */
function unusableLogin(
  { offers = [], detail, code: status }: Extract<Failure, { type: 'network' }>,
  { proxyHost, redact }: CallContext,
): PcError {
  return new PcError(`The proxy ${proxyHost} takes a login by ${offers.join(' or ')} only.`, {
    kind: 'unreachable',
    code: 'proxy-login-unsupported',
    why: printable(redact(`${detail} (${status})`)),
    next: 'This program logs in to a proxy by Basic alone: let the proxy admit this machine without a login, or name a local one that logs in to it, such as cntlm or px.',
  });
}

function ofProxy(
  proxyHost: string,
): Readonly<Partial<Record<NetworkProblem, readonly [code: ErrorCode, what: string, next: string]>>> {
  return {
    dns: ['proxy-not-found', `The proxy ${proxyHost} is not known by name.`, 'Check the host of the proxy.'],
    refused: [
      'proxy-refused',
      `The proxy ${proxyHost} refuses the connection.`,
      'Check host and port of the proxy, and whether it runs.',
    ],
    unreachable: [
      'proxy-unreachable',
      `The proxy ${proxyHost} is not reachable from this machine.`,
      'Check host and port of the proxy, and the network.',
    ],
  };
}

/** The first line of an answer, or the words of a web page, at most 120 characters; cut after redaction, so that no part of a secret remains. */
function shown(firstLine: string, { redact }: CallContext): string {
  if (firstLine === '') return '';
  const text = redact(firstLine);
  if (!looksLikeHtml(text)) return `: ${cutText(printable(text), 120)}`;
  const words = cutText(printable(wordsOfPage(text)), 120);
  return words === '' ? ': a web page without words' : `: a web page, "${words}"`;
}

/** Said of a login that is refused, by its kind; one that is proven lacks what this API permits. */
function refusedLogin(context: CallContext): RefusalWording & { readonly what: string } {
  const { isProven = false, purpose, login } = context;
  if (isProven) {
    return {
      kind: 'refused',
      code: 'not-permitted',
      what: `Qualys accepts the login, but not to ${purpose}.`,
      next: proofWords[login.kind],
    };
  }
  const { what, next } = refusedLoginWords(login.kind);
  return { ...wrongCredentials, what, next: `${next}${platformHint(context)}` };
}

const proofWords: Readonly<Record<Login['kind'], string>> = {
  password:
    'Ask a Manager of the subscription to allow this API for the user: API access, a role other than Contact, and for connectors and assets full scope. A tenant may also take no passwords there: use a client id and secret then.',
  client:
    'Ask a Manager of the subscription to allow this API for the client: "UI and API access", and for connectors and assets full scope. Some APIs take no token: use a user and password then.',
  token:
    'Ask a Manager of the subscription to allow this API for the user of the token. Some APIs take no token: use a user and password then.',
};

/** The separator in a user name hints at the platform (fact sheet 3); good for a sentence, not for a decision. */
function platformHint({ login, host }: CallContext): string {
  const username = login.kind === 'password' ? login.username : '';
  const separator = /^[A-Za-z]+([_-])[A-Za-z0-9]+$/.exec(username)?.[1];
  const likely = findPlatform(separator === '_' ? 'US1' : separator === '-' ? 'EU1' : '');
  const general = ' A right password on the wrong platform is refused too';
  if (likely === undefined || likely.apiServer === host || likely.gateway === host)
    return `${general}: check the platform.`;
  return `${general}: the user name looks like one of ${likely.id}.`;
}
