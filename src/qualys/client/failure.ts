import type { GarbledProblem } from '../xml/garbled-answer.js';

/** Why one attempt of a call brought no result. Plain facts without secrets; {@link errorOf} makes a sentence of it. */
export type Failure =
  /** Qualys refused, in the body. `code` is its CODE or responseCode. */
  | {
      readonly type: 'refused';
      readonly status: number;
      readonly code: string;
      readonly text: string;
      /** ITEM_LIST of a SIMPLE_RETURN. */
      readonly items: Readonly<Record<string, string>>;
      readonly toWaitSec: number | undefined;
    }
  /** A status that is no success with a body that explains nothing. */
  | {
      readonly type: 'status';
      readonly status: number;
      readonly firstLine: string;
      /** Host of the Location header of a redirect. */
      readonly redirectedTo?: string | undefined;
      readonly toWaitSec: number | undefined;
    }
  /** A success by status whose body cannot be read. */
  | {
      readonly type: 'garbled';
      readonly status: number;
      readonly problem: GarbledProblem;
      readonly detail: string;
      readonly firstLine: string;
    }
  /** No answer, or only a part of one. */
  | {
      readonly type: 'network';
      readonly problem: NetworkProblem;
      readonly code: string;
      readonly detail: string;
      /** The ways to log in that a proxy offers, where it refused the login and says so. */
      readonly offers?: readonly string[];
      /** False when not one byte of the request was written: nothing can have been done. */
      readonly isSent: boolean;
    };

/** What the network said went wrong; whether the request had left is said beside it. */
export type NetworkProblem =
  | 'dns'
  | 'refused'
  | 'unreachable'
  | 'tls'
  | 'proxy'
  | 'proxy-credentials'
  | 'lost'
  | 'timeout';

const byCode: Readonly<Record<string, NetworkProblem>> = {
  ENOTFOUND: 'dns',
  EAI_AGAIN: 'dns',
  EAI_NODATA: 'dns',
  ECONNREFUSED: 'refused',
  EHOSTUNREACH: 'unreachable',
  ENETUNREACH: 'unreachable',
  EADDRNOTAVAIL: 'unreachable',
  ETIMEDOUT: 'timeout',
};

/** What the tunnel's agent says of a proxy that refuses the tunnel, with its status. */
const tunnelRefused = /^Bad response: (\d{3})$/;

/** Whether an error's message says that a proxy wants a login, or another one. */
export function isProxyLogin(message: string): boolean {
  return tunnelRefused.exec(message)?.[1] === '407';
}

/**
 * What an error of the network means. Copies code and message only: the errors of got carry the request's options,
 * passwords among them, and must not get any further.
 * @param isSent - Whether a byte of the request may have been written.
 */
export function networkFailure(error: unknown, isSent: boolean): Extract<Failure, { type: 'network' }> {
  const {
    code = 'ERROR',
    message = String(error),
    offers = [],
  } = (error ?? {}) as { code?: string; message?: string; offers?: readonly string[] };
  const detail = message.split('\n')[0] ?? '';
  const proxyStatus = tunnelRefused.exec(detail)?.[1];
  if (proxyStatus !== undefined) {
    const offered = offers.length === 0 ? '' : ` and offers ${offers.join(', ')}`;
    return {
      type: 'network',
      problem: isProxyLogin(detail) ? 'proxy-credentials' : 'proxy',
      code: proxyStatus,
      detail: `the proxy answered HTTP ${proxyStatus}${offered}`,
      offers,
      isSent,
    };
  }
  if (detail === 'Proxy timeout')
    return { type: 'network', problem: 'proxy', code: 'ETIMEDOUT', detail, isSent };
  return { type: 'network', problem: problemOf(code, detail), code, detail, isSent };
}

function problemOf(code: string, message: string): NetworkProblem {
  const known = byCode[code];
  if (known !== undefined) return known;
  const tls = /^(?:CERT_|ERR_TLS_|ERR_SSL_|UNABLE_TO_|DEPTH_ZERO_|SELF_SIGNED_|HOSTNAME_MISMATCH|EPROTO)/;
  return tls.test(code) || /certificate/i.test(message) ? 'tls' : 'lost';
}
