import { type ErrorText, PcError } from '../../errors.js';
import type { CallEvent } from '../../qualys/create-qualys-api.js';
import { counted } from '../../text/counted.js';
import { elapsed, took } from '../../text/elapsed.js';
import { printable, withCutMark } from '../../text/printable.js';
import type { Plan } from '../../workflow/plan/plan-changes.js';
import type { Result } from '../../workflow/results/result.js';
import type { ScanEvent } from '../../workflow/run/events.js';
import { type StepId, scanSteps, stepTitles } from '../../workflow/run/scan-steps.js';
import type { Annotation, CiLog } from '../process/ci-log.js';
import type { Output } from '../process/io.js';
import { printLines, type TerminalLook } from '../process/print.js';
import { errorAnnotation, errorLines } from '../process/print-error.js';
import { planLines } from './plan-lines.js';

export interface PrinterOptions {
  readonly stderr: Output;
  readonly look: TerminalLook;
  readonly level: 'quiet' | 'normal' | 'verbose';
  /** Folds the log, and puts errors where the CI shows them; none of one of several units. */
  readonly ci?: CiLog | undefined;
  /** Names the unit in each line, where several run at a time. */
  readonly unit?: string | undefined;
  /** When the clock in front of the lines began; with the first event without it. */
  readonly startedAtMs?: number | undefined;
  /** Takes the plan when it is no part of the log. */
  readonly takePlan?: ((plan: Plan) => void) | undefined;
}

/** `1:02:33`. */
const CLOCK_WIDTH = 7;
/** Below the first line of an entry. */
const MARGIN = ' '.repeat(CLOCK_WIDTH + 2);
/** Where the times of the steps end, as in the timeline. */
const TIMES_END = 72;

const paints = { green: 32, red: 31, yellow: 33, dim: 2 } as const;

interface LogGroup {
  readonly id: string;
  readonly title: string;
}

/** The steps that a folded log shows as one line. */
function groupOf(step: StepId): LogGroup {
  const index = scanSteps.indexOf(step);
  if (index <= scanSteps.indexOf('launch')) return { id: 'prepare', title: 'Prepare and launch the scan' };
  if (step === 'wait') return { id: 'wait', title: 'Wait for the scan' };
  return step === 'report'
    ? { id: 'report', title: 'Write the reports' }
    : { id: 'judge', title: 'Read and judge the posture' };
}

/** A run as calm lines on stderr: the same words and order as the wizard's timeline, a clock in front. */
export class HeadlessPrinter {
  readonly #options: PrinterOptions;
  #startedAt: number | undefined;
  #lastMessage = '';
  #group: LogGroup | undefined;
  #printedError: string | undefined;
  #skipped: { readonly reason: string; readonly steps: StepId[] } | undefined;

  constructor(options: PrinterOptions) {
    this.#options = options;
    this.#startedAt = options.startedAtMs;
  }

  show(event: ScanEvent): void {
    const nowMs = Date.parse(event.time);
    this.#startedAt ??= nowMs;
    const clock = elapsed(nowMs - this.#startedAt).padStart(CLOCK_WIDTH);
    if (event.type === 'plan' && this.#options.takePlan !== undefined) {
      this.#options.takePlan(event.plan);
      return;
    }
    if (event.type === 'error') {
      this.#closeGroup(nowMs);
      this.error(event.error);
      return;
    }
    // A file that is missing is part of the outcome.
    const isLost = event.step === 'report' && 'level' in event && event.level === 'warning';
    if (this.#options.level === 'quiet' && !isLost) return;
    if (event.type === 'judged') this.#closeGroup(nowMs);
    const lines = [...this.#skippedLines(event), ...this.#linesOf(event)];
    if (lines.length === 0) return;
    this.#openGroup(groupOf(event.step), nowMs);
    this.#write(
      lines.map(([first, ...more]) =>
        [
          `${this.#paint(clock, 'dim')}  ${this.#unitWords()}${first}`,
          ...more.map((line) => (line === '' ? '' : `${MARGIN}${line}`)),
        ].join('\n'),
      ),
    );
  }

  /** Prints an error once; see {@link hasPrinted}. */
  error({ what, why, next }: ErrorText): void {
    this.#printedError = what;
    const { unit } = this.#options;
    const error = { what: unit === undefined ? what : `${unit}: ${what}`, why, next };
    this.#write(errorLines(error, this.#options.look.unicode));
    this.#annotate(errorAnnotation(error));
  }

  #unitWords(): string {
    const { unit } = this.#options;
    return unit === undefined ? '' : `${printable(unit)}  `;
  }

  /** Steps skipped for one reason are one line, printed with the next event. */
  #skippedLines(event: ScanEvent): string[][] {
    const before = this.#skipped;
    if (event.type === 'step-skipped' && before?.reason === event.reason) {
      before.steps.push(event.step);
      return [];
    }
    this.#skipped = event.type === 'step-skipped' ? { reason: event.reason, steps: [event.step] } : undefined;
    if (before === undefined) return [];
    const titles = before.steps.map((step) => stepTitles[step]).join(', ');
    const reason = `${before.reason.charAt(0).toLowerCase()}${before.reason.slice(1)}`;
    const mark = this.#options.look.unicode ? '–' : '-';
    return [[this.#paint(`${mark} ${printable(`${titles}: ${reason}`)}`, 'dim')]];
  }

  /** Ends the group that is open, so that what follows is not folded with it. */
  #closeGroup(nowMs: number): void {
    const group = this.#group;
    this.#group = undefined;
    if (group !== undefined) this.#writeForCi(this.#options.ci?.close(group, nowMs));
  }

  #openGroup(group: LogGroup, nowMs: number): void {
    const { ci } = this.#options;
    if (ci === undefined || this.#group?.id === group.id) return;
    this.#closeGroup(nowMs);
    this.#group = group;
    this.#writeForCi(ci.open(group, nowMs));
  }

  #annotate(annotation: Annotation): void {
    this.#writeForCi(this.#options.ci?.error(annotation));
  }

