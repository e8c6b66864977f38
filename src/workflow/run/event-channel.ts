import type { Clock } from '../../clock.js';
import type { ProgressFacts, ScanEvent, ScanEventBody } from './events.js';
import type { StepId } from './scan-steps.js';

/** A silent job is killed by some CIs; something is said at least this often. */
const HEARTBEAT_MS = 55_000;

/** Joins the work of a scan, which says things as they happen, to the generator that its readers consume. */
export class EventChannel {
  readonly #clock: Clock;
  readonly #queue: ScanEvent[] = [];
  #wake: (() => void) | undefined;
  #closed = false;
  #step: StepId = 'connect';
  #startedAt = 0;
  #status = '';
  /** When something was said that readers show; repeated words are no news. */
  #newsAtMs: number;

  constructor(clock: Clock) {
    this.#clock = clock;
    this.#newsAtMs = clock.now();
  }

  /** The step that was started last. */
  get step(): StepId {
    return this.#step;
  }

  started(step: StepId, message: string): void {
    this.#step = step;
    this.#startedAt = this.#clock.now();
    this.#status = message;
    this.emit({ type: 'step-started', step, message });
  }

  progress(message: string, facts?: ProgressFacts): void {
    const isNews = message !== this.#status;
    this.#status = message;
    this.#progress('info', message, facts, isNews);
  }

  warning(message: string): void {
    this.#progress('warning', message);
  }

  done(message: string, facts?: ProgressFacts): void {
    this.#done(message, facts === undefined ? {} : { facts });
  }

  /** Ends a step that lacks something: its readers put no tick before it. */
  doneInPart(message: string): void {
    this.#done(message, { level: 'warning' });
  }

  #done(message: string, more: { readonly facts?: ProgressFacts; readonly level?: 'warning' }): void {
    const durationMs = Math.max(0, this.#clock.now() - this.#startedAt);
    this.emit({ type: 'step-done', step: this.#step, message, durationMs, ...more });
  }

  skipped(step: StepId, reason: string): void {
    this.emit({ type: 'step-skipped', step, reason });
  }

  emit(body: ScanEventBody, isNews = body.type !== 'step-started'): void {
    if (isNews) this.#newsAtMs = this.#clock.now();
    this.#queue.push({ v: 1, time: new Date(this.#clock.now()).toISOString(), ...body });
    this.#wake?.();
  }

  close(): void {
    this.#closed = true;
    this.#wake?.();
  }

  /** Every event in order until {@link close}, with a heartbeat whenever nothing was said for a while. */
  async *drain(): AsyncGenerator<ScanEvent, void> {
    for (;;) {
      for (let next = this.#queue.shift(); next !== undefined; next = this.#queue.shift()) yield next;
      if (this.#closed) return;
      if (!(await this.#somethingSaid())) this.#progress('heartbeat', this.#status);
    }
  }

  async #somethingSaid(): Promise<boolean> {
    const quiet = new AbortController();
    const said = new Promise<boolean>((resolve) => {
      this.#wake = () => resolve(true);
    });
    if (this.#queue.length > 0 || this.#closed) return true;
    const silentMs = Math.max(0, this.#newsAtMs + HEARTBEAT_MS - this.#clock.now());
    const silence = this.#clock.sleep(silentMs, quiet.signal).then(
      () => false,
      () => true,
    );
    const result = await Promise.race([said, silence]);
    // With a reason of its own: Node would make an error, with a stack, for each event.
    quiet.abort('said');
    return result;
  }

  #progress(
    level: 'info' | 'warning' | 'heartbeat',
    message: string,
    facts?: ProgressFacts,
    isNews = true,
  ): void {
    this.emit(
      {
        type: 'step-progress',
        step: this.#step,
        message,
        level,
        ...(facts === undefined ? {} : { facts }),
      },
      isNews,
    );
  }
}
