import { defaultConfigPath } from '../../../config/names.js';
import { configFromDraft } from '../../../wizard/draft-config.js';
import { namedDraft } from '../../../wizard/facts.js';
import type { LineContext } from './line-context.js';
import { saveAs } from './save.js';
import { askChoice } from './talk.js';

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
  const { text, refusals, notes, environment } = await snippetOf(format, { config, path: savedAs }, services);
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
  const saved = await saveAs(context, format.fileName, (target, overwrite) =>
    services.saveText(text, target, overwrite),
  );
  if (saved !== undefined) terminal.say(`Wrote the snippet to ${saved.path}.`);
}
