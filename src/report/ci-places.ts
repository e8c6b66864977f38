import { appendFile } from 'node:fs/promises';
import { cannotWrite } from '../files/cannot-write.js';
import type { Result } from '../workflow/results/result.js';
import { failingGroups, groupValues, hostsAndAddresses, statementWords } from './failing-groups.js';
import { criticalityWord } from './row-words.js';

/** GitHub shows ten errors of a step; more are cut there. */
const MOST_ANNOTATIONS = 10;

/** The worst failing controls, each with its hosts, as a CI shows errors beside the log. */
export function failureAnnotations(result: Result): { readonly title: string; readonly message: string }[] {
  return failingGroups(result)
    .slice(0, MOST_ANNOTATIONS)
    .map((group) => {
      const values = groupValues(group);
      const where = `${statementWords(group)} (${group.policyTitle}) fails on ${hostsAndAddresses(group)}`;
      return {
        title: `CID ${group.cid}, ${criticalityWord(group.criticality)}`,
        message: values === undefined ? where : `${where}; ${values}`,
      };
    });
}

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
