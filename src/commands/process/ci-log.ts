import { logSafe } from '../../text/log-safe.js';
import { cutText, printable } from '../../text/printable.js';
import type { CommandIo } from './io.js';

/** `--annotations`: `auto` is on in the CIs that are known by their variables. */
export const annotationChoices = ['auto', 'on', 'off'] as const;
export type AnnotationChoice = (typeof annotationChoices)[number];

/** The lines by which a log is folded, and errors are put where the CI shows them. */
export interface CiLog {
  /** Starts a group; `id` is a word without spaces. */
  readonly open: (group: { readonly id: string; readonly title: string }, nowMs: number) => string;
  readonly close: (group: { readonly id: string }, nowMs: number) => string;
  /** Undefined where the CI has no such line. */
  readonly error: (annotation: Annotation) => string | undefined;
}

export interface Annotation {
  readonly title: string;
  readonly message: string;
}

/** The conventions of the CI that this process runs in; undefined where there is none, or they are not wanted. */
export function ciLogOf(choice: AnnotationChoice, env: CommandIo['env']): CiLog | undefined {
  if (choice === 'off') return undefined;
  if (env.TF_BUILD?.toLowerCase() === 'true') return azure;
  if (env.GITLAB_CI === 'true') return gitlab;
  return env.GITHUB_ACTIONS === 'true' || choice === 'on' ? github : undefined;
}

/** UTF-16 units of an annotation, before escapes: GitHub shows a title of 255 and about 4 kB of a message. */
const MOST_TITLE = 200;
const MOST_MESSAGE = 1000;

/** An annotation as one line of text, each part cut where it is long: a statement of Qualys may have 10 kB. */
function shortened({ title, message }: Annotation): Annotation {
  return { title: cutText(shown(title), MOST_TITLE), message: cutText(shown(message), MOST_MESSAGE) };
}

/** Data in a workflow command of GitHub (actions/toolkit, `command.ts`). */
function githubData(text: string): string {
  return shown(text).replaceAll('%', '%25');
}

const github: CiLog = {
  open: ({ title }) => `::group::${githubData(title)}`,
  close: () => '::endgroup::',
  error: (annotation) => {
    const { title, message } = shortened(annotation);
    const property = githubData(title).replaceAll(':', '%3A').replaceAll(',', '%2C');
    return `::error title=${property}::${githubData(message)}`;
  },
};

const azure: CiLog = {
  open: ({ title }) => `##[group]${shown(title)}`,
  close: () => '##[endgroup]',
  error: (annotation) => {
    const { title, message } = shortened(annotation);
    return `##vso[task.logissue type=error]${shown(`${title}: ${message}`)}`;
  },
};

const esc = '\u001b';

/** GitLab shows errors from its reports (JUnit, code quality); a log has sections only. */
const gitlab: CiLog = {
  open: ({ id, title }, nowMs) =>
    `${esc}[0Ksection_start:${seconds(nowMs)}:qualys_pc_${id}\r${esc}[0K${shown(title)}`,
  close: ({ id }, nowMs) => `${esc}[0Ksection_end:${seconds(nowMs)}:qualys_pc_${id}\r${esc}[0K`,
  error: () => undefined,
};

function shown(text: string): string {
  return logSafe(printable(text));
}

function seconds(ms: number): number {
  return Math.floor(ms / 1000);
}