  #writeForCi(line: string | undefined): void {
    if (line !== undefined) this.#options.stderr.write(`${line}\n`);
  }

  /** Ends the log: what a run prints after its last event is not folded. */
  end(nowMs: number): void {
    this.#closeGroup(nowMs);
  }

  /** Puts what fails the build, or the reason of an end without a verdict, where the CI shows errors. */
  annotateAll(annotations: readonly Annotation[]): void {
    if (this.#printedError !== undefined) return;
    for (const annotation of annotations) this.#annotate(annotation);
  }

  /** Whether an event printed this error already: it is printed once. */
  hasPrinted(error: unknown): error is PcError {
    return error instanceof PcError && error.what === this.#printedError;
  }

  /** One line per API call, with `--verbose`. */
  call(event: CallEvent): void {
    if (this.#options.level !== 'verbose' || event.type !== 'call') return;
    const { method, resource, status, code, attempt, durationMs } = event;
    const again = attempt > 1 ? `, attempt ${attempt}` : '';
    const refusal = code === undefined ? '' : ` code ${code}`;
    this.#write([
      this.#paint(
        `${MARGIN}${method} ${resource} ${status ?? 'no answer'}${refusal} ${durationMs} ms${again}`,
        'dim',
      ),
    ]);
  }

  /** The entries of an event, each of one or more lines. */
  #linesOf(event: ScanEvent): string[][] {
    switch (event.type) {
      case 'plan':
        return [['Plan', ...planLines(event.plan).map((line) => (line === '' ? '' : `  ${line}`))]];
      case 'step-done':
        this.#lastMessage = '';
        return [this.#doneLines(event)];
      case 'step-progress':
        return this.#progressLines(event);
      case 'judged':
        return this.#options.unit === undefined
          ? []
          : [[fixedCharacters(verdictWord(event.result), this.#options.look.unicode)]];
      case 'step-skipped':
      case 'step-started':
      case 'error':
        return [];
    }
  }

  #doneLines({ message, durationMs, level, facts }: Extract<ScanEvent, { type: 'step-done' }>): string[] {
    const { unicode } = this.#options.look;
    const inPart = level === 'warning';
    const mark = inPart ? '!' : unicode ? '✓' : 'ok';
    const time = took(durationMs);
    const text = fixedCharacters(printable(message), unicode);
    const room = Math.max(2, TIMES_END - MARGIN.length - mark.length - 1 - text.length - time.length);
    const scan = [facts?.scanRef, facts?.reportUrl].flatMap((fact) => (fact === undefined ? [] : [fact]));
    return [
      `${this.#paint(mark, inPart ? 'yellow' : 'green')} ${text}${' '.repeat(room)}${this.#paint(time, 'dim')}`,
      ...scan.map((fact) => `  ${this.#paint(printable(fact), 'dim')}`),
    ];
  }

  #progressLines({ message, level, facts }: Extract<ScanEvent, { type: 'step-progress' }>): string[][] {
    const text = fixedCharacters(printable(message), this.#options.look.unicode);
    if (level === 'warning') return [[`${this.#paint('!', 'yellow')} ${text}`]];
    if (level === 'info' && message === this.#lastMessage) return [];
    this.#lastMessage = message;
    const estimate = facts?.estimate;
    const about =
      estimate === undefined
        ? ''
        : `, about ${took(estimate.seconds * 1000)} from ${counted(estimate.scans, 'scan')}`;
    return [[`${this.#paint(this.#options.look.unicode ? '…' : '...', 'dim')} ${text}${about}`]];
  }

  #paint(text: string, paint: keyof typeof paints): string {
    return this.#options.look.color
      ? `\u001b[${paints[paint]}m${text}\u001b[${paint === 'dim' ? 22 : 39}m`
      : text;
  }

  #write(lines: readonly string[]): void {
    printLines(this.#options.stderr, lines);
  }
}

/** The verdict of one of several units in a line; why it is so is printed with the joined verdict. */
function verdictWord({ verdict: { outcome, reasons } }: Result): string {
  const [reason] = reasons;
  return printable(`Verdict: ${outcome}${reason === undefined ? '' : `. ${reason.what}`}`);
}

/** The separator of our own messages, and the mark of what is cut in them, where the locale is not UTF-8. */
function fixedCharacters(text: string, unicode: boolean): string {
  return withCutMark(unicode ? text : text.replaceAll(' · ', ', '), unicode);
}
