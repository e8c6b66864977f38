import type { PostureStatus } from '../posture.js';

/** A row as the document tells it, before the glossary gives its ids names. */
export interface RawRow {
  /** Number of the POLICY wrapper in the document, from 0; its ID may stand after the rows. */
  readonly wrapper: number;
  readonly id: string;
  readonly hostId: string;
  readonly cid: string;
  readonly technologyId: string;
  readonly instance: string;
  readonly status: PostureStatus;
  readonly exception: { readonly status: string; readonly endsAt: string } | undefined;
  readonly evaluatedAt: string;
  readonly collectedAt: string;
  readonly missing: readonly string[];
  readonly unexpected: readonly string[];
}

// Control characters that no XML text can hold, so that values need no escaping.
const fieldEnd = '\u001f';
const listItem = '\u001d';
/** Ends a record within a block of them. */
export const recordEnd = '\u001e';

const letterOf = { passed: 'p', failed: 'f', error: 'e' } as const satisfies Record<PostureStatus, string>;
const statusOf: Readonly<Record<string, PostureStatus>> = { p: 'passed', f: 'failed', e: 'error' };

/** A row as one compact text: a million of them wait for their glossary. */
export function writeRecord(row: RawRow): string {
  const { exception } = row;
  return (
    row.wrapper +
    fieldEnd +
    row.id +
    fieldEnd +
    row.hostId +
    fieldEnd +
    row.cid +
    fieldEnd +
    row.technologyId +
    fieldEnd +
    row.instance +
    fieldEnd +
    letterOf[row.status] +
    fieldEnd +
    (exception === undefined ? '' : `${listItem}${exception.status}${listItem}${exception.endsAt}`) +
    fieldEnd +
    row.evaluatedAt +
    fieldEnd +
    row.collectedAt +
    fieldEnd +
    writeList(row.missing) +
    fieldEnd +
    writeList(row.unexpected)
  );
}

/** The row again. */
export function readRecord(record: string): RawRow {
  const fields = record.split(fieldEnd);
  const at = (index: number) => fields[index] ?? '';
  const [status, endsAt = ''] = readList(at(7));
  return {
    wrapper: Number(at(0)),
    id: at(1),
    hostId: at(2),
    cid: at(3),
    technologyId: at(4),
    instance: at(5),
    status: statusOf[at(6)] ?? 'error',
    exception: status === undefined ? undefined : { status, endsAt },
    evaluatedAt: at(8),
    collectedAt: at(9),
    missing: readList(at(10)),
    unexpected: readList(at(11)),
  };
}

const nothing: readonly string[] = [];

function writeList(values: readonly string[]): string {
  return values.length === 0 ? '' : listItem + values.join(listItem);
}

function readList(text: string): readonly string[] {
  return text === '' ? nothing : text.slice(1).split(listItem);
}
