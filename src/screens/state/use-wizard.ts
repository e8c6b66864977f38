import { useEffect, useEffectEvent, useReducer, useRef, useState } from 'react';
import type { Clock } from '../../clock.js';
import type { RemoteList } from '../../ui/lists/use-remote-list.js';
import { type Draft, jobNameIn, type Secrets } from '../../wizard/draft.js';
import { type Facts, hasHostPassword } from '../../wizard/facts.js';
import { firstAnswers, type WizardServices, type WizardStart } from '../../wizard/services.js';
import { reviewIndex } from '../../wizard/steps.js';
import { startWizard, type WizardAction, type WizardState, wizardReducer } from '../../wizard/wizard.js';
import { type AccountLists, useAccountLists } from './use-account-lists.js';
import { type UseConnection, useConnection } from './use-connection.js';

export interface Wizard extends UseConnection {
  readonly state: WizardState;
  readonly facts: Facts;
  /** The person has typed or chosen something, or resumed a draft. */
  readonly isTouched: boolean;
  readonly lists: AccountLists;
  readonly secrets: Secrets;
  readonly dispatch: (action: WizardAction) => void;
  readonly onAnswer: (patch: Partial<Draft>) => void;
  readonly onSecret: (patch: Partial<Secrets>) => void;
}

/** The answers, and everything that is known about them: one reducer, one connection, one set of lists. */
export function useWizard(start: WizardStart, services: WizardServices): Wizard {
  const [state, dispatch] = useReducer(wizardReducer, start, begin);
  const [firstDraftOf] = useState(state.draft);
  const [firstSecrets] = useState(start.secrets);
  const [secrets, setSecrets] = useState<Secrets>(firstSecrets);
  const { draft } = state;
  const { connection, test } = useConnection(services, draft, secrets);
  const lists = useAccountLists(connection, draft, jobNameIn(draft, start.job));

  return {
    state,
    dispatch,
    secrets,
    isTouched: draft !== firstDraftOf || secrets !== firstSecrets,
    connection,
    test,
    lists,
    facts: {
      connected: connection.status === 'connected',
      hostPassword: hasHostPassword(draft, secrets),
      ...known('authRecords', lists.authRecords),
      ...known('connectors', lists.connectors),
      ...known('instances', lists.instances),
      ...known('scanners', lists.scanners),
      ...known('optionProfiles', lists.optionProfiles),
      ...(lists.authRecord.status === 'ready' ? { authRecordExists: lists.authRecord.items.length > 0 } : {}),
    },
    onAnswer: (patch) => dispatch({ type: 'answer', patch }),
    onSecret: (patch) => {
      setSecrets((before) => ({ ...before, ...patch }));
      // An answer that changes nothing hides the problems: one of them may be the missing password.
      dispatch({ type: 'answer', patch: {} });
    },
  };
}

/** A draft that came from a file has an answer for every step; the demo shows them one by one all the same. */
function begin(start: WizardStart): WizardState {
  return startWizard(firstAnswers(start), start.prefilled === undefined || start.demo ? 0 : reviewIndex);
}

function known<Name extends string, Item>(
  name: Name,
  list: RemoteList<Item>,
): { readonly [Key in Name]?: readonly Item[] } {
  return list.status === 'ready'
    ? ({ [name]: list.items } as { readonly [Key in Name]: readonly Item[] })
    : {};
}

/** Milliseconds without a change after which the answers are written to disk. */
const pauseMs = 300;

/** Keeps the answers as one goes, and what is still unwritten when the wizard closes. */
export function useDraftKeeping(
  { state: { draft, reached }, isTouched }: Pick<Wizard, 'state' | 'isTouched'>,
  services: Pick<WizardServices, 'saveDraft'>,
  clock: Clock,
): void {
  const unwritten = useRef<Pick<WizardState, 'draft' | 'reached'>>(undefined);
  const write = useEffectEvent(() => {
    if (unwritten.current === undefined) return;
    services.saveDraft({ ...unwritten.current, savedAt: new Date(clock.now()).toISOString() });
    unwritten.current = undefined;
  });
  useEffect(() => {
    // A wizard that was opened and left untouched has nothing to go on with.
    if (!isTouched) return;
    unwritten.current = { draft, reached };
    const timer = setTimeout(() => write(), pauseMs);
    return () => clearTimeout(timer);
  }, [draft, reached, isTouched]);
  useEffect(() => () => write(), []);
}
