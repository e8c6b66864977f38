import { appendFile, stat } from 'node:fs/promises';
import { cannotWrite } from '../files/cannot-write.js';
import { cutText } from '../text/printable.js';
import type { Result } from '../workflow/results/result.js';
import { resultFiles } from '../workflow/results/result-files.js';
import {
  failingGroups,
  groupValues,
  hostsAndAddresses,
  moreWords,
  type NamedGroup,
  statementWords,
} from './failing-groups.js';
import { criticalityWord } from './row-words.js';
import { reasonWords, verdictWords } from './verdict-words.js';

/** GitHub shows ten errors of a step; more are cut there. */
const MOST_ANNOTATIONS = 10;

/** A statement or a policy title, so that the hosts and the values behind it stay in an annotation that is cut. */
const LONGEST_PART = 300;

/** What a CI shows as an error beside the log. */
interface Shown {
  readonly title: string;
  readonly message: string;
}

/**
 * What the CI shows as errors: the worst failing controls, then what else decided. Without a failing control it is the
 * reason; of several units those of all. Of more than ten the last line counts those that are left out.
 * @param directory - Where the files of the results lie.
 */
export function annotationsOf(result: Result, directory: string): readonly Shown[] {
  const { outcome, reasons } = result.verdict;
  if (outcome === 'passed' || outcome === 'not-evaluated') return [];
  const groups = outcome === 'failed' ? failingGroups(result) : [];
  const omitted = outcome === 'failed' ? result.controlsOmittedBy.fail : 0;
  const decisive = result.units.present.length > 1 ? reasons : reasons.slice(0, 1);
  const others = groups.length + omitted > 0 ? verdictWords(result).reasons : decisive;
  const title = groups.length > 0 ? 'Also' : outcome === 'failed' ? 'Failed' : 'No verdict';
  const all = [
    ...groups.map(controlAnnotation),
    ...others.map((reason) => ({ title, message: reasonWords(reason) })),
  ];
  if (all.length + omitted <= MOST_ANNOTATIONS) return all;
  const shown = all.slice(0, MOST_ANNOTATIONS - 1);
  const controls = moreWords(groups.slice(0, shown.length), {
    groups: groups.length,
    omitted,
    rows: result.totals.failing,
  });
  const left = others.length - Math.max(0, shown.length - groups.length);
  const more = [controls, ...(left === 0 ? [] : [`${left} more ${left === 1 ? 'reason' : 'reasons'}`])];
  const files = `${resultFiles.result} and ${resultFiles.controls} in ${directory} have them all`;
  return [
    ...shown,
    { title: 'More', message: `${more.filter((words) => words !== '').join(' and ')}: ${files}.` },
  ];
}

/** A failing control with its hosts. */
function controlAnnotation(group: NamedGroup): Shown {
  const values = groupValues(group);
  const statement = cutText(statementWords(group), LONGEST_PART);
  const policy = cutText(group.policyTitle, LONGEST_PART);
  const where = `${statement} (${policy}) fails on ${hostsAndAddresses(group)}`;
  return {
    title: `CID ${group.cid}, ${criticalityWord(group.criticality)}`,
    message: values === undefined ? where : `${where}; ${values}`,
  };
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
