import { assetGroupTitle, authRecordTitle } from '../../../../config/object-titles.js';
import { jobNameIn, ownRecordKind } from '../../../../wizard/draft.js';
import { connectorState } from '../../../../wizard/entry-words.js';
import { titlePreview } from '../../../../wizard/summary.js';
import { readIps } from '../../../../wizard/typed-text.js';
import type { LineContext } from '../line-context.js';
import { type Question, type Questions, textQuestion, yesNoQuestion } from '../questions.js';
import { readOf } from '../read-list.js';
import { askChoice, back, kept } from '../talk.js';
import { askInstances } from './instances.js';

/** What is scanned, and how the scan is called. */
export const targetQuestions: Questions = ({ answers: { draft } }) => [
  askKind,
  ...(draft.targetKind === 'host'
    ? [askIps]
    : [
        askInstances,
        askConnector,
        yesNoQuestion({
          label: 'Run the connector first when the state is unknown',
          now: ({ runConnector }) => runConnector,
          answer: (runConnector) => ({ runConnector }),
        }),
      ]),
  askTitle,
  askJobName,
];

const kinds = [
  { value: 'host', label: 'Host IP' },
  { value: 'ec2', label: 'EC2 instance' },
] as const;

const askKind: Question = async ({ terminal, answers }) => {
  const now = kinds.find(({ value }) => value === answers.draft.targetKind)?.label;
  const picked = await askChoice(terminal, { label: 'Target', choices: kinds, now });
  if (picked === back) return 'back';
  if (picked !== kept) answers.answer({ targetKind: picked });
  return 'next';
};

const askIps = textQuestion({
  label: 'Addresses',
  hint: 'such as 10.20.30.40, or 10.20.31.0/24. Ranges and pasted lists are fine.',
  isList: true,
  field: 'ips',
  now: ({ ips }) => readIps(ips).parts.join(', '),
  answer: (ips) => ({ ips }),
});

const askConnector: Question = async (context) => {
  const { terminal, answers, now } = context;
  const { session } = answers;
  if (answers.lists.connectors === undefined && session !== undefined) {
    const connectors = await readOf(context, 'connectors', session.listConnectors);
    if (connectors !== undefined) answers.know({ connectors });
  }
  const { connector } = answers.draft;
  for (;;) {
    const picked = await askChoice(terminal, {
      label: 'Connector',
      choices: (answers.lists.connectors ?? []).map((each) => ({
        value: each,
        label: each.name,
        detail: [each.accountId ?? 'no account', connectorState(each, now())].join(', '),
      })),
      now: connector?.name ?? connector?.id,
    });
    if (picked === back) return 'back';
    if (picked !== kept) {
      const { id, name, accountId } = picked;
      answers.answer({ connector: { id, name, ...(accountId === undefined ? {} : { accountId }) } });
    }
    const problem = answers.problemWith('connector');
    if (problem === undefined) {
      terminal.say(`Connector: ${answers.draft.connector?.name ?? answers.draft.connector?.id ?? 'none'}.`);
      return 'next';
    }
    terminal.say(`Not right yet: ${problem}`);
  }
};

const askTitle: Question = (context) =>
  textQuestion({
    label: 'Scan title',
    hint: `The scan would be called ${titlePreview(context.answers.draft, context.start.job)}.`,
    field: 'title',
    now: ({ title }) => title,
    answer: (title) => ({ title }),
  })(context);

const askJobName: Question = async (context) => {
  const outcome = await textQuestion({
    label: 'Job name',
    hint: `Empty, it is the pipeline's own; here ${context.start.job.name}${context.start.job.guessed ? ', as this folder' : ''}.`,
    isOptional: true,
    now: ({ jobName }) => jobName,
    answer: (jobName) => ({ jobName }),
  })(context);
  if (outcome === 'next') sayNames(context);
  return outcome;
};

function sayNames({ terminal, answers: { draft }, start }: LineContext): void {
  const name = jobNameIn(draft, start.job);
  const kind = ownRecordKind(draft);
  const record = kind === undefined ? '' : `, ${authRecordTitle(kind, name)}`;
  terminal.say(`Names in Qualys: ${assetGroupTitle(name)}${record}.`);
}
