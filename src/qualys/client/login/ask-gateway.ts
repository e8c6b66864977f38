import { BrokenCall, textOf, wholeText } from '../body-text.js';
import type { ClientOptions } from '../client-options.js';
import { type Failure, networkFailure } from '../failure.js';

/** One request to the gateway. Everything in it may be a secret. */
export interface GatewayRequest {
  readonly gateway: string;
  readonly path: '/auth' | '/auth/oidc' | '/auth/oauth';
  readonly headers?: Readonly<Record<string, string>> | undefined;
  readonly body: string;
  readonly signal?: AbortSignal | undefined;
}

/** The gateway's text, which is a token when it is the gateway's, or why there is none (fact sheet 8). */
export type GatewayAnswer =
  | { readonly type: 'text'; readonly text: string }
  | { readonly type: 'failure'; readonly failure: Failure };

/** Asks the gateway for a token, once. The token is a password for four hours. */
export async function askGateway(
  {
    transport,
    clock,
    onEvent,
    remainingMs,
  }: Pick<ClientOptions, 'transport' | 'clock' | 'onEvent' | 'remainingMs'>,
  { gateway, path, headers, body, signal }: GatewayRequest,
): Promise<GatewayAnswer> {
  const startedMs = clock.now();
  let status: number | undefined;
  try {
    const answer = await transport.send({
      method: 'POST',
      url: new URL(path, gateway).href,
      headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers },
      body,
      firstByteMs: 30_000,
      totalMs: Math.min(60_000, remainingMs()),
      signal,
    });
    status = answer.status;
    const text = (await wholeText(textOf(answer))).trim();
    if (status >= 200 && status < 300) return { type: 'text', text };
    return { type: 'failure', failure: { type: 'status', status, firstLine: '', toWaitSec: undefined } };
  } catch (error) {
    signal?.throwIfAborted();
    return {
      type: 'failure',
      failure: error instanceof BrokenCall ? error.failure : networkFailure(error, true),
    };
  } finally {
    const durationMs = clock.now() - startedMs;
    const resource = `${path} token`;
    onEvent({ type: 'call', method: 'POST', resource, status, code: undefined, attempt: 1, durationMs });
  }
}
