import type { SimulatorRequest } from './exchange.js';

/** One request, as tests read it. */
export interface JournalEntry {
  readonly at: string;
  readonly method: string;
  readonly path: string;
  /** The raw query: must be empty for a change. */
  readonly query: string;
  readonly action: string | undefined;
  readonly params: Record<string, string>;
  /** True when the call changes something in Qualys. */
  readonly changes: boolean;
  /** 0 while it is unanswered, and when the connection was dropped. */
  readonly status: number;
  /** The code the answer carried. */
  readonly code: string | undefined;
  readonly headers: Record<string, string>;
  /** Whether the login was right. */
  readonly authorized: boolean;
}

/** An entry while its request is being answered. */
export type OpenEntry = { -readonly [Key in keyof JournalEntry]: JournalEntry[Key] };

/** Opens the entry of a request. */
export function openEntry(request: SimulatorRequest, at: string): OpenEntry {
  return {
    at,
    method: request.method,
    path: request.path,
    query: request.query,
    action: request.action,
    params: { ...request.params },
    changes: false,
    status: 0,
    code: undefined,
    headers: { ...request.headers },
    authorized: false,
  };
}

const secretNames = /password|passphrase|authorization|secret/i;

/** The journal for another process: passwords, client secrets and login headers masked. */
export function publicJournal(journal: readonly JournalEntry[]): string {
  const masked = (record: Record<string, string>): Record<string, string> =>
    Object.fromEntries(
      Object.entries(record).map(([key, value]) => [key, secretNames.test(key) ? '***' : value]),
    );
  const entries = journal.map((entry) => ({
    ...entry,
    query: entry.query.replace(/((?:password|passphrase)[^=&]*=)[^&]*/gi, '$1***'),
    params: masked(entry.params),
    headers: masked(entry.headers),
  }));
  return JSON.stringify(entries, undefined, 2);
}

/** What is known of a request once it is answered. */
export interface JournalNotes {
  authorized: boolean;
  /** Called when the answer has been sent: the call no longer counts as running. */
  leave: () => void;
}
