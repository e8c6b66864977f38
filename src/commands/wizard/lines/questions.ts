import type { Draft, Secrets } from '../../../wizard/draft.js';
import type { FieldName } from '../../../wizard/problem.js';
import type { LineContext } from './line-context.js';
import { askText, askYesNo, back, kept, type TextQuestion } from './talk.js';

/** How a question was left; `first` begins the step anew. */
export type Left = 'next' | 'back' | 'first';

/** One question of a step. It stores its own answer. */
export type Question = (context: LineContext) => Promise<Left>;

/** The questions of a step, for the answers of now. */
export type Questions = (context: LineContext) => readonly Question[];

/** Asks them in order; an answer may add or remove later ones. */
export async function askAll(context: LineContext, questions: Questions): Promise<'next' | 'back'> {
  for (let at = 0; ; ) {
    const question = questions(context)[at];
    if (question === undefined) return 'next';
    const outcome = await question(context);
    if (outcome === 'back' && at === 0) return 'back';
    at = outcome === 'first' ? 0 : at + (outcome === 'next' ? 1 : -1);
  }
}

interface TextOptions extends Omit<TextQuestion, 'now'> {
  /** What the step's check is asked about; an answer that it refuses is asked for again. */
  readonly field?: FieldName;
  /** Which of several entries of the field. */
  readonly index?: number;
  readonly now: (draft: Draft) => string;
  readonly answer: (text: string) => Partial<Draft>;
}

/** A text of the draft, asked for until the step's own check takes it. */
export function textQuestion({ field, index, now, answer, ...asked }: TextOptions): Question {
  return async (context) => {
    const { terminal, answers } = context;
    for (;;) {
      const text = await askText(terminal, { ...asked, now: now(answers.draft) });
      if (text === back) return 'back';
      if (text !== kept) answers.answer(answer(text));
      const problem = field === undefined ? undefined : answers.problemWith(field, index);
      const told = now(answers.draft);
      if (problem === undefined) {
        terminal.say(`${asked.label}: ${told === '' ? 'none' : told}.`);
        return 'next';
      }
      terminal.say(`Not right yet: ${problem}`);
    }
  };
}

interface SecretOptions {
  readonly label: string;
  readonly secret: keyof Secrets;
  /** Where it comes from when nothing is typed. */
  readonly otherwise: string;
  readonly field?: FieldName;
}

/** A secret; nothing of it is shown, and every letter of it counts. */
export function secretQuestion({ label, secret, otherwise, field }: SecretOptions): Question {
  return async ({ terminal, answers }) => {
    for (;;) {
      const state = answers.secrets[secret] === '' ? otherwise : 'the one typed before';
      const typed = await terminal.askSecret(
        `${label}: it is not shown while you type. Enter alone takes ${state}.`,
      );
      if (typed !== '') answers.keepSecret({ [secret]: typed });
      const problem = field === undefined ? undefined : answers.problemWith(field);
      if (problem === undefined) {
        terminal.say(`${label}: ${answers.secrets[secret] === '' ? otherwise : 'typed'}.`);
        return 'next';
      }
      terminal.say(`Not right yet: ${problem}`);
      if (typed === '') return 'back';
    }
  };
}

interface YesNoOptions {
  readonly label: string;
  readonly field?: FieldName;
  readonly now: (draft: Draft) => boolean;
  readonly answer: (isYes: boolean) => Partial<Draft>;
}

/** Yes or no. */
export function yesNoQuestion({ label, field, now, answer }: YesNoOptions): Question {
  return async ({ terminal, answers }) => {
    for (;;) {
      const isYes = await askYesNo(terminal, { label, now: now(answers.draft) });
      if (isYes === back) return 'back';
      answers.answer(answer(isYes));
      const problem = field === undefined ? undefined : answers.problemWith(field);
      if (problem === undefined) {
        terminal.say(`${label}: ${isYes ? 'yes' : 'no'}.`);
        return 'next';
      }
      terminal.say(`Not right yet: ${problem}`);
    }
  };
}
