import type { ReactNode } from 'react';
import { findPlatform } from '../qualys/platforms.js';
import type { HeaderProps, RailStep } from '../ui/frame/header.js';
import { accountPlace, loginWords, type ServerAnswers } from '../wizard/draft.js';
import { originOfStep } from '../wizard/origins.js';
import type { WizardStart } from '../wizard/services.js';
import { wizardSteps } from '../wizard/steps.js';
import { needsReview, type Standing, standingOf, stepAt } from '../wizard/wizard.js';
import type { Wizard } from './state/use-wizard.js';
import type { StepShell } from './steps/step-props.js';

const railStates: Readonly<Record<Standing, RailStep['state']>> = {
  answered: 'done',
  open: 'open',
  'needs-review': 'needs-review',
  wrong: 'needs-review',
};

/** The first line of every screen: which account, and whether any of it is real. */
export function headerOf({ connection, state }: Wizard, { demo }: WizardStart): HeaderProps {
  const { draft } = state;
  return {
    product: 'qualys-pc',
    account:
      connection.status === 'connected' ? `${loginWords(draft)} · ${accountPlace(draft)}` : 'not connected',
    badge: demo ? 'demo' : undefined,
  };
}

/** What stands around every step: the account, the step's place, and its question. */
export function shellOf(
  { state, facts }: Wizard,
  start: WizardStart,
  header: HeaderProps,
  dialog: ReactNode,
): StepShell {
  const step = stepAt(state);
  return {
    header,
    steps: wizardSteps.map((each) => ({
      title: each.title,
      state: railStates[standingOf(state, each, facts)],
    })),
    at: state.at,
    question: step.question,
    origin: originOfStep(step.id, state.draft, { ...start, resumed: state.resumed }),
    reviewPrompt: needsReview(state, step) ? step.reviewPrompt : undefined,
    dialog,
  };
}

/** Host of the API server that the answers mean; empty while there is none. */
export function serverOf(answers: ServerAnswers): string {
  const place = accountPlace(answers);
  return findPlatform(place)?.apiServer ?? place;
}
