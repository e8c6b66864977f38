import { configSchema, type WrittenConfig } from '../config/schema.js';
import { PcError } from '../errors.js';
import { refused, type Snippet, type SnippetFormat } from '../snippet/snippet-format.js';
import { screenErrorText, screenSnippet } from './screen-words.js';
import type { WizardServices } from './services.js';

/**
 * The answers as pipeline text, said in the words of the screens. Where the file at the path holds several jobs, they
 * are one of these, and the text spreads all of them: a run of that file would scan them all.
 * @param path - Where the config was, or will be, saved.
 * @param nowMs - An exclusion holds through its last day, UTC.
 */
export async function snippetOf(
  format: SnippetFormat,
  { config, path, nowMs }: { readonly config: WrittenConfig; readonly path: string; readonly nowMs: number },
  { jobsWith }: Pick<WizardServices, 'jobsWith'>,
): Promise<Snippet> {
  const options = { configPath: path, nowMs };
  try {
    const jobs = await jobsWith(config, path);
    return screenSnippet(
      jobs === undefined ? format.emit(configSchema.parse(config), options) : format.emitJobs(jobs, options),
    );
  } catch (thrown) {
    if (!(thrown instanceof PcError)) throw thrown;
    const { what, why, next } = screenErrorText(thrown);
    return refused([
      { level: 'error', path, problem: [what, why].filter(Boolean).join(': '), fix: next ?? '' },
    ]);
  }
}
