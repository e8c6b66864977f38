import { SharedText, SharedTexts } from '../../text/shared-text.js';
import type { ControlLine } from '../../workflow/results/control-line.js';
import type { Result } from '../../workflow/results/result.js';
import { cleanText } from '../markup.js';
import { whyWords } from '../row-words.js';

type Cell = (row: ControlLine, policyTitle: string) => string;

/** The same for every row of a control. */
const ofControl = {
  policyId: (row) => row.policyId,
  policy: (_row, title) => title,
  cid: (row) => String(row.cid),
  statement: (row) => row.statement,
  criticality: (row) => String(row.criticality.value),
  criticalityLabel: (row) => row.criticality.label,
} as const satisfies Record<string, Cell>;

/** The same for the rows of a host, which follow each other. */
const ofPlace = {
  hostId: (row) => row.host.id,
  ip: (row) => row.host.ip,
  dns: (row) => row.host.dns ?? '',
  technology: (row) => row.technology,
  instance: (row) => row.instance,
} as const satisfies Record<string, Cell>;

const ofState = {
  state: (row) => row.state,
  missing: (row) => listCell(row.missing),
  unexpected: (row) => listCell(row.unexpected),
  evaluatedAt: (row) => row.evaluatedAt ?? '',
  exceptionStatus: (row) => row.exception?.status ?? '',
  exceptionEndsAt: (row) => row.exception?.endsAt ?? '',
  counts: (row) => row.counts,
  why: (row) => row.why,
  whyInWords: (row) => whyWords(row),
  exclusionCids: (row) => row.exclusion?.cids ?? '',
  exclusionReason: (row) => row.exclusion?.reason ?? '',
  exclusionExpires: (row) => row.exclusion?.expires ?? '',
} as const satisfies Record<string, Cell>;

const columns = { ...ofControl, ...ofPlace, ...ofState };
const cells = {
  ofControl: Object.values(ofControl),
  ofPlace: Object.values(ofPlace),
  ofState: Object.values(ofState),
};

/** A line for each row: every cell quoted, formulas disarmed. Cells that rows share are written once. */
export class RowLines {
  /** Rows of several jobs name theirs. */
  readonly #hasJobs: boolean;
  readonly #controls: SharedTexts<number, ControlLine>;
  readonly #place = new SharedText<ControlLine>({
    differs: (a, b) =>
      a.host.id !== b.host.id ||
      a.host.ip !== b.host.ip ||
      a.host.dns !== b.host.dns ||
      a.technology !== b.technology ||
      a.instance !== b.instance,
    write: (row) => cellsOf(cells.ofPlace, row),
  });
  readonly #passed = new SharedText<ControlLine>({
    differs: (a, b) => a.evaluatedAt !== b.evaluatedAt || a.why !== b.why,
    write: (row) => cellsOf(cells.ofState, row),
  });

  constructor({ policies, jobs }: Pick<Result, 'policies' | 'jobs'>) {
    const titles = new Map(policies.map(({ id, title }) => [id, title]));
    this.#hasJobs = jobs !== undefined;
    this.#controls = new SharedTexts({
      differs: (a, b) =>
        a.policyId !== b.policyId ||
        a.statement !== b.statement ||
        a.criticality.value !== b.criticality.value ||
        a.criticality.label !== b.criticality.label,
      write: (row) => cellsOf(cells.ofControl, row, titles.get(row.policyId)),
      // What one host showed may be long.
      kept: (row) => ({ ...row, missing: [], unexpected: [] }),
    });
  }

  /** The line of names. */
  get heading(): string {
    return `${this.#names.map(cell).join(',')}\r\n`;
  }

  /** The line of a row. */
  of(row: ControlLine): string {
    const own = `${this.#controls.of(row.cid, row)},${this.#place.of(row)},${this.#stateOf(row)}\r\n`;
    return this.#hasJobs ? `${cell(row.job ?? '')},${own}` : own;
  }

  /** A line that has words in place of a statement, and nothing else. */
  withWords(words: string): string {
    return `${this.#names.map((name) => cell(name === 'statement' ? words : '')).join(',')}\r\n`;
  }

  get #names(): readonly string[] {
    return [...(this.#hasJobs ? ['job'] : []), ...Object.keys(columns)];
  }

  #stateOf(row: ControlLine): string {
    const { state, counts, missing, unexpected, exception, exclusion } = row;
    const isPlain = missing.length + unexpected.length === 0 && exception === null && exclusion === null;
    return state === 'passed' && counts === 'no' && isPlain
      ? this.#passed.of(row)
      : cellsOf(cells.ofState, row);
  }
}

function cellsOf(of: readonly Cell[], row: ControlLine, policyTitle = ''): string {
  return of.map((text) => cell(text(row, policyTitle))).join(',');
}

function cell(text: string): string {
  return `"${quoted(text)}"`;
}

/** Most cells: empty, or a letter or digit and then nothing that needs care. */
const plain = /^(?:[\dA-Za-z][\n !#-~]*)?$/;

function quoted(cell: string): string {
  return plain.test(cell) ? cell : disarmed(cleanText(cell)).replaceAll('"', '""');
}

/**
 * A spreadsheet runs a cell that starts with one of these as a formula; an apostrophe before it makes it text. One
 * that starts with an apostrophe gets a second, so that taking one off gives back every cell.
 */
function disarmed(cell: string): string {
  return /^[=+\-@\t\r\n'|%]/.test(cell) ? `'${cell}` : cell;
}

/** One value a line; backslash, line end and the empty value are written `\\`, `\n` and `\0`. */
function listCell(values: readonly string[]): string {
  return values
    .map((value) =>
      value === '' ? '\\0' : cleanText(value).replaceAll('\\', '\\\\').replaceAll('\n', '\\n'),
    )
    .join('\n');
}
