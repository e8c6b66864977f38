import type { SessionOptions } from './terminal-session.js';

/** A picture: what is run, and what happens before it is taken. */
export interface Scene extends Omit<SessionOptions, 'cwd'> {
  /** File name in docs/images without its ending. */
  readonly name: string;
}

/** Every picture that the documents show. */
export const scenes: readonly Scene[] = [
  {
    name: 'headless-demo',
    args: ['demo'],
    env: { CI: '1' },
    columns: 100,
    rows: 50,
    actions: [],
    toTheEnd: true,
  },
];
