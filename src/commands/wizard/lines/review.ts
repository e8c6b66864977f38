import { exitCode } from '../../../errors.js';
import {
  type Ending,
  reviewActions,
  whyNoLaunch,
  writtenNote,
} from '../../../screens/review/review-actions.js';
import type { Draft } from '../../../wizard/draft.js';
import { configFromDraft } from '../../../wizard/draft-config.js';
import { launchConcerns, planWarnings } from '../../../wizard/plan-warnings.js';
import { rerunCommand } from '../../../wizard/rerun-command.js';
import type { LaunchOptions, WizardEnding } from '../../../wizard/services.js';
import { type WizardStepId, wizardSteps } from '../../../wizard/steps.js';
import { fileDifferences, summaryOf } from '../../../wizard/summary.js';
import { canLaunch, standingOf } from '../../../wizard/wizard.js';
import { changeWords, type Plan, planWords } from '../../../workflow/plan/plan-changes.js';
import type { Result } from '../../../workflow/results/result.js';
import type { LineContext } from './line-context.js';
import { sayError } from './read-list.js';
import { showSnippet, writeConfig } from './save.js';
import { watchScan } from './scan.js';
import { askChoice, askYesNo, back, kept } from './talk.js';
import { sayVerdictAndAsk } from './verdict.js';

type Action = Ending | 'change' | 'reread';

/** A config file and the answers that it holds. */
interface SavedConfig {
  readonly path: string;
  readonly draft: Draft | undefined;
  /** Name of the job, in a file with several. */
  readonly job: string | undefined;
}

/** The last step: every answer, what a launch would change in Qualys, and what to do with it. */
export class LineReview {
  readonly #context: LineContext;
  /** The plan of the answers that it was read for. */
  #plan: { readonly of: string; readonly plan: Plan } | undefined;
  #saved: SavedConfig | undefined;
  /** The verdict that was watched last. */
  #result: Result | undefined;
  #launches = 0;

  constructor(context: LineContext) {
    const { configPath, prefilled, jobInFile } = context.start;
    this.#context = context;
    if (configPath !== undefined) this.#saved = { path: configPath, draft: prefilled, job: jobInFile };
  }

