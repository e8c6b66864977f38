import { setMaxListeners } from 'node:events';
import type { PcError } from '../../errors.js';
import type { AnyEndpoint } from '../endpoint.js';
import type { RateWindow } from '../resources/connection.js';
import { rateHeadersOf, redirectHostOf } from './answer-headers.js';
import { BrokenCall, textOf } from './body-text.js';
import type { CallLimits, ClientOptions, ErrorScene } from './client-options.js';
import { CredentialGate, familyOf, isUnauthorized, refusesAccount } from './credential-gate.js';
import { EndpointQueue } from './endpoint-queue.js';
import { errorOf } from './error-of.js';
import { type Failure, networkFailure } from './failure.js';
import type { Carried } from './login/authorization.js';
import { type PreparedRequest, prepareRequest } from './prepare-request.js';
import { accountRedactor, codeOf } from './redactor.js';
import { isAmbiguous, lostError, outOfTime, retryOf, tooLongError } from './retry.js';
import { type Incoming, takeAnswer } from './take-answer.js';
import { type HttpAnswer, lateSignal } from './transport.js';
import { type Broken, type Call, type Turn, tryVersions, VersionRefused } from './try-versions.js';

/** What all clients of one account share: its limits, and whether its credentials were refused. */
interface Account {
  readonly queues: Map<string, EndpointQueue>;
  readonly gate: CredentialGate;
  rate: RateWindow | undefined;
}

/** Sends calls: one queue per endpoint, one retry policy, success decided by the body, no secret in events or errors. */
export class QualysClient {
  readonly options: ClientOptions;
  readonly signal: AbortSignal | undefined;
  readonly #account: Account;

  constructor(options: ClientOptions, account?: Account, signal?: AbortSignal) {
    this.options = options;
    this.signal = signal;
    this.#account = account ?? { queues: new Map(), gate: new CredentialGate(), rate: undefined };
  }

