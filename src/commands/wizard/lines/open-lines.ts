import { exitCode, PcError } from '../../../errors.js';
import { ago } from '../../../text/elapsed.js';
import { originOfStep } from '../../../wizard/origins.js';
import {
  type DetachedScan,
  earlierSession,
  startWithJob,
  type WizardEnding,
  type WizardStart,
} from '../../../wizard/services.js';
import { reviewIndex, type WizardStepId, wizardSteps } from '../../../wizard/steps.js';
import { targetWords } from '../../../wizard/summary.js';
import { needsReview, stepAt } from '../../../wizard/wizard.js';
import { wordedServices } from '../../../wizard/worded-services.js';
import type { CommandIo } from '../../process/io.js';
import { openPersonalStore } from '../../process/personal-store.js';
import { printLines } from '../../process/print.js';
import { signalEnd, wizardServices } from '../wizard-services.js';
import { startOf } from '../wizard-start.js';
import type { ScanEnd, WizardArgs } from '../world.js';
import { LineAnswers } from './line-answers.js';
import type { LineContext } from './line-context.js';
import { type LineTerminal, lineTerminal } from './line-terminal.js';
import { askAll, type Questions } from './questions.js';
import { errorSentences } from './read-list.js';
import { LineReview } from './review.js';
import { authRecordQuestions } from './steps/auth-record.js';
import { connectQuestions } from './steps/connect.js';
import { criteriaQuestions } from './steps/criteria.js';
import { optionProfileQuestions } from './steps/option-profile.js';
import { scannerQuestions } from './steps/scanner.js';
import { targetQuestions } from './steps/target.js';
import { timeoutQuestions } from './steps/timeouts.js';
import { askChoice, type LineChoice } from './talk.js';
import { verdictSentences } from './verdict.js';

/** The wizard in lines, for screen readers: the same steps, checks and services, one question at a time. */
export async function openLines(args: WizardArgs, io: CommandIo): Promise<number> {
  const store = await openPersonalStore(io);
  const scans = new Set<Promise<ScanEnd>>();
  const services = wordedServices(wizardServices({ args, io, store, scans }));
  const opened = await startOf(args, io, store);
  const terminal = lineTerminal(io);
  const stop = new AbortController();
  let context: LineContext | undefined;
  const walk = async (): Promise<WizardEnding> => {
    sayWelcome(terminal, opened);
    const start = await askJob(terminal, opened);
    const answers = new LineAnswers({ start, services, now: () => new Date(io.clock.now()).toISOString() });
    context = { terminal, answers, services, start, now: io.clock.now, signal: stop.signal };
    return walkLines(context);
  };

  let unsubscribe: () => void = () => undefined;
  const interrupted = new Promise<WizardEnding>((resolve) => {
    // A running scan gets the signal too; it ends first.
    unsubscribe = io.signals.subscribe((signal) => {
      void signalEnd(signal, { scans, isDemo: opened.demo }).then(({ exitCode: code, error, verdict }) => {
        const said = [
          ...(error === undefined ? [] : errorSentences(error)),
          ...(verdict === undefined ? [] : verdictSentences({ ...verdict, rerun: undefined })),
        ];
        const left = leftLines(context);
        resolve({ exitCode: code, lines: [...said, ...left.lines] });
      });
    });
  });
  try {
    const ending = await Promise.race([interrupted, walk().catch(leftByKey)]);
    printLines(io.stdout, ['', ...ending.lines]);
    return ending.exitCode;
  } finally {
    unsubscribe();
    stop.abort();
    terminal.close();
    context?.answers.close();
  }

  /** ctrl-c while a secret is typed comes as a key. */
  function leftByKey(thrown: unknown): WizardEnding {
    if (thrown instanceof PcError && thrown.kind === 'interrupted') return leftLines(context);
    throw thrown;
  }
}

/** The questions of every step but Review; a missing one does not compile. */
const questionsOf: Readonly<Record<Exclude<WizardStepId, 'review'>, Questions>> = {
  connect: connectQuestions,
  target: targetQuestions,
  'auth-record': authRecordQuestions,
  scanner: scannerQuestions,
  'option-profile': optionProfileQuestions,
  criteria: criteriaQuestions,
  timeouts: timeoutQuestions,
};

