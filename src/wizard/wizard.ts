import { type Draft, type ExclusionDraft, emptyDraft } from './draft.js';
import { withExclusion } from './exclusion.js';
import type { Facts } from './facts.js';
import type { FieldProblem } from './problem.js';
import { hasOnlyPublicAddresses } from './scanner-warnings.js';
import { indexOfStep, reviewIndex, type WizardStep, type WizardStepId, wizardSteps } from './steps.js';

export interface WizardState {
  readonly draft: Draft;
  /** The answers of an earlier session that were loaded; undefined when there were none. */
  readonly resumed?: Draft | undefined;
  /** Index of the step on the screen. */
  readonly at: number;
  /** Highest index that was ever on the screen; later steps have not been asked yet. */
  readonly reached: number;
  /** What each answered step rested on when it was last confirmed (see {@link WizardStep.restsOn}). */
  readonly confirmedOn: Readonly<Partial<Record<WizardStepId, string>>>;
  /** The person tried to go on and could not; the reason shows until an answer changes. */
  readonly showsProblems: boolean;
  /**
   * Where forward leads. `walking`: to the next step. `resuming`: to the next step that needs the person, as when
   * a draft is resumed. `editing`: the same, and back leads to Review, from where the step was opened.
   */
  readonly mode: 'walking' | 'resuming' | 'editing';
}

export type WizardAction =
  | { readonly type: 'answer'; readonly patch: Partial<Draft> }
  | { readonly type: 'forward'; readonly facts: Facts }
  | { readonly type: 'back' }
  /** Excludes a control from the verdict that is on the screen: that reviews the criteria too. */
  | { readonly type: 'exclude'; readonly exclusion: ExclusionDraft }
  /** Opens a step from Review. */
  | { readonly type: 'open'; readonly step: WizardStepId }
  /** Replaces all answers, as with a draft that is resumed. */
  | { readonly type: 'load'; readonly draft: Draft; readonly reached: number };

/** @param reached - how far the person had come when the draft was kept; 0 for a new one. */
export function startWizard(draft: Draft = emptyDraft, reached = 0): WizardState {
  const answered = wizardSteps.slice(0, reached);
  const confirmedOn = Object.fromEntries(answered.map((step) => [step.id, step.restsOn(draft)]));
  return {
    draft,
    at: 0,
    reached,
    confirmedOn,
    showsProblems: false,
    mode: reached > 0 ? 'resuming' : 'walking',
  };
}

export function wizardReducer(state: WizardState, action: WizardAction): WizardState {
  switch (action.type) {
    case 'answer': {
      const draft = { ...state.draft, ...action.patch };
      return { ...state, draft, confirmedOn: confirmedAfterAnswer(state, draft), showsProblems: false };
    }
    case 'exclude': {
      const draft = { ...state.draft, exclusions: withExclusion(state.draft, action.exclusion) };
      return { ...state, draft, confirmedOn: { ...state.confirmedOn, criteria: criteriaRestOn(draft) } };
    }
    case 'forward':
      return canContinue(state, action.facts)
        ? wentForward(state, action.facts)
        : { ...state, showsProblems: true };
    case 'back':
      if (state.mode === 'editing')
        return { ...state, at: reviewIndex, mode: 'walking', showsProblems: false };
      return { ...state, at: Math.max(state.at - 1, 0), mode: 'walking', showsProblems: false };
    case 'open':
      return { ...state, at: indexOfStep(action.step), mode: 'editing', showsProblems: false };
    case 'load':
      return { ...startWizard(action.draft, action.reached), resumed: action.draft };
    default: {
      const never: never = action;
      return never;
    }
  }
}

export function stepAt({ at }: Pick<WizardState, 'at'>): WizardStep {
  const step = wizardSteps[at];
  if (step === undefined) throw new RangeError(`There is no step ${at}`);
  return step;
}

function problemsOf(state: WizardState, facts: Facts): readonly FieldProblem[] {
  return stepAt(state).check(state.draft, facts);
}

export function canContinue(state: WizardState, facts: Facts): boolean {
  return state.at < reviewIndex && problemsOf(state, facts).length === 0;
}

/** Every step is answered, and no answer needs review. */
export function canLaunch(state: WizardState, facts: Facts): boolean {
  return wizardSteps.every((step) => step.id === 'review' || standingOf(state, step, facts) === 'answered');
}

/** How a step stands, for the rail and the review. */
export type Standing = 'open' | 'answered' | 'needs-review' | 'wrong';

export function standingOf(state: WizardState, step: WizardStep, facts: Facts): Standing {
  if (state.confirmedOn[step.id] === undefined) return 'open';
  if (needsReview(state, step)) return 'needs-review';
  return step.check(state.draft, facts).length === 0 ? 'answered' : 'wrong';
}

/** How every step stands. */
export function standingsOf(state: WizardState, facts: Facts): Readonly<Record<WizardStepId, Standing>> {
  return Object.fromEntries(wizardSteps.map((step) => [step.id, standingOf(state, step, facts)])) as Record<
    WizardStepId,
    Standing
  >;
}

/** The answer was chosen for something that has changed since. */
export function needsReview({ confirmedOn, draft }: WizardState, step: WizardStep): boolean {
  const before = confirmedOn[step.id];
  return before !== undefined && before !== step.restsOn(draft);
}

/** What a step says while it is answered changes what it rests on, and marks only later steps for review. */
function confirmedAfterAnswer(state: WizardState, after: Draft): WizardState['confirmedOn'] {
  const step = stepAt(state);
  if (state.confirmedOn[step.id] === undefined || needsReview(state, step)) return state.confirmedOn;
  return { ...state.confirmedOn, [step.id]: step.restsOn(after) };
}

function wentForward(state: WizardState, facts: Facts): WizardState {
  const step = stepAt(state);
  const confirmedOn = { ...state.confirmedOn, [step.id]: step.restsOn(state.draft) };
  const draft = step.id === 'target' ? withProposedScanner(state.draft) : state.draft;
  const settled = { ...state, draft, confirmedOn, showsProblems: false };
  const at = state.mode === 'walking' ? state.at + 1 : nextUnsettled(settled, facts);
  // Beyond what was reached before, every step is new.
  const isOnKnownGround = at < (state.mode === 'resuming' ? state.reached : reviewIndex);
  const mode = isOnKnownGround ? state.mode : 'walking';
  return { ...settled, at, mode, reached: Math.max(state.reached, at) };
}

const criteriaRestOn = (draft: Draft) => wizardSteps[indexOfStep('criteria')]?.restsOn(draft) ?? '';

/** External is preselected when all addresses are public, nothing otherwise. */
function withProposedScanner(draft: Draft): Draft {
  return draft.scanner === '' && hasOnlyPublicAddresses(draft) ? { ...draft, scanner: 'External' } : draft;
}

/** The next step that needs the person, else Review. */
function nextUnsettled(state: WizardState, facts: Facts): number {
  const later = wizardSteps.findIndex(
    (step, index) => index > state.at && standingOf(state, step, facts) !== 'answered',
  );
  return later === -1 ? reviewIndex : later;
}
