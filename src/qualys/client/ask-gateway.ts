import { BrokenCall, textOf, wholeText } from './body-text.js';
import type { QualysClient } from './client.js';
import { type Failure, networkFailure } from './failure.js';
import { encodeForm } from './prepare-request.js';

/** The gateway's answer: the modules of the token, or why there is none (fact sheet 8). */
export type GatewayAnswer =
  | {
      readonly type: 'token' /** Undefined when the token cannot be read. */;
      readonly modules: readonly string[] | undefined;
    }
  | { readonly type: 'failure'; readonly failure: Failure };

/** Asks the gateway for a token, once. The token is a password for four hours: only its modules leave this file. */
export async function askGateway(client: QualysClient, gateway: string): Promise<GatewayAnswer> {
  const { username, password, transport, clock, onEvent, remainingMs } = client.options;
  const proven = await client.gate.enter();
  const startedMs = clock.now();
  let status: number | undefined;
  try {
    const answer = await transport.send({
      method: 'POST',
      url: new URL('/auth', gateway).href,
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: encodeForm({ username, password, token: 'true' }),
      firstByteMs: 30_000,
      totalMs: Math.min(60_000, remainingMs()),
      signal: client.signal,
    });
    status = answer.status;
    const text = await wholeText(textOf(answer));
    if (status >= 200 && status < 300) {
      const modules = modulesIn(text.trim());
      // A web page in place of the gateway answers 200 as well, and proves nothing.
      if (modules !== undefined) proven('accepted');
      return { type: 'token', modules };
    }
    const failure: Failure = { type: 'status', status, firstLine: '', toWaitSec: undefined };
    if (status === 401) {
      proven(client.errorOf(failure, { purpose: 'log in', server: gateway }));
    }
    return { type: 'failure', failure };
  } catch (error) {
    client.signal?.throwIfAborted();
    return {
      type: 'failure',
      failure: error instanceof BrokenCall ? error.failure : networkFailure(error, true),
    };
  } finally {
    proven(undefined);
    const durationMs = clock.now() - startedMs;
    onEvent({
      type: 'call',
      method: 'POST',
      resource: '/auth token',
      status,
      code: undefined,
      attempt: 1,
      durationMs,
    });
  }
}

/** The entries of `modulesAllowed`, an array or a comma-separated text, of a JSON web token. */
function modulesIn(token: string): readonly string[] | undefined {
  const payload = token.split('.')[1];
  if (payload === undefined) return undefined;
  try {
    const claims = JSON.parse(Buffer.from(payload, 'base64url').toString('utf8')) as {
      modulesAllowed?: unknown;
    } | null;
    const allowed = claims?.modulesAllowed;
    if (Array.isArray(allowed)) return allowed.map((entry) => String(entry).trim());
    return typeof allowed === 'string' ? allowed.split(',').map((entry) => entry.trim()) : undefined;
  } catch {
    return undefined;
  }
}
