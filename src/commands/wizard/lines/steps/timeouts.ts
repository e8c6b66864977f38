import { timeoutWords } from '../../../../wizard/checks.js';
import type { LineContext } from '../line-context.js';
import { type Question, type Questions, textQuestion } from '../questions.js';

/** How often Qualys is asked, and for how long. */
export const timeoutQuestions: Questions = () => [
  textQuestion({
    label: 'Look every',
    hint: 'Minutes, or with a unit: 90s, 2m, 1h30m.',
    now: ({ pollingInterval }) => pollingInterval,
    answer: (pollingInterval) => ({ pollingInterval }),
  }),
  textQuestion({
    label: 'For at most',
    hint: 'Products are fine: 60*2 is two hours.',
    field: 'timeout',
    now: ({ timeout }) => timeout,
    answer: (timeout) => ({ timeout }),
  }),
  checkPause,
];

/** The pause is judged against the limit, so after both; asks nothing when it is right. */
const checkPause: Question = async ({ terminal, answers }: LineContext) => {
  const problem = answers.problemWith('pollingInterval');
  if (problem !== undefined) {
    terminal.say(`Not right yet: ${problem}`);
    return 'back';
  }
  terminal.say(`Asks Qualys ${timeoutWords(answers.draft) ?? ''}.`);
  return 'next';
};
