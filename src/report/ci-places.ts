import { appendFile, stat } from 'node:fs/promises';
import { cannotWrite } from '../files/cannot-write.js';
import { type Result, resultFiles } from '../workflow/results/result.js';
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

/** Bytes of a step's summary; GitHub shows nothing of one that is larger. */
const MOST_SUMMARY = 1024 * 1024;
const cutNote = `\n\n**The rest does not fit in the summary of a step; ${resultFiles.result} has all of it.**\n\n`;

/**
 * Appends Markdown to the file that GitHub shows as a step's summary; what no longer fits is cut, and said to be.
 * @throws PcError of kind `usage` when it cannot be written.
 */
export async function appendStepSummary(markdown: string, path: string): Promise<void> {
  try {
    const room = MOST_SUMMARY - (await sizeOf(path));
    await appendFile(path, fitting(`${markdown.trimEnd()}\n\n`, room), 'utf8');
  } catch (cause) {
    throw cannotWrite(
      'The step summary',
      cause,
      'Check the file that GITHUB_STEP_SUMMARY names, or unset the variable.',
    );
  }
}

/** What other programs wrote there before counts too. */
function sizeOf(path: string): Promise<number> {
  return stat(path).then(
    ({ size }) => size,
    () => 0,
  );
}

/** The whole lines that fit, and that there are more; nothing where not even that fits. */
function fitting(text: string, room: number): string {
  if (Buffer.byteLength(text) <= room) return text;
  const most = room - Buffer.byteLength(cutNote);
  if (most < 0) return '';
  // The character that the cut goes through stands behind the last line end.
  const start = Buffer.from(text).subarray(0, most).toString('utf8');
  return `${start.slice(0, start.lastIndexOf('\n') + 1).trimEnd()}${cutNote}`;
}
