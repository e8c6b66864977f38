import { type ComponentProps, type ReactNode, useState } from 'react';
import { expect, vi } from 'vitest';
import type { AccountLists } from '../../src/screens/state/use-account-lists.js';
import { AuthRecordScreen } from '../../src/screens/steps/auth-record.js';
import { ConnectScreen } from '../../src/screens/steps/connect/connect.js';
import { CriteriaScreen } from '../../src/screens/steps/criteria.js';
import { OptionProfileScreen } from '../../src/screens/steps/option-profile.js';
import { ScannerScreen } from '../../src/screens/steps/scanner.js';
import type { StepProps, StepShell } from '../../src/screens/steps/step-props.js';
import { TargetScreen } from '../../src/screens/steps/target/target.js';
import { TimeoutsScreen } from '../../src/screens/steps/timeouts.js';
import type { TerminalTraits } from '../../src/ui/frame/ui-context.js';
import type { RemoteList } from '../../src/ui/lists/use-remote-list.js';
import { type Draft, noSecrets, type Secrets } from '../../src/wizard/draft.js';
import type { Facts } from '../../src/wizard/facts.js';
import { indexOfStep, type WizardStepId, wizardSteps } from '../../src/wizard/steps.js';
import { draw, until } from '../support/draw.js';
import { hostDraft } from '../wizard/answers.js';
import { freshStart, fullAccount, nowMs, serverError } from './fake-services.js';

export const loading = { status: 'loading' } as const;

export function ready<Item>(items: readonly Item[] | Error): RemoteList<Item> {
  if (items instanceof Error) throw items;
  return { status: 'ready', items, reload: vi.fn() };
}

export function failed(retry = vi.fn()): RemoteList<never> {
  const { what, why = '', next } = serverError;
  return { status: 'failed', error: { what, why, next }, retry };
}

export const fullLists: AccountLists = {
  connectors: ready(fullAccount.connectors),
  instances: ready(fullAccount.instances),
  allInstances: ready(fullAccount.instances),
  scanners: ready(fullAccount.scanners),
  optionProfiles: ready(fullAccount.optionProfiles),
  authRecord: ready([]),
  authRecords: ready([]),
};

export const emptyLists: AccountLists = {
  connectors: ready([]),
  instances: ready([]),
  allInstances: ready([]),
  scanners: ready([]),
  optionProfiles: ready([]),
  authRecord: ready([]),
  authRecords: ready([]),
};

/** What any step's screen draws. */
export type AnyStepProps = StepProps &
  AccountLists &
  ComponentProps<typeof ConnectScreen> &
  ComponentProps<typeof TargetScreen> &
  ComponentProps<typeof AuthRecordScreen>;

/** Every step before Review. */
export const stepScreens: readonly [WizardStepId, (props: AnyStepProps) => ReactNode][] = [
  ['connect', ConnectScreen],
  ['target', TargetScreen],
  ['auth-record', AuthRecordScreen],
  ['scanner', ScannerScreen],
  ['option-profile', OptionProfileScreen],
  ['criteria', CriteriaScreen],
  ['timeouts', TimeoutsScreen],
];

interface StepOptions {
  readonly draft?: Partial<Draft>;
  readonly lists?: Partial<AccountLists>;
  readonly facts?: Partial<Facts>;
  readonly props?: Partial<AnyStepProps>;
  readonly terminal?: Partial<TerminalTraits>;
}

/** One step's screen, with answers that change as keys are pressed. Enter on a wrong step shows what is wrong, as in the wizard. */
export function drawStep(
  id: WizardStepId,
  Screen: (props: AnyStepProps) => ReactNode,
  options: StepOptions = {},
) {
  const calls = { onForward: vi.fn(), onBack: vi.fn(), onTest: vi.fn() };
  const seen: { draft: Draft; secrets: Secrets } = { draft: hostDraft, secrets: noSecrets };
  const step = wizardSteps[indexOfStep(id)];
  if (step === undefined) throw new RangeError(id);
  const lists = { ...fullLists, ...options.lists };
  const shell: StepShell = {
    header: { product: 'qualys-pc', account: 'acme2ab1 · US2' },
    steps: wizardSteps.map(({ title }) => ({ title, state: 'open' })),
    at: indexOfStep(id),
    question: step.question,
  };

  function Harness() {
    const [draft, setDraft] = useState<Draft>({ ...hostDraft, ...options.draft });
    const [secrets, setSecrets] = useState(noSecrets);
    const [showsProblems, setShowsProblems] = useState(false);
    seen.draft = draft;
    seen.secrets = secrets;
    const facts: Facts = { connected: true, hostPassword: secrets.hostPassword !== '', ...options.facts };
    const problems = step?.check(draft, facts) ?? [];
    return (
      <Screen
        shell={shell}
        draft={draft}
        problems={problems}
        showsProblems={showsProblems}
        secrets={secrets}
        connection={{ status: 'untested' }}
        recentAccounts={[]}
        nowMs={nowMs}
        {...lists}
        job={freshStart.job}
        onAnswer={(patch) => {
          setShowsProblems(false);
          setDraft((before) => ({ ...before, ...patch }));
        }}
        onSecret={(patch) => setSecrets((before) => ({ ...before, ...patch }))}
        onForward={() => (problems.length === 0 ? calls.onForward() : setShowsProblems(true))}
        onBack={calls.onBack}
        onTest={calls.onTest}
        {...options.props}
      />
    );
  }
  const screen = draw(<Harness />, options.terminal);
  const type = (text: string) => screen.press(...text);
  /** Waits until the frame says so, wherever its lines break. */
  const seeWords = (words: string) =>
    until(() => expect(screen.frame().replace(/\s+/g, ' ')).toContain(words));
  return { ...screen, ...calls, type, seen, seeWords };
}
