import { PcError } from '../../../errors.js';
import type { ClientOptions } from '../client-options.js';
import { errorOf } from '../error-of.js';
import type { Failure } from '../failure.js';
import { redactorOf } from '../redactor.js';
import { retryOf } from '../retry.js';
import { askGateway } from './ask-gateway.js';
import { isToken, type Login } from './login.js';

/** Tries for an answer of the gateway, when none came or it is overloaded. */
const mostTries = 3;
/** Longest wait between two of them. */
const longestWaitMs = 60_000;

type Line = Pick<ClientOptions, 'transport' | 'clock' | 'onEvent' | 'proxyFor' | 'random' | 'remainingMs'>;

/**
 * Gets a token for a client's id and secret (fact sheet 8.1). The secret travels in one header of this call and
 * nowhere else; a refusal is final.
 * @throws PcError: `wrong-credentials`, or why the gateway gave no token.
 */
export async function askClientToken(
  line: Line,
  { gateway, login }: { readonly gateway: string; readonly login: Extract<Login, { kind: 'client' }> },
): Promise<string> {
  const { clientId, clientSecret, level } = login;
  const headers = { clientId, clientSecret, accept: '*/*' };
  // Where a subscription's client asks is described in two ways; a 404 has checked no secret.
  const paths = level === 'user' ? (['/auth/oidc'] as const) : (['/auth/oauth', '/auth/oidc'] as const);
  let failure: Failure | undefined;
  for (const path of paths) {
    failure = undefined;
    for (let attempt = 1; attempt <= mostTries; attempt += 1) {
      const answer = await askGateway(line, { gateway, path, headers, body: '' });
      if (answer.type === 'text') {
        if (isToken(answer.text)) return answer.text;
        const detail = 'the answer is not a token';
        failure = { type: 'garbled', status: 200, problem: 'unexpected', detail, firstLine: '' };
        break;
      }
      ({ failure } = answer);
      const retry = retryOf({ failure, attempt, repeatable: true, jitter: line.random() });
      const waitMs = Math.min(retry?.waitMs ?? 0, longestWaitMs);
      if (retry === undefined || attempt === mostTries || waitMs > line.remainingMs()) break;
      await line.clock.sleep(waitMs);
    }
    if (failure?.type !== 'status' || failure.status !== 404) break;
  }
  throw tokenError(failure, { line, gateway, login });
}

function tokenError(
  failure: Failure | undefined,
  {
    line,
    gateway,
    login,
  }: { readonly line: Line; readonly gateway: string; readonly login: Extract<Login, { kind: 'client' }> },
): PcError {
  if (failure === undefined) throw new Error('the gateway was not asked');
  const proxy = line.proxyFor(gateway);
  const error = errorOf(failure, {
    purpose: 'give a token for the client id',
    host: new URL(gateway).host,
    login,
    proxyHost: proxy === undefined ? undefined : new URL(proxy.url).host,
    redact: redactorOf([login.clientSecret, proxy?.password]),
  });
  if (error.code === 'wrong-credentials' || error.kind !== 'unreachable') return error;
  return new PcError(error.what, {
    kind: error.kind,
    code: error.code,
    why: error.why,
    next: `${error.next ?? ''} A login by client id needs the gateway: name it with --gateway when it is another one.`.trimStart(),
  });
}
