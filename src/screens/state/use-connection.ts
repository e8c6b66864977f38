import { useEffect, useReducer, useRef } from 'react';
import { type ErrorText, PcError } from '../../errors.js';
import { errorTextOf } from '../../ui/lists/use-remote-list.js';
import { accountKey, type Draft, type Secrets } from '../../wizard/draft.js';
import type { Session, WizardServices } from '../../wizard/services.js';

/** The state of the connection, for the account as it is typed now. */
export type ConnectionState =
  | { readonly status: 'untested' }
  | { readonly status: 'testing' }
  /** `isRefused`: the same answers would be refused again, and too many refusals lock the account. */
  | { readonly status: 'failed'; readonly error: ErrorText; readonly isRefused: boolean }
  | {
      readonly status: 'connected';
      readonly session: Session;
      /** Distinguishes one session from the next. */
      readonly number: number;
      /** Whether the keychain holds the password, as a sentence; undefined until it has answered. */
      readonly remembered?: string;
    };

interface Tested {
  /** See {@link accountKey}. */
  readonly account: string;
  readonly state: ConnectionState;
}

export interface UseConnection {
  readonly connection: ConnectionState;
  readonly test: () => void;
}

/** Tests the connection when asked to, once per ask, and forgets the answer when the account changes. */
export function useConnection(services: WizardServices, draft: Draft, secrets: Secrets): UseConnection {
  const [tested, setTested] = useReducer((_before: Tested | undefined, next: Tested) => next, undefined);
  const running = useRef<AbortController>(undefined);
  const count = useRef(0);
  const open = useRef<Session>(undefined);
  useEffect(
    () => () => {
      running.current?.abort();
      open.current?.close();
    },
    [],
  );

  const account = accountKey(draft, secrets);
  const test = () => {
    running.current?.abort();
    const abort = new AbortController();
    running.current = abort;
    setTested({ account, state: { status: 'testing' } });
    services.connect(draft, secrets, abort.signal).then(
      async (session) => {
        if (abort.signal.aborted) return session.close();
        open.current?.close();
        open.current = session;
        count.current += 1;
        const state = { status: 'connected', session, number: count.current } as const;
        setTested({ account, state });
        if (!draft.remember || secrets.password === '') return;
        const kept = await services.remember(draft, secrets);
        const remembered = kept.kind === 'kept' ? 'The password is in the keychain.' : kept.reason;
        if (open.current === session) setTested({ account, state: { ...state, remembered } });
      },
      (thrown: unknown) => {
        if (!abort.signal.aborted)
          setTested({
            account,
            state: { status: 'failed', error: errorTextOf(thrown), isRefused: isRefusal(thrown) },
          });
      },
    );
  };
  const isCurrent = tested !== undefined && tested.account === account;
  return { connection: isCurrent ? tested.state : { status: 'untested' }, test };
}

const isRefusal = (thrown: unknown) => thrown instanceof PcError && thrown.code === 'wrong-credentials';
