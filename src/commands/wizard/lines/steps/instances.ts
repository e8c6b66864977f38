import type { Instance } from '../../../../qualys/resources/instances.js';
import { instanceWords } from '../../../../wizard/entry-words.js';
import { knownInstanceIds, readInstanceIds } from '../../../../wizard/typed-text.js';
import type { LineContext } from '../line-context.js';
import type { Question } from '../questions.js';
import { readOf } from '../read-list.js';
import { commandOf, type LineChoice, sayChoices, sayHelp } from '../talk.js';

/** What may stand for an instance without being looked for: its id, or a variable. */
const isWrittenOut = (word: string) => /^(?:i-|env\.)/i.test(word);

/** EC2 instances: by their ids, or found by a part of their name and picked by number. */
export const askInstances: Question = async (context) => {
  const { terminal, answers } = context;
  const { session } = answers;
  const known = session === undefined ? undefined : await readOf(context, 'instances', session.listInstances);
  const all = (known ?? []).map(choiceOf);
  let shown: readonly LineChoice<string>[] = [];
  for (;;) {
    const now = readInstanceIds(answers.draft.instanceIds).parts;
    const state = now.length === 0 ? 'none yet' : `now ${now.join(', ')}, enter keeps that`;
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
