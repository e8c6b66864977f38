import type { Action } from '../../ui/lists/action-row.js';

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
  failed: 'The plan could not be read: r reads it again.',
} as const;
