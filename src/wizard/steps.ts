import {
  checkAuthRecord,
  checkConnect,
  checkCriteria,
  checkOptionProfile,
  checkScanner,
  checkTarget,
  checkTimeouts,
} from './checks.js';
import { type Draft, loginWords } from './draft.js';
import type { Facts } from './facts.js';
import type { FieldProblem } from './problem.js';

interface StepRecord {
  readonly id: string;
  /** For the rail. */
  readonly title: string;
  /** The question at the top of the screen. */
  readonly question: string;
  /**
   * The earlier answers that this step's own answer was chosen for, as one comparable text. Empty when the answer
   * holds whatever came before. When it changes, the step needs review.
   */
  readonly restsOn: (draft: Draft) => string;
  /** Shown on the screen of a step that needs review. */
  readonly reviewPrompt?: string | undefined;
  /** Nothing when the step is answered. */
  readonly check: (draft: Draft, facts: Facts) => readonly FieldProblem[];
}

const accountOf = (draft: Draft) =>
  [draft.platform, draft.platform === 'PCP' ? draft.apiServer : '', loginWords(draft)].join(' ');
const profileOf = ({ optionProfile }: Draft) => optionProfile?.id ?? optionProfile?.title ?? '';
const nothing = () => '';
const nothingToAsk = () => [];

const records = [
  { id: 'connect', title: 'Connect', question: 'Connect to Qualys', restsOn: nothing, check: checkConnect },
  {
    id: 'target',
    title: 'Target',
    question: 'What should be scanned?',
    restsOn: (draft) => (draft.targetKind === 'ec2' && draft.connector !== undefined ? accountOf(draft) : ''),
    reviewPrompt: 'The account has changed since: is this still the connector?',
    check: checkTarget,
  },
  {
    id: 'auth-record',
    title: 'Auth record',
    question: 'How does the scanner log in?',
    restsOn: nothing,
    check: checkAuthRecord,
  },
  {
    id: 'scanner',
    title: 'Scanner',
    question: 'Which scanner does the work?',
    restsOn: (draft) => {
      const kind = draft.targetKind;
      if (kind === 'host' && draft.scanner === 'External') return kind;
      const connector = kind === 'ec2' ? (draft.connector?.accountId ?? '') : '';
      return [kind, connector, accountOf(draft)].join(' ');
    },
    reviewPrompt: 'The target or the account has changed since: is this still the right scanner?',
    check: checkScanner,
  },
  {
    id: 'option-profile',
    title: 'Profile',
    question: 'Which option profile and policies?',
    restsOn: accountOf,
    reviewPrompt: 'The account has changed since: is this still the right profile?',
    check: checkOptionProfile,
  },
  {
    id: 'criteria',
    title: 'Criteria',
    question: 'What should fail the build?',
    restsOn: (draft) => (draft.exclusions.some(({ cids }) => cids.trim() !== '') ? profileOf(draft) : ''),
    reviewPrompt: 'The option profile has changed since: do the excluded CIDs belong to its policies?',
    check: checkCriteria,
  },
  {
    id: 'timeouts',
    title: 'Timeouts',
    question: 'How long may it take?',
    restsOn: nothing,
    check: checkTimeouts,
  },
  { id: 'review', title: 'Review', question: 'Review', restsOn: nothing, check: nothingToAsk },
] as const satisfies readonly StepRecord[];

export type WizardStepId = (typeof records)[number]['id'];

/** One screen of the wizard, as data. Order, progress and "may I go on" all come from the list above. */
export interface WizardStep extends StepRecord {
  readonly id: WizardStepId;
}

export const wizardSteps: readonly WizardStep[] = records;

export const reviewIndex = wizardSteps.length - 1;

/** Position of a step. */
export function indexOfStep(id: WizardStepId): number {
  return wizardSteps.findIndex((step) => step.id === id);
}
