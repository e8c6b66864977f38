import type { Clock } from '../../src/clock.js';

const RealDate = Date;
let aheadMs = 0;

/** The date of this process while time is virtual: real time, and all that was slept. */
class VirtualDate extends RealDate {
  constructor(...given: [] | [number | string | Date]) {
    super(...((given.length === 0 ? [VirtualDate.now()] : given) as [number]));
  }

  static override now(): number {
    return RealDate.now() + aheadMs;
  }
}

/** Replaces the date of this process, for the program and the simulator alike; returns the way back, as `beforeAll` takes it. */
export function startVirtualTime(): () => void {
  globalThis.Date = VirtualDate as DateConstructor;
  return () => {
    globalThis.Date = RealDate;
    // Other files of this process start from real time, that of the programs they start.
    aheadMs = 0;
  };
}

interface Sleeper {
  readonly wakesAtMs: number;
  readonly wake: () => void;
}

/** Longer ones pass only when nothing else has gone on for a moment of real time. */
const shortMs = 5_000;
const idleMs = 15;
/** And for as many looks: a process that waits for its turn on a busy machine has not been idle. */
const idleLooks = { short: 3, long: 15 };
/** Names of work that the system does for this process, which ends by itself: files, connections, writes. */
const underWay = /Req|ConnectWrap|WriteWrap|ShutdownWrap/;
/** Whether the system still works on something that this process asked for. */
const isSystemBusy = () => process.getActiveResourcesInfo().some((name) => underWay.test(name));
/** The sleep of "a line at least once a minute", which goes on beside all work: it passes in real time. */
const isHeartbeat = (ms: number) => ms > 50_000 && ms <= 55_000;

/** A clock whose sleeps pass as soon as nothing else happens: the earliest first, none while a call is on its way. */
export class VirtualClock implements Clock {
  readonly #isBusy: () => boolean;
  readonly #sleepers = new Set<Sleeper>();
  #movedAt = performance.now();
  #idleLooks = 0;
  #timer: NodeJS.Timeout | undefined;

  /** @param isBusy - True while a call is answered. */
  constructor(isBusy: () => boolean) {
    this.#isBusy = isBusy;
  }

  readonly now = (): number => VirtualDate.now();

  readonly sleep = (ms: number, signal?: AbortSignal): Promise<void> =>
    new Promise((resolve, reject) => {
      if (signal?.aborted === true) return reject(signal.reason);
      const sleeper = { wakesAtMs: this.now() + ms, wake: resolve };
      signal?.addEventListener('abort', () => {
        this.#sleepers.delete(sleeper);
        reject(signal.reason);
      });
      if (isHeartbeat(ms)) return;
      this.#sleepers.add(sleeper);
      this.#move();
      this.#timer ??= setInterval(() => this.#advance(), 1);
    });

  /** Wakes nothing any more. */
  stop(): void {
    clearInterval(this.#timer);
    this.#sleepers.clear();
  }

  #advance(): void {
    if (this.#isBusy() || isSystemBusy()) {
      this.#move();
      return;
    }
    this.#idleLooks += 1;
    const [first] = [...this.#sleepers].sort((a, b) => a.wakesAtMs - b.wakesAtMs);
    if (first === undefined) return;
    const leftMs = first.wakesAtMs - this.now();
    const isLong = leftMs > shortMs;
    if (performance.now() - this.#movedAt < (isLong ? idleMs : 1)) return;
    if (this.#idleLooks < (isLong ? idleLooks.long : idleLooks.short)) return;
    aheadMs += Math.max(0, leftMs);
    this.#sleepers.delete(first);
    this.#move();
    first.wake();
  }

  /** Something went on just now. */
  #move(): void {
    this.#movedAt = performance.now();
    this.#idleLooks = 0;
  }
}
