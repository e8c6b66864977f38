import { defaultConfigPath } from '../../../config/names.js';
import type { WrittenConfig } from '../../../config/schema.js';
import { configFromDraft, requiredEnvironment } from '../../../wizard/draft-config.js';
import { namedDraft } from '../../../wizard/facts.js';
import { differenceWords, type SavedFile } from '../../../wizard/services.js';
import type { LineContext } from './line-context.js';
import { sayError } from './read-list.js';
import { askChoice, askText, askYesNo, back, kept } from './talk.js';

/** Asks for a path and writes; a file that is there and differs is read out as its difference first. */
async function saveAs(
  context: LineContext,
  proposed: string,
  save: (path: string, accepted?: string) => Promise<SavedFile>,
): Promise<SavedFile | undefined> {
  const { terminal } = context;
  for (;;) {
    const typed = await askText(terminal, { label: 'File', now: proposed });
    if (typed === back) return undefined;
    const path = typed === kept ? proposed : typed;
    try {
      let saved = await save(path);
      for (let shown = 0; saved.diff !== undefined; shown += 1) {
        terminal.say(differenceWords(shown > 0), ...saved.diff.trimEnd().split('\n').map(changeLine));
        if ((await askYesNo(terminal, { label: 'Overwrite it', now: false })) !== true) break;
        saved = await save(path, saved.diff);
      }
      if (saved.diff === undefined) return saved;
    } catch (thrown) {
      sayError(context, thrown);
    }
  }
}

/** Writes the answers as a config file. @returns undefined when nothing was written. */
export function writeConfig(
  context: LineContext,
  config: WrittenConfig,
  path = defaultConfigPath,
): Promise<SavedFile | undefined> {
  const variables = requiredEnvironment(config);
  context.terminal.say('Save the config. It holds no secret.');
  if (variables.length > 0) context.terminal.say(`A pipeline must set ${variables.join(', ')}.`);
  return saveAs(context, path, (target, accepted) => context.services.saveConfig(config, target, accepted));
}

/** Shows the answers as a pipeline step of the format that is chosen, and writes it to a file when asked. */
export async function showSnippet(context: LineContext, savedAs = defaultConfigPath): Promise<void> {
  const { terminal, answers, services } = context;
  const { snippetOf } = await import('../../../wizard/snippet-of.js');
  const { snippetFormats } = await import('../../../snippet/formats.js');
  const config = configFromDraft(namedDraft(answers.draft, answers.lists.optionProfiles));
  const format = await askChoice(terminal, {
    label: 'Pipeline snippet',
    choices: snippetFormats.map((value) => ({ value, label: value.title, detail: value.description })),
  });
  if (typeof format === 'symbol') return;
  const { text, refusals, notes, environment } = await snippetOf(
    format,
    { config, path: savedAs, nowMs: context.now() },
    services,
  );
  if (refusals.length > 0) {
    terminal.say('This format cannot say everything that was answered:');
    terminal.say(...refusals.flatMap(({ problem, fix }) => [problem, fix]));
    return;
  }
  terminal.say(`${format.title}:`, ...text.trimEnd().split('\n'));
  if (format.needs.program) terminal.say(`It runs ${savedAs}: save the config under this name.`);
  if (environment.length > 0) terminal.say(`The pipeline must set ${environment.join(', ')}.`);
  terminal.say(...notes);
  const next = await askChoice(terminal, {
    label: 'The snippet',
    choices: [
      { value: 'write', label: 'write it to a file' },
      { value: 'done', label: 'go on' },
    ],
  });
  if (next !== 'write') return;
  const saved = await saveAs(context, format.fileName, (target, accepted) =>
    services.saveText(text, target, accepted),
  );
  if (saved !== undefined) terminal.say(`Wrote the snippet to ${saved.path}.`);
}

/** Signs at the beginning of a line are easily missed when they are read aloud. */
function changeLine(line: string): string {
  if (line.startsWith('+')) return `added: ${line.slice(1).trim()}`;
  if (line.startsWith('-')) return `removed: ${line.slice(1).trim()}`;
  return `as before: ${line.trim()}`;
}
