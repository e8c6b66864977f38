import { appendFile } from 'node:fs/promises';
import { cannotWrite } from '../files/cannot-write.js';

/**
 * Appends Markdown to the file that GitHub shows as a step's summary.
 * @throws PcError of kind `usage` when it cannot be written.
 */
export async function appendStepSummary(markdown: string, path: string): Promise<void> {
  try {
    await appendFile(path, `${markdown.trimEnd()}\n\n`, 'utf8');
  } catch (cause) {
    throw cannotWrite(
      'The step summary',
      cause,
      'Check the file that GITHUB_STEP_SUMMARY names, or unset the variable.',
    );
  }
}