/** From the first question until the person leaves. */
async function walkLines(context: LineContext): Promise<WizardEnding> {
  const { terminal, answers, start } = context;
  const review = new LineReview(context);
  let resuming = await askOpening(context);
  for (;;) {
    const step = stepAt(answers.state);
    if (step.id === 'review') {
      const ending = await review.ask();
      if (ending !== undefined) return ending;
      continue;
    }
    terminal.say(`Step ${answers.state.at + 1} of ${wizardSteps.length}, ${step.title}. ${step.question}`);
    const origin = originOfStep(step.id, answers.draft, { ...start, resumed: answers.state.resumed });
    if (origin !== undefined) terminal.say(`The answers are ${origin}.`);
    if (needsReview(answers.state, step) && step.reviewPrompt !== undefined) terminal.say(step.reviewPrompt);
    const outcome = await askAll(context, questionsOf[step.id]);
    if (outcome === 'back') {
      if (answers.state.at === 0) terminal.say('This is the first question.');
      answers.dispatch({ type: 'back' });
      continue;
    }
    const before = answers.state;
    answers.dispatch({ type: 'forward', facts: answers.facts });
    if (answers.state.at === before.at && answers.state.showsProblems)
      terminal.say(...step.check(answers.draft, answers.facts).map(({ text }) => `Not right yet: ${text}`));
    if (step.id === 'connect' && resuming !== undefined) {
      const resume = resuming;
      resuming = undefined;
      const ending = await review.launch({ resume });
      if (ending !== undefined) return ending;
    }
  }
}

function sayWelcome({ say }: LineTerminal, { demo }: WizardStart): void {
  const told = demo ? ' A demo: nothing here is real, and nothing leaves this computer.' : '';
  say(`qualys-pc, one question at a time.${told} ? for help, ctrl-c leaves.`);
}

/** Of a config with several jobs one is chosen first. */
async function askJob(terminal: LineTerminal, start: WizardStart): Promise<WizardStart> {
  if (start.jobs === undefined) return start;
  const picked = await askChoice<string | undefined>(terminal, {
    label: `Which job of ${start.configPath ?? 'the config'}`,
    choices: [
      ...start.jobs.jobs.map(({ name, draft }) => ({ value: name, label: name, detail: targetWords(draft) })),
      { value: undefined, label: 'a new job', detail: 'with the account and the defaults of the file' },
    ],
    hasNoBack: true,
  });
  return startWithJob(start, typeof picked === 'symbol' ? undefined : picked);
}

/** What an earlier session left, before anything is asked anew. @returns the scan to resume. */
async function askOpening({ terminal, answers, start, now }: LineContext): Promise<DetachedScan | undefined> {
  const earlier = earlierSession(start);
  if (earlier === undefined) return undefined;
  const { keptDraft, detachedScan, otherwise } = earlier;
  const choices: LineChoice<'scan' | 'draft' | 'anew'>[] = [];
  if (detachedScan !== undefined)
    choices.push({
      value: 'scan',
      label: `resume the scan ${detachedScan.reference}, launched ${ago(detachedScan.launchedAt, now())}`,
    });
  if (keptDraft !== undefined)
    choices.push({ value: 'draft', label: `go on with the answers from ${ago(keptDraft.savedAt, now())}` });
  choices.push({ value: 'anew', label: `${otherwise.charAt(0).toLowerCase()}${otherwise.slice(1)}` });
  const picked = await askChoice(terminal, { label: 'Welcome back', choices, hasNoBack: true });
  if (picked === 'draft' && keptDraft !== undefined)
    answers.dispatch({ type: 'load', draft: keptDraft.draft, reached: keptDraft.reached });
  if (picked !== 'scan' || detachedScan === undefined) return undefined;
  answers.dispatch({ type: 'load', draft: detachedScan.draft, reached: reviewIndex });
  return detachedScan;
}

/** How the wizard ends when the person leaves it before a scan was watched to its end. */
function leftLines(context: LineContext | undefined): WizardEnding {
  const lines =
    context?.answers.isTouched && !context.start.demo
      ? ['The answers are kept: qualys-pc goes on with them.']
      : [];
  return { exitCode: exitCode.interrupted, lines };
}
