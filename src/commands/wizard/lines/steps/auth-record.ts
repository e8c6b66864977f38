import { authRecordTitle } from '../../../../config/object-titles.js';
import { jobNameIn } from '../../../../wizard/draft.js';
import { recordWords } from '../../../../wizard/record-words.js';
import type { LineContext } from '../line-context.js';
import { type Question, type Questions, secretQuestion, textQuestion, yesNoQuestion } from '../questions.js';
import { readOf } from '../read-list.js';
import { askChoice, back, kept } from '../talk.js';

/** How the scanner logs in to the host. */
export const authRecordQuestions: Questions = (context) => {
  const { authKind, authKeepsPassword, base } = context.answers.draft;
  if (authKind === 'none') return [askKind];
  return [
    askKind,
    textQuestion({
      label: 'User name',
      hint: authKind === 'unix' ? 'such as scan' : 'such as svc_scan',
      field: 'authUsername',
      now: ({ authUsername }) => authUsername,
      answer: (authUsername) => ({ authUsername }),
    }),
    ...(authKind === 'windows'
      ? [
          textQuestion({
            label: 'Domain',
            hint: 'none: a local account',
            isOptional: true,
            now: ({ authDomain }) => authDomain,
            answer: (authDomain) => ({ authDomain }),
          }),
        ]
      : []),
    yesNoQuestion({
      label: 'Keep the password that the record has in Qualys',
      field: 'authKeepsPassword',
      now: ({ authKeepsPassword }) => authKeepsPassword,
      answer: (authKeepsPassword) => ({ authKeepsPassword }),
    }),
    ...(authKeepsPassword
      ? []
      : [
          secretQuestion({
            label: 'Password of the host user',
            secret: 'hostPassword',
            otherwise: base?.scan.authRecord?.password ?? 'none',
            field: 'authPassword',
          }),
        ]),
  ];
};

const kinds = [
  { value: 'none', label: 'none', detail: 'the records in Qualys stay as they are' },
  { value: 'unix', label: 'Unix', detail: 'user name and password over SSH' },
  { value: 'windows', label: 'Windows', detail: 'user name and password, a domain if any' },
] as const;

const askKind: Question = async (context) => {
  const { terminal, answers } = context;
  const labelNow = () => kinds.find(({ value }) => value === answers.draft.authKind)?.label ?? '';
  const picked = await askChoice(terminal, { label: 'Auth record', choices: kinds, now: labelNow() });
  if (picked === back) return 'back';
  if (picked !== kept) answers.answer({ authKind: picked });
  terminal.say(`Auth record: ${labelNow()}.`);
  await sayRecord(context);
  return 'next';
};

/** Whether the record of this job is there, and what becomes of it. */
async function sayRecord(context: LineContext): Promise<void> {
  const { terminal, answers, start } = context;
  const { session, draft } = answers;
  const kind = draft.authKind;
  if (session === undefined || kind === 'none') return;
  const title = authRecordTitle(kind, jobNameIn(draft, start.job));
  const found = await readOf(context, `the record ${title}`, async (signal) => ({
    record: await session.findAuthRecord(kind, title, signal),
  }));
  if (found === undefined) return;
  answers.know({ authRecordExists: found.record !== undefined });
  terminal.say(...recordWords(found.record, title));
}
