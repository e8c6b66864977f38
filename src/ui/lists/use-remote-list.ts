import { useEffect, useEffectEvent, useReducer } from 'react';
import { type ErrorText, PcError } from '../../errors.js';

/** A list that is read from afar. */
export type RemoteList<T> =
  /** `waits`: why it takes long, where that is known. */
  | { readonly status: 'loading'; readonly waits?: string | undefined }
  | { readonly status: 'failed'; readonly error: ErrorText; readonly retry: () => void }
  | { readonly status: 'ready'; readonly items: readonly T[]; readonly reload: () => void };

type Reading<T> =
  | { readonly status: 'loading' }
  | { readonly status: 'failed'; readonly error: ErrorText }
  | { readonly status: 'ready'; readonly items: readonly T[] };
interface State<T> {
  /** What the reading is of: an answer for another question is never shown. */
  readonly of: string;
  readonly reading: Reading<T>;
}

/** What a person reads of anything that was thrown. */
export function errorTextOf(thrown: unknown): ErrorText {
  if (thrown instanceof PcError) {
    const { what, why, next } = thrown;
    return why === undefined ? { what, next } : { what, why, next };
  }
  const why = thrown instanceof Error ? thrown.message : String(thrown);
  return { what: 'The list could not be read', why, next: 'Try again with r.' };
}

/**
 * Reads a list when `of` changes, and again on retry. Aborts a reading whose screen is gone, and drops its answer.
 * Call it above the screen that shows the list, so that it loads while the person is elsewhere.
 * @param onAgain Called when the person asks for another reading, before it begins.
 * @param of names everything the list depends on; undefined reads nothing yet and stays `loading`.
 */
export function useRemoteList<T>(
  of: string | undefined,
  load: (signal: AbortSignal) => Promise<readonly T[]>,
  onAgain: () => void = () => undefined,
): RemoteList<T> {
  const [attempt, again] = useReducer((count: number) => count + 1, 0);
  const question = `${attempt} ${of ?? ''}`;
  const [state, answer] = useReducer((_before: State<T>, next: State<T>) => next, {
    of: '',
    reading: { status: 'loading' },
  });
  const read = useEffectEvent(load);
  useEffect(() => {
    if (of === undefined) return;
    const abort = new AbortController();
    const give = (reading: Reading<T>) => {
      if (!abort.signal.aborted) answer({ of: question, reading });
    };
    read(abort.signal).then(
      (items) => give({ status: 'ready', items }),
      (thrown: unknown) => give({ status: 'failed', error: errorTextOf(thrown) }),
    );
    return () => abort.abort();
  }, [of, question]);

  const askAgain = () => {
    onAgain();
    again();
  };
  if (of === undefined || state.of !== question) return { status: 'loading' };
  const { reading } = state;
  switch (reading.status) {
    case 'loading':
      return reading;
    case 'failed':
      return { ...reading, retry: askAgain };
    case 'ready':
      return { ...reading, reload: askAgain };
  }
}
