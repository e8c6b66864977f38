/** Where something stands in a config file. */
export interface Position {
  /** Both counted from 1. */
  readonly line: number;
  readonly column: number;
  /** Which file, where there are several. */
  readonly file?: string | undefined;
}

/** What a format's reader makes of a text. */
export interface ReadDocument {
  readonly value: unknown;
  /** The position of the longest part of the path that exists. */
  readonly positionOf: (path: readonly PropertyKey[]) => Position | undefined;
}

/** Why a text is no document, worded for an error message. Never a part of the text, which may hold a password. */
export class Unreadable extends Error {
  readonly at: Position | undefined;
  /** The way out, where it is not that of every text of the format. */
  readonly next: string | undefined;

  constructor(why: string, at?: Position, { next }: { readonly next?: string } = {}) {
    super(why);
    this.at = at;
    this.next = next;
  }
}
