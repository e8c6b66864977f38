import type { Behaviour } from './behaviour.js';
import type { Refusal } from './parameter-rules.js';

interface Window {
  readonly calls: number[];
  running: number;
}

/** The limits of one subscription, counted per API (fact sheet 4). */
export class Limits {
  readonly #windows = new Map<string, Window>();
  readonly #limits: Behaviour['limits'];

  constructor(limits: Behaviour['limits']) {
    this.#limits = limits;
  }

  /** Counts a call in; a refusal means that it is not run. Concurrency is checked first. */
  enter(api: string, now: number): Refusal | undefined {
    const window = this.#window(api, now);
    const { atOnce, perWindow } = this.#limits;
    if (window.running >= atOnce) {
      const text = `This API cannot be run again until ${window.running} currently running instances have finished.`;
      return { refused: 1960, status: 409, text, items: { CALLS_TO_FINISH: String(window.running) } };
    }
    if (window.calls.length >= perWindow) {
      const wait = this.#waitSec(window, now);
      const text = `This API cannot be run again for another ${wait} seconds.`;
      return { refused: 1965, status: 409, text, items: { SECONDS_TO_WAIT: String(wait) } };
    }
    window.calls.push(now);
    window.running += 1;
    return undefined;
  }

  leave(api: string): void {
    const window = this.#windows.get(api);
    if (window !== undefined) window.running -= 1;
  }

  /**
   * The headers of fact sheet 4.2, true at this moment.
   * @param refused - code of the refusal that they go with: one of concurrency says nothing of what is left of the window.
   */
  headers(api: string, now: number, refused?: string): Record<string, string> {
    const window = this.#window(api, now);
    const { perWindow, windowSec, atOnce } = this.#limits;
    const remaining = Math.max(0, perWindow - window.calls.length);
    const left = {
      'X-RateLimit-Remaining': String(remaining),
      'X-RateLimit-ToWait-Sec': String(remaining === 0 ? this.#waitSec(window, now) : 0),
    };
    return {
      'X-RateLimit-Limit': String(perWindow),
      'X-RateLimit-Window-Sec': String(windowSec),
      ...(refused === '1960' ? {} : left),
      'X-Concurrency-Limit-Limit': String(atOnce),
      'X-Concurrency-Limit-Running': String(window.running),
    };
  }

  #waitSec(window: Window, now: number): number {
    const oldest = window.calls[0] ?? now;
    return Math.max(1, Math.ceil((oldest + this.#limits.windowSec * 1000 - now) / 1000));
  }

  #window(api: string, now: number): Window {
    const window = this.#windows.get(api) ?? { calls: [], running: 0 };
    this.#windows.set(api, window);
    const start = now - this.#limits.windowSec * 1000;
    while (window.calls[0] !== undefined && window.calls[0] <= start) window.calls.shift();
    return window;
  }
}
