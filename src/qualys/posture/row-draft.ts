import type { GarbledAnswer } from '../xml/garbled-answer.js';
import { isoTime, isZeroTime } from '../xml/iso-time.js';
import type { PostureStatus } from './posture.js';
import { neverEnds, type RawRow, type RowContext } from './row-block.js';

/** Qualys' spelling first, so that the usual row needs no toLowerCase. */
const statuses: ReadonlyMap<string, PostureStatus> = new Map([
  ['Passed', 'passed'],
  ['Failed', 'failed'],
  ['Error', 'error'],
  ['passed', 'passed'],
  ['failed', 'failed'],
  ['error', 'error'],
]);

interface InnerElement {
  readonly name: string;
  readonly parent: string | undefined;
  readonly text: string;
}

/** The row that is being read: one object for all of them, as there are hundreds of thousands. */
export class RowDraft {
  readonly #garbled: (detail: string) => GarbledAnswer;
  #id = '';
  #hostId = '';
  #cid = '';
  #technologyId = '';
  #instance = '';
  #status = '';
  #evaluationDate = '';
  #lastPass = '';
  #lastFail = '';
  #exception: { status: string; endsAt: string } | undefined;
  #missing: string[] = [];
  #unexpected: string[] = [];
  #context: RowContext = {
    wrapper: 0,
    technologyId: '',
    instance: '',
    exception: undefined,
    evaluatedAt: '',
    statusDate: '',
  };
  /** The last EVALUATION_DATE as it was written; rows of a host share theirs. */
  #dateRead = '';
  /** The last status date as it was written. */
  #statusDateRead = '';

  /** @param garbled makes the error of a row that is none. */
  constructor(garbled: (detail: string) => GarbledAnswer) {
    this.#garbled = garbled;
  }

  start(): void {
    this.#id = '';
    this.#hostId = '';
    this.#cid = '';
    this.#technologyId = '';
    this.#instance = '';
    this.#status = '';
    this.#evaluationDate = '';
    this.#lastPass = '';
    this.#lastFail = '';
    this.#exception = undefined;
    this.#missing = [];
    this.#unexpected = [];
  }

  /** A direct child of INFO. */
  child(name: string, text: string): void {
    switch (name) {
      case 'ID':
        this.#id = text.trim();
        return;
      case 'HOST_ID':
        this.#hostId = text.trim();
        return;
      case 'CONTROL_ID':
        this.#cid = text.trim();
        return;
      case 'TECHNOLOGY_ID':
        this.#technologyId = text.trim();
        return;
      case 'STATUS':
        this.#status = text.trim();
        return;
      case 'EVALUATION_DATE':
        this.#evaluationDate = text.trim();
        return;
      case 'LAST_PASS_DATE':
        this.#lastPass = text.trim();
        return;
      case 'LAST_FAIL_DATE':
        this.#lastFail = text.trim();
        return;
      case 'INSTANCE':
        this.#instance = text.trim();
        return;
      case 'EXCEPTION':
        this.#exception ??= { status: '', endsAt: '' };
    }
  }

  /** An element further below. */
  inner({ name, parent, text }: InnerElement): void {
    if (name === 'V') this.#listOf(parent)?.push(text.trim());
    else if (parent === 'EXCEPTION') {
      this.#exception ??= { status: '', endsAt: '' };
      if (name === 'STATUS') this.#exception.status = text.trim();
      else if (name === 'END_DATETIME')
        this.#exception.endsAt = isZeroTime(text) ? neverEnds : (isoTime(text.trim()) ?? '');
    }
  }

  #listOf(parent: string | undefined): string[] | undefined {
    if (parent === 'MISSING') return this.#missing;
    return parent === 'UNEXPECTED' ? this.#unexpected : undefined;
  }

  /** As Qualys writes it. */
  #statusDateOf(status: PostureStatus): string {
    if (this.#exception?.status.toLowerCase() === 'approved')
      return dateOf(this.#lastPass) > dateOf(this.#lastFail) ? this.#lastPass : this.#lastFail;
    if (status === 'passed') return this.#lastPass;
    return status === 'failed' ? this.#lastFail : '';
  }

  /** @throws GarbledAnswer when the row lacks what every row has. */
  end(wrapper: number): RawRow {
    const status =
      statuses.get(this.#status) ?? statuses.get(this.#required('STATUS', this.#status).toLowerCase());
    if (status === undefined) throw this.#garbled(`a row has the unknown STATUS "${this.#status}"`);
    if (!/^\d{1,15}$/.test(this.#required('CONTROL_ID', this.#cid)))
      throw this.#garbled(`a row has the CONTROL_ID "${this.#cid}"`);
    return {
      context: this.#contextIn(wrapper, this.#statusDateOf(status)),
      id: this.#required('ID', this.#id),
      hostId: this.#required('HOST_ID', this.#hostId),
      cid: this.#cid,
      status,
      missing: this.#missing,
      unexpected: this.#unexpected,
    };
  }

  #required(name: string, value: string): string {
    if (value === '') throw this.#garbled(`the element INFO/${name} is missing`);
    return value;
  }

  /** The context of the row before as long as it holds. */
  #contextIn(wrapper: number, statusDate: string): RowContext {
    const before = this.#context;
    if (
      this.#evaluationDate === this.#dateRead &&
      this.#technologyId === before.technologyId &&
      this.#instance === before.instance &&
      statusDate === this.#statusDateRead &&
      this.#exception === before.exception &&
      wrapper === before.wrapper
    ) {
      return before;
    }
    this.#dateRead = this.#evaluationDate;
    this.#statusDateRead = statusDate;
    this.#context = {
      wrapper,
      technologyId: this.#technologyId,
      instance: this.#instance,
      exception: this.#exception,
      evaluatedAt: isoTime(this.#evaluationDate) ?? '',
      statusDate: dateOf(statusDate),
    };
    return this.#context;
  }
}

/** A time in ISO, the day alone when there is no time; empty for what is no date. */
function dateOf(text: string): string {
  const time = isoTime(text) ?? '';
  return /^\d{4}-\d{2}-\d{2}$/.test(text) ? time.slice(0, 10) : time;
}
