import type { WizardServices, WizardStart } from '../../../wizard/services.js';
import type { LineAnswers } from './line-answers.js';
import type { LineTerminal } from './line-terminal.js';

/** What every question may need. */
export interface LineContext {
  readonly terminal: LineTerminal;
  readonly answers: LineAnswers;
  readonly services: WizardServices;
  readonly start: WizardStart;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  /** Aborts with the wizard. */
  readonly signal: AbortSignal;
}
