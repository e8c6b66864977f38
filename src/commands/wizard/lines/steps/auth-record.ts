import { authRecordTitle } from '../../../../config/object-titles.js';
import { jobNameIn, ownRecordKind } from '../../../../wizard/draft.js';
import { recordFacts, recordWords } from '../../../../wizard/entry-words.js';
import type { LineContext } from '../line-context.js';
import { type Question, type Questions, secretQuestion, textQuestion, yesNoQuestion } from '../questions.js';
import { readOf } from '../read-list.js';
import { askChoice, back, kept } from '../talk.js';

/** How the scanner logs in to the host. */
export const authRecordQuestions: Questions = (context) => {
  const { authKind, authKeepsPassword, base } = context.answers.draft;
  if (authKind === 'none') return [askKind];
  if (authKind === 'existing') return [askKind, askExisting];
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
  { value: 'existing', label: 'existing', detail: 'a record of yours, with the login that it has' },
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

const askExisting: Question = async (context) => {
  const { terminal, answers } = context;
  const { session } = answers;
  if (answers.lists.authRecords === undefined && session !== undefined) {
    const authRecords = await readOf(context, 'auth records', session.listAuthRecords);
    if (authRecords !== undefined) answers.know({ authRecords });
  }
  for (;;) {
    const picked = await askChoice(terminal, {
      label: 'Record',
      choices: (answers.lists.authRecords ?? []).map((record) => ({
        value: record,
        label: record.title,
        detail: recordFacts(record).join(', '),
      })),
      now: answers.draft.authExisting?.title,
    });
    if (picked === back) return 'back';
    if (picked !== kept) answers.answer({ authExisting: { title: picked.title, platform: picked.platform } });
    const problem = answers.problemWith('authExisting');
    if (problem === undefined) {
      terminal.say(`Record: ${answers.draft.authExisting?.title ?? ''}.`);
      return 'next';
    }
    terminal.say(`Not right yet: ${problem}`);
  }
};

/** Whether the record of this job is there, and what becomes of it. */
async function sayRecord(context: LineContext): Promise<void> {
  const { terminal, answers, start } = context;
  const { session, draft } = answers;
  const kind = ownRecordKind(draft);
  if (session === undefined || kind === undefined) return;
  const title = authRecordTitle(kind, jobNameIn(draft, start.job));
  const found = await readOf(context, `the record ${title}`, async (signal) => ({
    record: await session.findAuthRecord(kind, title, signal),
  }));
  if (found === undefined) return;
  answers.know({ authRecordExists: found.record !== undefined });
  terminal.say(...recordWords(found.record, title));
}
