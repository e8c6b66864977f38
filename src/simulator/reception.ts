import type { IncomingMessage, ServerResponse } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';
import { answerAbout } from './endpoints/about.js';
import { answerClientAuth, answerGatewayAuth } from './endpoints/gateway-auth.js';
import {
  type Answer,
  htmlPage,
  type Interception,
  type Interceptor,
  type SimulatorRequest,
} from './exchange.js';
import { answerFo, type FoContext, isFoChange } from './fo.js';
import { type JournalEntry, type OpenEntry, openEntry, publicJournal } from './journal.js';
import { Limits } from './limits.js';
import { answerQps, isQpsChange } from './qps/qps.js';
import { readRequest } from './read-request.js';
import { settle } from './scan-life.js';
import { sendAnswer, sendHalf } from './send-answer.js';
import { serverTime } from './server-time.js';
import type { Tenant } from './tenant.js';

/** Longer ones are refused; ids and addresses belong in the body (fact sheet 2.3). */
const longestQuery = 4000;

type DecidingInterception = Exclude<Interception, { kind: 'delay' }>;

interface ReceptionOptions {
  readonly tenant: Tenant;
  readonly interceptors: readonly Interceptor[];
  readonly scheme: 'http' | 'https';
  readonly clock: () => number;
}

/** Reads each request, records it in the journal and answers it, unless a scenario or a test intercepts it. */
export class Reception {
  readonly journal: JournalEntry[] = [];
  readonly #options: ReceptionOptions;
  readonly #limits: Limits;

  constructor(options: ReceptionOptions) {
    this.#options = options;
    this.#limits = new Limits(options.tenant.behaviour.limits);
  }

  async receive(incoming: IncomingMessage, response: ServerResponse): Promise<void> {
    try {
      const request = await readRequest(incoming);
      if (request.path === '/simulator/journal') {
        const headers = { 'content-type': 'application/json' };
        await sendAnswer(response, { status: 200, headers, body: publicJournal(this.journal) });
        return;
      }
      const entry = openEntry(request, new Date(serverTime()).toISOString());
      entry.changes = isFoChange(request) || isQpsChange(request.path);
      this.journal.push(entry);
      await this.#handle(request, entry, response);
    } catch {
      // The client closed the connection during its request or the answer: nothing can be sent.
      response.destroy();
    }
  }

  async #handle(request: SimulatorRequest, entry: OpenEntry, response: ServerResponse): Promise<void> {
    const interception = await this.#intercepted(request);
    if (interception?.kind === 'drop' && interception.when === 'before') {
      response.socket?.resetAndDestroy();
      return;
    }
    const notes = { authorized: false, leave: (): void => undefined };
    const ordinary = interception?.kind === 'replace' ? interception.answer : this.#answer(request, notes);
    const answer = interception?.kind === 'change' ? interception.change(ordinary) : ordinary;
    entry.authorized = notes.authorized;
    try {
      if (interception?.kind === 'drop') {
        if (interception.when === 'after') response.socket?.resetAndDestroy();
        else await sendHalf(response, answer);
        return;
      }
      entry.status = answer.status;
      entry.code = answer.code;
      await sendAnswer(response, answer);
    } finally {
      notes.leave();
    }
  }

  /** Delays add up; of everything else the first one counts. */
  async #intercepted(request: SimulatorRequest): Promise<DecidingInterception | undefined> {
    for (const interceptor of [...this.#options.interceptors]) {
      const interception = await interceptor(request);
      if (interception?.kind === 'delay') await delay(interception.ms, undefined, { ref: false });
      else if (interception !== undefined) return interception;
    }
    return undefined;
  }

  /** Reports a fault of the simulator as one, and not as an answer of Qualys. */
  #answer(request: SimulatorRequest, notes: FoContext['notes']): Answer {
    try {
      return this.#answerByFamily(request, notes);
    } catch (error) {
      const body = `The simulator failed: ${error instanceof Error ? error.stack : String(error)}\n`;
      return { status: 500, headers: { 'content-type': 'text/plain' }, body };
    }
  }

  #answerByFamily(request: SimulatorRequest, notes: FoContext['notes']): Answer {
    const { tenant, scheme, clock } = this.#options;
    const now = clock() + tenant.behaviour.clockAheadSec * 1000;
    settle(tenant, now);
    if (request.query.length > longestQuery) return htmlPage(414, 'Request-URI Too Long');
    const server = `${scheme}://${request.headers.host ?? 'localhost'}`;
    const context: FoContext = { tenant, limits: this.#limits, server, now, notes };
    if (request.path.startsWith('/api/')) return answerFo(request, context);
    if (request.path.startsWith('/qps/rest/')) return answerQps(request, context);
    if (request.path === '/auth') return answerGatewayAuth(request, context);
    if (request.path.startsWith('/auth/')) return answerClientAuth(request, context);
    if (request.path === '/msp/about.php') return answerAbout(request, context);
    if (request.path.startsWith('/fo/')) return htmlPage(200, 'Qualys portal');
    return htmlPage(404, 'Not Found');
  }
}
