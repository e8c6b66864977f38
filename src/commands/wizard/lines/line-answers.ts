import { accountKey, type Draft, type Secrets } from '../../../wizard/draft.js';
import { type Facts, hasHostPassword, type KnownLists } from '../../../wizard/facts.js';
import { type FieldName, problemAt } from '../../../wizard/problem.js';
import {
  firstAnswers,
  type Session,
  type WizardServices,
  type WizardStart,
} from '../../../wizard/services.js';
import { reviewIndex } from '../../../wizard/steps.js';
import {
  startWizard,
  stepAt,
  type WizardAction,
  type WizardState,
  wizardReducer,
} from '../../../wizard/wizard.js';

interface LineAnswersOptions {
  readonly start: WizardStart;
  readonly services: Pick<WizardServices, 'saveDraft'>;
  /** ISO; for the draft that is kept. */
  readonly now: () => string;
}

/** The answers of one session and what is known about them: the same reducer and checks that the screens have. */
export class LineAnswers {
  #state: WizardState;
  #secrets: Secrets;
  readonly #first: Draft;
  #session: Session | undefined;
  /** The account that the session was opened for. */
  #connectedAs = '';
  /** What was read of the account. */
  #lists: KnownLists = {};
  readonly #options: LineAnswersOptions;

  constructor(options: LineAnswersOptions) {
    const { prefilled, demo, secrets } = options.start;
    this.#options = options;
    this.#state = startWizard(firstAnswers(options.start), prefilled === undefined || demo ? 0 : reviewIndex);
    this.#secrets = secrets;
    this.#first = this.#state.draft;
  }

  get state(): WizardState {
    return this.#state;
  }
  get draft(): Draft {
    return this.#state.draft;
  }
  get secrets(): Secrets {
    return this.#secrets;
  }
  get lists(): KnownLists {
    return this.#lists;
  }

  /** Whether anything was answered that the draft did not begin with. */
  get isTouched(): boolean {
    return this.draft !== this.#first;
  }

  /** The connection, unless the account has changed since it was tested. */
  get session(): Session | undefined {
    return this.#connectedAs === accountKey(this.draft, this.#secrets) ? this.#session : undefined;
  }

  get facts(): Facts {
    return {
      ...this.#lists,
      connected: this.session !== undefined,
      hostPassword: hasHostPassword(this.draft, this.#secrets),
    };
  }

  dispatch(action: WizardAction): void {
    const before = this.#state;
    this.#state = wizardReducer(before, action);
    const { draft, reached } = this.#state;
    if (draft !== before.draft || reached !== before.reached)
      this.#options.services.saveDraft({ draft, reached, savedAt: this.#options.now() });
  }

  answer(patch: Partial<Draft>): void {
    this.dispatch({ type: 'answer', patch });
  }

  keepSecret(patch: Partial<Secrets>): void {
    this.#secrets = { ...this.#secrets, ...patch };
  }

  /** A new connection; what was read through the one before is forgotten. */
  connected(session: Session): void {
    this.#session?.close();
    this.#session = session;
    this.#connectedAs = accountKey(this.draft, this.#secrets);
    this.#lists = {};
  }

  know(lists: KnownLists): void {
    this.#lists = { ...this.#lists, ...lists };
  }

  /** What the step's own check says about a field of it. */
  problemWith(field: FieldName, index?: number): string | undefined {
    return problemAt(stepAt(this.#state).check(this.draft, this.facts), field, index);
  }

  close(): void {
    this.#session?.close();
  }
}
