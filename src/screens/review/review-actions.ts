import type { Action } from '../../ui/lists/action-row.js';
import type { Draft } from '../../wizard/draft.js';
import { type GivenWords, rerunCommand } from '../../wizard/rerun-command.js';

/** What Review can lead to. */
export type Ending = 'verdict' | 'launch' | 'save' | 'snippet' | 'leave';

interface ActionFacts {
  /** A scan was watched to its verdict. */
  readonly hasVerdict: boolean;
  /** Where the plan stands; `unready` while an answer is missing. */
  readonly plan: 'unready' | 'loading' | 'failed' | 'ready';
}

const launchLabels = {
  unready: 'Launch',
  loading: 'Launch when the plan is read',
  failed: 'Launch',
  ready: 'Launch the scan',
} as const;

/** The actions in their order; the launch is dim while it cannot be done. */
export function reviewActions({ hasVerdict, plan }: ActionFacts): readonly Action<Ending>[] {
  return [
    ...(hasVerdict ? [{ value: 'verdict', label: 'See the verdict', short: 'Verdict' } as const] : []),
    { value: 'launch', label: launchLabels[plan], short: 'Launch', isDim: plan !== 'ready' },
    { value: 'save', label: 'Save config', short: 'Save' },
    { value: 'snippet', label: 'Pipeline snippet', short: 'Snippet' },
    { value: 'leave', label: 'Leave', short: 'Leave' },
  ];
}

/** Why enter on a dim launch does nothing. */
export const whyNoLaunch = {
  unready: 'An answer is missing: see above.',
  loading: 'The plan is still being read; the launch waits for it.',
  failed: 'The plan could not be read, see above: r reads it again.',
} as const;

/** A file that was written from Review. */
export interface WrittenFile {
  readonly kind: 'config' | 'snippet';
  readonly path: string;
  /** The answers it was written with. */
  readonly draft: Draft;
  /** Name of the job, in a file with several. */
  readonly job?: string | undefined;
}

/** What was done, and the command that goes on from it. */
export interface WrittenNote {
  readonly said: string;
  readonly command?: string;
}

/** What was written where; a config is run again only while it says what the answers say. */
export function writtenNote(
  { kind, path, draft, job }: WrittenFile,
  now: Draft,
  given: GivenWords | undefined,
): WrittenNote {
  if (kind === 'snippet') return { said: `Wrote the snippet to ${path}.` };
  if (draft === now)
    return { said: `Saved ${path}. Again:`, command: rerunCommand({ path, job, given, draft }) };
  return { said: `Saved ${path}; the answers have changed since.` };
}
