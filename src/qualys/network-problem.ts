import type { Failure, NetworkProblem } from './failure.js';

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

/**
 * What an error of the network means. Copies code and message only: the errors of got carry the request's options,
 * passwords among them, and must not get any further.
 */
export function networkFailure(error: unknown): Extract<Failure, { type: 'network' }> {
  const { code = 'ERROR', message = String(error) } = (error ?? {}) as { code?: string; message?: string };
  const detail = message.split('\n')[0] ?? '';
  const proxyStatus = /^Bad response: (\d{3})$/.exec(detail)?.[1];
  if (proxyStatus !== undefined) {
    const problem = proxyStatus === '407' ? 'proxy-credentials' : 'proxy';
    return { type: 'network', problem, code: proxyStatus, detail: `the proxy answered HTTP ${proxyStatus}` };
  }
  if (detail === 'Proxy timeout') return { type: 'network', problem: 'proxy', code: 'ETIMEDOUT', detail };
  return { type: 'network', problem: problemOf(code, detail), code, detail };
}

function problemOf(code: string, message: string): NetworkProblem {
  const known = byCode[code];
  if (known !== undefined) return known;
  const tls = /^(?:CERT_|ERR_TLS_|ERR_SSL_|UNABLE_TO_|DEPTH_ZERO_|SELF_SIGNED_|HOSTNAME_MISMATCH|EPROTO)/;
  return tls.test(code) || /certificate/i.test(message) ? 'tls' : 'lost';
}
