import { took } from '../../text/elapsed.js';
import { widthOf } from '../../text/width.js';
import type { JobLine } from '../../workflow/results/job-line.js';
import { type Drawing, INDENT, NARROW } from './drawing.js';
import { column, fitted } from './fit-text.js';

/** Widest name of a job that the table shows whole. */
const MOST_NAME = 32;

const tones = {
  passed: 'good',
  failed: 'bad',
  error: 'bad',
  interrupted: 'bad',
  inconclusive: 'unsure',
  unfinished: 'unsure',
  'not-evaluated': 'unsure',
} as const satisfies Record<JobLine['outcome'], string>;

/** The jobs of a joined result: verdict, what fails, hosts and time of each, then why it did not pass. */
export function jobsTable(jobs: readonly JobLine[], { width, unicode, paint }: Drawing): string[] {
  const names = Math.min(MOST_NAME, Math.max(4, ...jobs.map(({ name }) => widthOf(name))));
  const heading = `${column('Job', names, unicode)}  ${'Verdict'.padEnd(13)}  Failing  Hosts  Time`;
  return [
    INDENT + paint.dim(heading),
    ...jobs.flatMap(({ name, outcome, failing, hosts, durationSeconds, reason }) => {
      const time = durationSeconds === null ? '' : took(durationSeconds * 1000);
      const numbers = `${String(failing).padStart(7)}  ${String(hosts).padStart(5)}  ${time}`.trimEnd();
      const line = `${column(name, names, unicode)}  ${paint[tones[outcome]](outcome.padEnd(13))}  ${numbers}`;
      const why =
        reason === null || width < NARROW ? [] : [fitted(reason, width - INDENT.length - 2, unicode)];
      return [INDENT + line, ...why.map((words) => `${INDENT}  ${paint.dim(words)}`)];
    }),
  ];
}
