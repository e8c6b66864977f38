import { PcError } from '../errors.js';
import type { CallEvent } from '../qualys/create-qualys-api.js';
import { elapsed } from '../text/elapsed.js';
import { printable } from '../text/printable.js';
import type { ScanEvent } from '../workflow/events.js';
import type { Output } from './io.js';
import { planLines } from './plan-lines.js';
import { errorLines } from './print-error.js';
import type { TerminalLook } from './terminal-look.js';

export interface PrinterOptions {
  readonly stderr: Output;
  readonly look: TerminalLook;
  readonly level: 'quiet' | 'normal' | 'verbose';
}

const paints = { green: 32, red: 31, yellow: 33, dim: 2 } as const;

/** A run as calm lines on stderr: the same words and order as the wizard's timeline, a clock in front. */
export class HeadlessPrinter {
  readonly #options: PrinterOptions;
  #startedAt: number | undefined;
  #lastMessage = '';
  #told: string | undefined;

  constructor(options: PrinterOptions) {
    this.#options = options;
  }

  show(event: ScanEvent): void {
    const nowMs = Date.parse(event.time);
    this.#startedAt ??= nowMs;
    const elapsed = clockText(nowMs - this.#startedAt);
    if (event.type === 'error') {
      this.#told = event.error.what;
      this.#write(errorLines(event.error));
      return;
    }
    if (this.#options.level === 'quiet') return;
    const line = this.#lineOf(event);
    if (line === undefined) return;
    this.#write(
      line.map(
        (text, index) => `${index === 0 ? this.#paint(elapsed, 'dim') : ' '.repeat(elapsed.length)}  ${text}`,
      ),
    );
  }

  /** Whether the events said this error already: it is printed once. */
  hasTold(error: unknown): error is PcError {
    return error instanceof PcError && error.what === this.#told;
  }

  /** One line per API call, with `--verbose`. */
  call(event: CallEvent): void {
    if (this.#options.level !== 'verbose' || event.type !== 'call') return;
    const { method, resource, status, code, attempt, durationMs } = event;
    const again = attempt > 1 ? `, attempt ${attempt}` : '';
    const refusal = code === undefined ? '' : ` code ${code}`;
    this.#write([
      this.#paint(
        `        ${method} ${resource} ${status ?? 'no answer'}${refusal} ${durationMs} ms${again}`,
        'dim',
      ),
    ]);
  }

  #lineOf(event: ScanEvent): string[] | undefined {
    const { unicode } = this.#options.look;
    switch (event.type) {
      case 'plan':
        return ['Plan', ...planLines(event.plan)];
      case 'step-done': {
        this.#lastMessage = '';
        const mark = this.#paint(unicode ? '✓' : 'ok', 'green');
        return [`${mark} ${printable(event.message)}  ${this.#paint(durationText(event.durationMs), 'dim')}`];
      }
      case 'step-skipped':
        return undefined;
      case 'step-progress':
        return this.#progressLine(event);
      case 'step-started':
      case 'judged':
      case 'error':
        return undefined;
    }
  }

  #progressLine({
    message,
    level,
    facts,
  }: Extract<ScanEvent, { type: 'step-progress' }>): string[] | undefined {
    const text = printable(message);
    if (level === 'warning') return [`${this.#paint('!', 'yellow')} ${text}`];
    if (level === 'info' && message === this.#lastMessage) return undefined;
    this.#lastMessage = message;
    const estimate = facts?.estimate;
    const about =
      estimate === undefined
        ? ''
        : `, about ${durationText(estimate.seconds * 1000)} from ${estimate.scans} earlier scans`;
    return [`${this.#paint(this.#options.look.unicode ? '…' : '...', 'dim')} ${text}${about}`];
  }

  #paint(text: string, paint: keyof typeof paints): string {
    return this.#options.look.color
      ? `\u001b[${paints[paint]}m${text}\u001b[${paint === 'dim' ? 22 : 39}m`
      : text;
  }

  #write(lines: readonly string[]): void {
    this.#options.stderr.write(`${lines.join('\n')}\n`);
  }
}

/** The time since the start, in a column. */
function clockText(ms: number): string {
  return elapsed(ms).padStart(7);
}

/** `0.4 s`, `12 s`, `6 min 12 s`. */
function durationText(ms: number): string {
  if (ms < 10_000) return `${(ms / 1000).toFixed(1)} s`;
  const seconds = Math.round(ms / 1000);
  if (seconds < 60) return `${seconds} s`;
  return seconds % 60 === 0 ? `${seconds / 60} min` : `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
}
