import { criticalityNames, stateNames } from '../../../../config/names.js';
import { isOver } from '../../../../config/values/last-day.js';
import type { ExclusionDraft } from '../../../../wizard/draft.js';
import { lastDayOf } from '../../../../wizard/exclusion.js';
import { gateSentenceOf } from '../../../../wizard/summary.js';
import { configCriticalityWord, configStateWords } from '../../../../workflow/judge/criteria.js';
import { askMany } from '../ask-many.js';
import type { LineContext } from '../line-context.js';
import { askAll, type Question, type Questions, textQuestion, yesNoQuestion } from '../questions.js';
import { askChoice, back, kept } from '../talk.js';

/** What fails the build. */
export const criteriaQuestions: Questions = () => [
  askStates,
  askCriticalities,
  yesNoQuestion({
    label: 'Fail when the scanner cannot log in to the host',
    now: ({ failOnAuthFailure }) => failOnAuthFailure,
    answer: (failOnAuthFailure) => ({ failOnAuthFailure }),
  }),
  askExclusions,
];

const askStates: Question = async ({ terminal, answers }) => {
  const checked = await askMany(terminal, {
    label: 'States that fail the build',
    choices: stateNames.map((value) => ({ value, label: configStateWords[value] })),
    checked: new Set(answers.draft.failStates),
  });
  if (checked === back) return 'back';
  answers.answer({ failStates: stateNames.filter((name) => checked.has(name)) });
  return 'next';
};

const askCriticalities: Question = async ({ terminal, answers }) => {
  const checked = await askMany(terminal, {
    label: 'Criticalities that fail the build',
    choices: criticalityNames.map((value) => ({ value, label: configCriticalityWord(value) })),
    checked: new Set(answers.draft.failCriticalities),
  });
  if (checked === back) return 'back';
  answers.answer({ failCriticalities: criticalityNames.filter((name) => checked.has(name)) });
  const problem = answers.problemWith('failStates') ?? answers.problemWith('failCriticalities');
  if (problem === undefined) return 'next';
  terminal.say(`Not right yet: ${problem}`);
  return 'back';
};

/** Goes on, adds an exclusion, or removes one; says back what would fail the build. */
const askExclusions: Question = async (context) => {
  const { terminal, answers } = context;
  for (;;) {
    const { exclusions } = answers.draft;
    const nowMs = context.now();
    const picked = await askChoice<number | 'add'>(terminal, {
      label: 'Excluded CIDs',
      choices: [
        { value: 'add', label: 'exclude more' },
        ...exclusions.map((exclusion, index) => ({
          value: index,
          label: `remove ${wordsOf(exclusion, nowMs)}`,
        })),
      ],
      now: exclusions.length === 0 ? 'none' : exclusions.map((entry) => nowWords(entry, nowMs)).join('; '),
    });
    if (picked === back) return 'back';
    if (picked === kept) break;
    if (picked === 'add') await addExclusion(context);
    else answers.answer({ exclusions: exclusions.filter((_, index) => index !== picked) });
  }
  const sentence = gateSentenceOf(answers.draft, context.now());
  if (sentence !== undefined) terminal.say(sentence);
  return 'next';
};

function nowWords(exclusion: ExclusionDraft, nowMs: number): string {
  return `${exclusion.cids}${isOver(exclusion, nowMs) ? ' (ended)' : ''}`;
}

function wordsOf(exclusion: ExclusionDraft, nowMs: number): string {
  const { cids, reason } = exclusion;
  return [cids, lastDayOf(exclusion, nowMs), reason.trim() === '' ? 'no reason' : reason].join(', ');
}

/** Asks for one exclusion; going back from its first question takes it away again. */
async function addExclusion(context: LineContext): Promise<void> {
  const { answers } = context;
  const before = answers.draft.exclusions;
  const index = before.length;
  const part = (key: 'cids' | 'reason' | 'expires') => ({
    now: () => answers.draft.exclusions[index]?.[key] ?? '',
    answer: (text: string) => ({
      exclusions: answers.draft.exclusions.map((each, at) =>
        at === index ? { ...each, [key]: text } : each,
      ),
    }),
  });
  answers.answer({ exclusions: [...before, { cids: '', reason: '', expires: '' }] });
  const outcome = await askAll(context, () => [
    requiredCids(index, part('cids')),
    textQuestion({
      label: 'Reason',
      hint: 'such as: accepted by security, SEC-118',
      isOptional: true,
      ...part('reason'),
    }),
    textQuestion({
      label: 'Last day',
      hint: 'such as 2027-03-31',
      isOptional: true,
      field: 'exclusions',
      index,
      ...part('expires'),
    }),
  ]);
  if (outcome === 'back' || answers.draft.exclusions[index]?.cids === '')
    answers.answer({ exclusions: before });
}

const requiredCids = (index: number, part: Pick<Parameters<typeof textQuestion>[0], 'now' | 'answer'>) =>
  textQuestion({
    label: 'CIDs to exclude',
    hint: 'Numbers and ranges, such as 1141, 1145-1150.',
    isList: true,
    field: 'exclusions',
    index,
    ...part,
  });