  /** One round of Review. @returns the ending, or undefined when it goes on with the step that is open then. */
  async ask(): Promise<WizardEnding | undefined> {
    const { terminal, answers } = this.#context;
    this.#sayAnswers();
    const plan = await this.#readPlan();
    const state = plan !== undefined ? 'ready' : this.#isReady() ? 'failed' : 'unready';
    const actions = reviewActions({ hasVerdict: this.#result !== undefined, plan: state });
    const picked = await askChoice<Action>(terminal, {
      label: 'What next',
      choices: [
        ...actions.map(({ value, label, isDim }) => ({
          value,
          label,
          disabledReason: isDim && state !== 'ready' ? whyNoLaunch[state].replace(/\.$/, '') : undefined,
        })),
        { value: 'change', label: 'Change an answer' },
        ...(state === 'failed' ? [{ value: 'reread' as const, label: 'Read the plan again' }] : []),
      ],
    });
    if (picked === kept || picked === 'reread') return undefined;
    if (picked === back) answers.dispatch({ type: 'back' });
    else return this.#do(picked, plan);
    return undefined;
  }

  /** Launches a scan, or resumes one, and watches it. */
  async launch(options: LaunchOptions): Promise<WizardEnding | undefined> {
    const { services, answers } = this.#context;
    this.#launches += 1;
    const watched = await watchScan(this.#context, services.launch(answers.draft, answers.secrets, options));
    if (watched.kind === 'left') return watched.ending;
    if (watched.kind === 'judged') this.#result = watched.result;
    return this.#afterScan(watched.kind === 'judged' ? watched.result : undefined, watched.files);
  }

  async #do(action: Exclude<Action, 'reread'>, plan: Plan | undefined): Promise<WizardEnding | undefined> {
    switch (action) {
      case 'change':
        return this.#change();
      case 'save':
        await this.#save();
        return undefined;
      case 'snippet':
        await showSnippet(this.#context, this.#saved?.path);
        return undefined;
      case 'leave':
        return this.#ending();
      case 'verdict':
        return this.#result === undefined ? undefined : this.#afterScan(this.#result, []);
      case 'launch':
        return plan !== undefined && (await this.#agrees(plan))
          ? this.launch({ newIps: plan.newIps?.count })
          : undefined;
      default: {
        const never: never = action;
        return never;
      }
    }
  }

  async #afterScan(result: Result | undefined, files: readonly string[]): Promise<WizardEnding | undefined> {
    const { answers, start } = this.#context;
    const { draft } = answers;
    const rerun =
      this.#saved !== undefined && this.#saved.draft === draft
        ? rerunCommand({ ...this.#saved, given: start.given, draft })
        : undefined;
    const next = await sayVerdictAndAsk(this.#context, { result, files, rerun });
    if (next === 'leave') return this.#ending();
    if (next === 'exclude') await this.#save();
    if (next === 'scanner' || next === 'auth-record') answers.dispatch({ type: 'open', step: next });
    return undefined;
  }

  #ending(): WizardEnding {
    const { answers, start } = this.#context;
    const isKept = answers.isTouched && !start.demo && this.#saved?.draft !== answers.draft;
    return {
      exitCode: this.#result?.verdict.exitCode ?? exitCode.passed,
      lines: isKept ? ['The answers are kept: qualys-pc goes on with them.'] : [],
    };
  }

  async #save(): Promise<void> {
    const { answers, services, terminal, start } = this.#context;
    const { draft } = answers;
    const written = await writeConfig(this.#context, configFromDraft(draft), this.#saved?.path);
    if (written === undefined) return;
    const { path, job } = written;
    this.#saved = { path, draft, job };
    services.forgetDraft();
    const { said, command } = writtenNote({ kind: 'config', path, draft, job }, draft, start.given);
    terminal.say(said, ...(command === undefined ? [] : [command]));
  }

  async #change(): Promise<undefined> {
    const { answers, terminal, start, now } = this.#context;
    const picked = await askChoice<WizardStepId>(terminal, {
      label: 'Which answer',
      choices: summaryOf(answers.draft, { job: start.job, nowMs: now() }).map(({ step, label, text }) => ({
        value: step,
        label,
        detail: text,
      })),
    });
    if (picked !== back && picked !== kept) answers.dispatch({ type: 'open', step: picked });
    return undefined;
  }

  async #agrees(plan: Plan): Promise<boolean> {
    const { terminal } = this.#context;
    const concerns = launchConcerns(plan);
    if (concerns.length === 0) return true;
    terminal.say(...concerns);
    const answer = await askYesNo(terminal, { label: 'Launch the scan with these changes', now: false });
    return answer === true;
  }

  #isReady(): boolean {
    const { answers } = this.#context;
    return canLaunch(answers.state, answers.facts);
  }

  #sayAnswers(): void {
    const { answers, terminal, start, now } = this.#context;
    const here = { job: start.job, nowMs: now() };
    terminal.say(`Step ${wizardSteps.length} of ${wizardSteps.length}, Review.`);
    const differences = fileDifferences(answers.draft, here, this.#saved);
    for (const { step, label, text } of summaryOf(answers.draft, here)) {
      const record = wizardSteps.find(({ id }) => id === step);
      const standing = record && standingOf(answers.state, record, answers.facts);
      const was = differences.get(label);
      const note = standing === 'answered' ? (was === undefined ? '' : `, ${was}`) : ', look at it again';
      terminal.say(`${label}: ${text}${note}`);
    }
  }

  async #readPlan(): Promise<Plan | undefined> {
    const { answers, services, terminal, signal, start } = this.#context;
    if (!this.#isReady()) {
      terminal.say(whyNoLaunch.unready.replace(/:.*/, '.'));
      return undefined;
    }
    const of = JSON.stringify([configFromDraft(answers.draft), this.#launches]);
    if (this.#plan?.of !== of) {
      terminal.say('Reading what this would change in Qualys ...');
      try {
        this.#plan = { of, plan: await services.plan(answers.draft, answers.secrets, signal) };
      } catch (thrown) {
        sayError(this.#context, thrown);
        return undefined;
      }
    }
    const { plan } = this.#plan ?? {};
    if (plan !== undefined) terminal.say(...planLines(plan));
    for (const { text } of planWarnings(plan?.warnings ?? [], answers.draft, start.demo))
      terminal.say(`Warning: ${text}`);
    return plan;
  }
}

function planLines(plan: Plan): readonly string[] {
  const { heading, changed, kept: same, licence } = planWords(plan);
  return [
    `${heading}:`,
    ...changed.map(changeWords).map(({ what, how }) => `${what}: ${how}`),
    ...(same.length === 0 ? [] : [`keep ${same.length} as ${same.length === 1 ? 'it is' : 'they are'}`]),
    ...(licence === undefined ? [] : [`Warning: ${licence}`]),
  ];
}
