import type { PostureStatus } from './posture.js';

/** The end of an exception whose date is zero: it never ends (design, section 4, step 11). */
export const neverEnds = 'never';

/** The fields that consecutive rows usually share. */
export interface RowContext {
  /** Number of the POLICY wrapper in the document, from 0; its ID may stand after the rows. */
  readonly wrapper: number;
  readonly technologyId: string;
  readonly instance: string;
  readonly exception: { readonly status: string; readonly endsAt: string } | undefined;
  readonly evaluatedAt: string;
  /** LAST_PASS_DATE or LAST_FAIL_DATE, whichever goes with the status; empty when there is none. */
  readonly statusDate: string;
}

/** A row as read, with ids instead of names: the glossary follows the rows. */
export interface RawRow {
  readonly context: RowContext;
  readonly id: string;
  readonly hostId: string;
  readonly cid: string;
  readonly status: PostureStatus;
  readonly missing: readonly string[];
  readonly unexpected: readonly string[];
}

// Control characters that no XML text can hold, so that values need no escaping.
const fieldEnd = '\u001f';
const listEnd = '\u001e';
const listItem = '\u001d';
/** Begins a field that holds for the rows from there on. */
const contextMark = '\u001c';
const hostMark = '\u001b';

const letterOf = { passed: 'p', failed: 'f', error: 'e' } as const satisfies Record<PostureStatus, string>;
const statusOf: Readonly<Record<string, PostureStatus>> = { p: 'passed', f: 'failed', e: 'error' };

/** Packs rows into one compact text: up to a million are kept until the glossary is read. */
export class RowBlock {
  #fields: string[] = [];
  #rows = 0;
  #context: RowContext | undefined;
  #hostId: string | undefined;

  add({ context, id, hostId, cid, status, missing, unexpected }: RawRow): void {
    if (context !== this.#context) {
      this.#context = context;
      this.#fields.push(contextMark + writeContext(context));
    }
    if (hostId !== this.#hostId) {
      this.#hostId = hostId;
      this.#fields.push(hostMark + hostId);
    }
    const letter = letterOf[status];
    const noEvidence = missing.length === 0 && unexpected.length === 0;
    const tail = noEvidence ? letter : letter + writeList(missing) + listEnd + writeList(unexpected);
    this.#fields.push(id, cid, tail);
    this.#rows += 1;
  }

  get rows(): number {
    return this.#rows;
  }

  /** The rows so far as text; the block is empty again. */
  take(): string {
    const text = this.#fields.join(fieldEnd);
    this.#fields = [];
    this.#rows = 0;
    this.#context = undefined;
    this.#hostId = undefined;
    return text;
  }
}

/** The rows of a block, each passed through `make` when it is asked for. */
export function* unpackRows<Row>(block: string, make: (row: RawRow) => Row): Generator<Row, void> {
  const fields = block.split(fieldEnd);
  let context = readContext('');
  let hostId = '';
  for (let at = 0; at < fields.length; at += 1) {
    const field = fields[at] ?? '';
    if (field.startsWith(contextMark)) context = readContext(field.slice(1));
    else if (field.startsWith(hostMark)) hostId = field.slice(1);
    else {
      const tail = fields[at + 2] ?? '';
      const [missing, unexpected] = tail.length > 1 ? tail.slice(1).split(listEnd) : noLists;
      yield make({
        context,
        id: field,
        hostId,
        cid: fields[at + 1] ?? '',
        status: statusOf[tail.charAt(0)] ?? 'error',
        missing: readList(missing),
        unexpected: readList(unexpected),
      });
      at += 2;
    }
  }
}

function writeContext(context: RowContext): string {
  const { wrapper, technologyId, instance, exception, evaluatedAt, statusDate } = context;
  const told = exception === undefined ? [] : [exception.status, exception.endsAt];
  return [wrapper, technologyId, instance, evaluatedAt, statusDate, ...told].join(listItem);
}

function readContext(text: string): RowContext {
  const [wrapper, technologyId = '', instance = '', evaluatedAt = '', statusDate = '', status, endsAt = ''] =
    text.split(listItem);
  const exception = status === undefined ? undefined : { status, endsAt };
  return { wrapper: Number(wrapper), technologyId, instance, exception, evaluatedAt, statusDate };
}

const noLists: readonly string[] = [];
const nothing: readonly string[] = [];

function writeList(values: readonly string[]): string {
  return values.length === 0 ? '' : listItem + values.join(listItem);
}

function readList(text = ''): readonly string[] {
  return text === '' ? nothing : text.slice(1).split(listItem);
}
