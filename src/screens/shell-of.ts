import type { ReactNode } from 'react';
import type { RailStep } from '../ui/rail.js';
import type { WizardStart } from '../wizard/services.js';
import { wizardSteps } from '../wizard/steps.js';
import { isDoubted, type Standing, standingOf, stepAt } from '../wizard/wizard.js';
import { serverOf } from './server-of.js';
import type { Shell } from './step-props.js';
import type { Wizard } from './use-wizard.js';

const railStates: Readonly<Record<Standing, RailStep['state']>> = {
  answered: 'done',
  open: 'open',
  doubted: 'doubted',
  wrong: 'doubted',
};

/** What stands around every step: the account, the step's place, and its question. */
export function shellOf(wizard: Wizard, start: WizardStart, dialog: ReactNode): Shell {
  const { state, facts, connection } = wizard;
  const { draft } = state;
  const step = stepAt(state);
  const where = draft.platform === 'PCP' ? serverOf(draft) : draft.platform;
  return {
    account: connection.status === 'connected' ? `${draft.username} · ${where}` : 'not connected',
    ...(start.demo ? { badge: 'demo: nothing here is real' } : {}),
    steps: wizardSteps.map((each) => ({
      title: each.title,
      state: railStates[standingOf(state, each, facts)],
    })),
    at: state.at,
    question: step.question,
    ...(isDoubted(state, step) && step.doubt !== undefined ? { doubt: step.doubt } : {}),
    dialog,
  };
}