  /** The same account, with calls that stop when the signal does, or when no time remains. */
  withSignal(signal: AbortSignal, remainingMs?: () => number): QualysClient {
    const own = this.options.remainingMs;
    const least = remainingMs === undefined ? own : () => Math.min(own(), remainingMs());
    // Every running call listens to it; Node warns on stderr of a leak from eleven listeners on.
    setMaxListeners(0, signal);
    return new QualysClient({ ...this.options, remainingMs: least }, this.#account, signal);
  }

  /** The window by the last answer with rate headers. */
  get rate(): RateWindow | undefined {
    return this.#account.rate;
  }

  /** Guards the credentials; see {@link CredentialGate.enter}. */
  get gate(): CredentialGate {
    return this.#account.gate;
  }

  /** @throws PcError, or the signal's reason. */
  async send<Input, Output>(
    endpoint: AnyEndpoint<Input, Output>,
    input: Input,
    limits: CallLimits = {},
  ): Promise<Output> {
    return tryVersions(this.options.versions, endpoint, (versions, goesOn) =>
      this.#repeat({
        request: prepareRequest(endpoint, input, versions),
        limits,
        take: (incoming) => takeAnswer(incoming, endpoint, input),
        purpose: endpoint.purpose,
        repeatable: endpoint.repeatable,
        goesOn,
      }),
    );
  }

  /** The error of a failed call to this account. */
  errorOf(failure: Failure, { purpose, server, secrets = [], isProven = false }: ErrorScene): PcError {
    const proxy = this.options.proxyFor(server);
    const redact = accountRedactor(this.options, { server, secrets });
    const proxyHost = proxy === undefined ? undefined : new URL(proxy.url).host;
    const { host } = new URL(server);
    const { login } = this.options.authorization;
    return errorOf(failure, { purpose, host, login, isProven, proxyHost, redact });
  }

  async #repeat<Output>(call: Call<Output>): Promise<Output> {
    const { clock, remainingMs, random, onEvent } = this.options;
    const { request, limits, purpose, repeatable } = call;
    // The limits count an API, whatever its version.
    const queue = this.#queueOf(request.path.replace(/^\/api\/[^/]+/, ''));
    let mayRenew = true;
    for (let attempt = 1; ; attempt += 1) {
      const outcome = await this.#attempt(call, { attempt, queue, mayRenew });
      if ('value' in outcome) return outcome.value;
      const { failure, error, renewed } = outcome;
      if (renewed) {
        // Refused before it was read: the call is sent once more, even a launch.
        mayRenew = false;
        continue;
      }
      if (call.goesOn(failure)) throw new VersionRefused();
      const { mostTransient, urgentMs } = limits;
      const retry =
        urgentMs === undefined
          ? retryOf({ failure, attempt, repeatable, jitter: random(), mostTransient })
          : undefined;
      if (retry === undefined) throw !repeatable && isAmbiguous(failure) ? lostError(error, purpose) : error;
      const { waitMs, reason } = retry;
      if (waitMs > remainingMs()) {
        throw reason === 'rate' ? tooLongError(error, { waitMs, nowMs: clock.now() }) : error;
      }
      if (reason === 'rate') {
        // Every call of the endpoint waits, this one at its next turn.
        queue.hold({ untilMs: clock.now() + waitMs, error });
        continue;
      }
      onEvent({ type: 'waiting', resource: request.resource, seconds: Math.ceil(waitMs / 1000), reason });
      await clock.sleep(waitMs, this.signal);
    }
  }

  async #attempt<Output>(
    { request, limits, purpose, take }: Call<Output>,
    { attempt, queue, mayRenew }: Turn,
  ): Promise<{ readonly value: Output } | Broken> {
    const { clock, onEvent, authorization } = this.options;
    const leave = limits.urgentMs === undefined ? await this.#place(request, queue) : () => undefined;
    const family = familyOf(request.path);
    const proven = await this.gate.enter(family).catch((error: unknown) => {
      leave();
      throw error;
    });
    const startedMs = clock.now();
    let answer: HttpAnswer | undefined;
    let carried: Carried | undefined;
    const report = (code: string | undefined) => {
      const { method, resource } = request;
      const durationMs = clock.now() - startedMs;
      onEvent({ type: 'call', method, resource, status: answer?.status, code, attempt, durationMs });
    };
    try {
      carried = await authorization.carry(limits.graceMs === undefined ? this.signal : undefined);
      answer = await this.#dispatch(request, limits, carried.headers);
      const onAccepted = () => {
        authorization.accepted();
        proven('accepted');
      };
      const value = await take(this.#incoming(answer, { request, queue, onAccepted }));
      onAccepted();
      report(undefined);
      return { value };
    } catch (error) {
      if (limits.graceMs === undefined) this.signal?.throwIfAborted();
      if (!(error instanceof BrokenCall)) throw error;
      const { failure } = error;
      const { apiServer: server } = this.options;
      const isProven = this.gate.isProvenElsewhere(family);
      const reason = this.errorOf(failure, { purpose, server, secrets: request.secrets, isProven });
      report(failure.type === 'refused' ? codeOf(failure, this.options, request) : undefined);
      const renewed = mayRenew && isUnauthorized(failure) && (await authorization.renewAfter(carried?.token));
      proven(!renewed && refusesAccount(failure, reason) ? reason : undefined);
      return { failure, error: reason, renewed };
    } finally {
      proven(undefined);
      answer?.discard();
      leave();
    }
  }

  #incoming(
    answer: HttpAnswer,
    {
      request,
      queue,
      onAccepted,
    }: { request: PreparedRequest; queue: EndpointQueue; onAccepted: () => void },
  ): Incoming {
    const rate = rateHeadersOf(answer.headers, this.options.clock.now());
    const { limit, remaining, windowSec, toWaitSec } = rate;
    queue.learn(rate, { publishesLimits: request.publishesLimits, nowMs: this.options.clock.now() });
    if (limit !== undefined && remaining !== undefined && windowSec !== undefined) {
      this.#account.rate = { limit, remaining, windowSec };
    }
    const redirectedTo = redirectHostOf(answer.headers.location, this.options.apiServer);
    return { status: answer.status, toWaitSec, redirectedTo, chunks: textOf(answer), onAccepted };
  }

  /** Waits for a place in the endpoint's queue, then as long as the account's limits ask. */
  async #place(request: PreparedRequest, queue: EndpointQueue): Promise<() => void> {
    const { clock, remainingMs, onEvent } = this.options;
    const leave = await queue.enter(this.signal);
    try {
      const { heldMs, held, waitMs, ...rate } = queue.pause(clock.now());
      if (held !== undefined && heldMs > remainingMs()) {
        throw tooLongError(held, { waitMs: heldMs, nowMs: clock.now() });
      }
      if (waitMs > 0 && waitMs <= remainingMs()) {
        const seconds = Math.ceil(waitMs / 1000);
        onEvent({ type: 'waiting', resource: request.resource, seconds, reason: 'rate', ...rate });
        await clock.sleep(waitMs, this.signal);
      }
      return leave;
    } catch (error) {
      leave();
      throw error;
    }
  }

  async #dispatch(
    { method, path, headers, body, firstByteMs }: PreparedRequest,
    { urgentMs, graceMs }: CallLimits,
    login: Carried['headers'],
  ): Promise<HttpAnswer> {
    const { apiServer, transport } = this.options;
    const totalMs = urgentMs ?? this.options.remainingMs();
    if (totalMs <= 0) throw outOfTime();
    let isSent = false;
    try {
      return await transport.send({
        method,
        url: new URL(path, apiServer).href,
        headers: { ...headers, ...login },
        body,
        firstByteMs,
        totalMs,
        onSend: () => {
          isSent = true;
        },
        signal: graceMs === undefined ? this.signal : lateSignal(this.signal, graceMs),
      });
    } catch (error) {
      throw new BrokenCall(networkFailure(error, isSent));
    }
  }

  #queueOf(path: string): EndpointQueue {
    const known = this.#account.queues.get(path);
    if (known !== undefined) return known;
    const queue = new EndpointQueue(this.options.concurrency);
    this.#account.queues.set(path, queue);
    return queue;
  }
}
