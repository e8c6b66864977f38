import { shellCommand } from '../../snippet/quote.js';
import type { Draft } from '../../wizard/draft.js';

/** A file that was written from Review. */
export interface WrittenFile {
  readonly kind: 'config' | 'snippet';
  readonly path: string;
  /** The answers it was written with. */
  readonly draft: Draft;
}

/** What was done, and the command that goes on from it. */
export interface WrittenNote {
  readonly said: string;
  readonly command?: string;
}

/** The headless command for a saved config. */
export function rerunCommand(path: string): string {
  return shellCommand(['qualys-pc', 'run', '--config', path]);
}

/** What was written where; a config is run again only while it says what the answers say. */
export function writtenNote({ kind, path, draft }: WrittenFile, now: Draft): WrittenNote {
  if (kind === 'snippet') return { said: `Wrote the snippet to ${path}.` };
  if (draft === now) return { said: `Saved ${path}. Again:`, command: rerunCommand(path) };
  return { said: `Saved ${path}; the answers have changed since.` };
}
