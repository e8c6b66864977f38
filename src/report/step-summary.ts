import { appendFile } from 'node:fs/promises';
import { PcError } from '../errors.js';

/**
 * Appends Markdown to the file that GitHub shows as a step's summary.
 * @throws PcError of kind `usage` when it cannot be written.
 */
export async function appendStepSummary(markdown: string, path: string): Promise<void> {
  try {
    await appendFile(path, `${markdown.trimEnd()}\n\n`, 'utf8');
  } catch (cause) {
    throw new PcError('The step summary cannot be written.', {
      kind: 'usage',
      code: 'step-summary-not-writable',
      why: cause instanceof Error ? cause.message : String(cause),
      next: 'Check the file that GITHUB_STEP_SUMMARY names, or unset the variable.',
      cause,
    });
  }
}
