import { assetGroupTitle, authRecordTitle } from '../../../../config/object-titles.js';
import type { Instance } from '../../../../qualys/resources/instances.js';
import { jobNameIn, ownRecordKind } from '../../../../wizard/draft.js';
import { connectorState, instanceWords } from '../../../../wizard/entry-words.js';
import { accountOfInstances, proposedConnector } from '../../../../wizard/facts.js';
import { fileConnectors, fileTarget } from '../../../../wizard/file-target.js';
import { titlePreview } from '../../../../wizard/summary.js';
import { knownInstanceIds, readInstanceIds, readIps } from '../../../../wizard/typed-text.js';
import type { LineContext } from '../line-context.js';
import { type Question, type Questions, textQuestion, yesNoQuestion } from '../questions.js';
import { readOf } from '../read-list.js';
import { askChoice, back, commandOf, kept, type LineChoice, sayChoices, sayHelp } from '../talk.js';

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
  now: (draft) => fileTarget(draft) ?? readIps(draft.ips).parts.join(', '),
  answer: (ips) => ({ ips }),
});

const askConnector: Question = async (context) => {
  const { terminal, answers, now } = context;
  const { session } = answers;
  if (answers.lists.connectors === undefined && session !== undefined) {
    const connectors = await readOf(context, 'connectors', session.listConnectors);
    if (connectors !== undefined) answers.know({ connectors });
  }
  const { connector, instanceIds } = answers.draft;
  const connectors = answers.lists.connectors ?? [];
  const account = accountOfInstances(instanceIds, answers.lists.instances ?? []);
  const proposed = connector === undefined ? proposedConnector(connectors, account) : undefined;
  if (proposed !== undefined)
    terminal.say(`${proposed.name} is proposed, number 1: it knows the account of the instances.`);
  const ordered =
    proposed === undefined ? connectors : [proposed, ...connectors.filter((each) => each !== proposed)];
  for (;;) {
    const picked = await askChoice(terminal, {
      label: 'Connector',
      choices: ordered.map((each) => ({
        value: each,
        label: each.name,
        detail: [each.accountId ?? 'no account', connectorState(each, now())].join(', '),
      })),
      now: connector?.name ?? connector?.id ?? fileConnectors(answers.draft),
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

/** What may stand for an instance without being looked for: its id, or a variable. */
const isWrittenOut = (word: string) => /^(?:i-|env\.)/i.test(word);

/** EC2 instances: by their ids, or found by a part of their name and picked by number. */
const askInstances: Question = async (context) => {
  const { terminal, answers } = context;
  const { session } = answers;
  const known = session === undefined ? undefined : await readOf(context, 'instances', session.listInstances);
  const all = (known ?? []).map(choiceOf);
  let shown: readonly LineChoice<string>[] = [];
  for (;;) {
    const now = readInstanceIds(answers.draft.instanceIds).parts;
    const told = now.length === 0 ? fileTarget(answers.draft) : now.join(', ');
    const state = told === undefined ? 'none yet' : `now ${told}, enter keeps that`;
    terminal.say(
      `Instances: ${state}. Ids such as i-0a11b22c33d44e55f, a part of a name to find one of ${all.length}, or b for back:`,
    );
    const line = await terminal.ask({ isList: true });
    const command = commandOf(line);
    if (command === 'back') return 'back';
    if (command === 'help') {
      sayHelp(terminal);
      continue;
    }
    const words = line.split(/[\s,;]+/).filter((word) => word !== '');
    const refused = words.flatMap((word) => shown[Number(word) - 1]?.disabledReason ?? []);
    if (refused.length > 0) {
      terminal.say(`That cannot be chosen: ${refused.join(', ')}.`);
      continue;
    }
    const picked = words.map((word) => (isWrittenOut(word) ? word : chosen(shown, word)));
    if (words.length > 0 && picked.every((id) => id !== undefined)) {
      const added = words.every(isWrittenOut) ? picked : [...now, ...picked];
      answers.answer({ instanceIds: [...new Set(added)].join(', ') });
    } else if (words.length > 0) {
      shown = all.filter(({ label, detail = '' }) =>
        words.every((word) => `${label} ${detail}`.toLowerCase().includes(word.toLowerCase())),
      );
      terminal.say(
        `${shown.length} of ${all.length} instances with ${words.join(' ')}. Their numbers add them:`,
      );
      sayChoices(terminal, shown);
      continue;
    }
    const problem = answers.problemWith('instanceIds');
    if (problem === undefined) {
      await sayInstances(context);
      return 'next';
    }
    terminal.say(`Not right yet: ${problem}`);
  }
};

function choiceOf(instance: Instance): LineChoice<string> {
  const { instanceId, name, state } = instance;
  const isGone = state !== undefined && state !== 'RUNNING';
  return {
    value: instanceId,
    label: name ?? instanceId,
    detail: `${instanceId}, ${instanceWords(instance)}`,
    disabledReason: isGone ? `${instanceId} is ${state.toLowerCase()}` : undefined,
  };
}

function chosen(shown: readonly LineChoice<string>[], word: string): string | undefined {
  const choice = /^\d{1,6}$/.test(word) ? shown[Number(word) - 1] : undefined;
  return choice?.disabledReason === undefined ? choice?.value : undefined;
}

/** What Qualys knows of the instances that were answered. */
async function sayInstances(context: LineContext): Promise<void> {
  const { terminal, answers } = context;
  const { session, draft } = answers;
  const ids = knownInstanceIds(draft.instanceIds);
  if (session === undefined || ids.length === 0) return;
  const known = await readOf(context, 'the state of the instances', (signal) =>
    session.findInstances(ids, undefined, signal),
  );
  if (known === undefined) return;
  answers.know({ instances: known });
  const find = (id: string) => known.find(({ instanceId }) => instanceId.toLowerCase() === id.toLowerCase());
  terminal.say(...ids.map((id) => `${id}: ${instanceWords(find(id))}.`));
}
