import type { ReactNode } from 'react';
import type { HeaderProps } from '../ui/header.js';
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

/** The first line of every screen: which account, and whether any of it is real. */
export function headerOf({ connection, state }: Wizard, { demo }: WizardStart): HeaderProps {
  const { draft } = state;
  const where = draft.platform === 'PCP' ? serverOf(draft) : draft.platform;
  return {
    product: 'qualys-pc',
    account: connection.status === 'connected' ? `${draft.username} · ${where}` : 'not connected',
    ...(demo ? { badge: 'demo' } : {}),
  };
}

/** What stands around every step: the account, the step's place, and its question. */
export function shellOf({ state, facts }: Wizard, header: HeaderProps, dialog: ReactNode): Shell {
  const step = stepAt(state);
  return {
    header,
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
