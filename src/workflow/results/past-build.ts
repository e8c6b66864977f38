import * as z from 'zod';
import { isoTimeSchema } from './control-line.js';

/** Earlier builds that a result remembers. */
const MOST_PAST_BUILDS = 20;

const count = z.int().nonnegative();

/** What a later result remembers of a build that passed or failed. */
export const pastBuildSchema = z.strictObject({
  build: z.string().describe('Its number; `local` outside of a CI.'),
  finishedAt: isoTimeSchema.describe('When it ended.'),
  outcome: z.enum(['passed', 'failed']).describe('Its verdict.'),
  rows: count.describe('Its rows.'),
  failing: count.describe('Rows that failed the build.'),
  warning: count.describe('Rows that warned.'),
});

export type PastBuild = z.output<typeof pastBuildSchema>;

/** What of a result is remembered. */
interface Remembered {
  readonly build: string;
  readonly finishedAt: string;
  readonly verdict: { readonly outcome: string };
  readonly totals: Readonly<
    Record<'passed' | 'failed' | 'error' | 'exceptions' | 'failing' | 'warning', number>
  >;
}

/** What was before a result: the builds that it remembers, and itself when it was judged. */
export function historyAfter(
  previous: (Remembered & { readonly history: readonly PastBuild[] }) | undefined,
): PastBuild[] {
  if (previous === undefined) return [];
  return [...previous.history, ...asPastBuild(previous)].slice(-MOST_PAST_BUILDS);
}

/** A judged result as later ones remember it; nothing of any other. */
export function asPastBuild({ build, finishedAt, verdict, totals }: Remembered): PastBuild[] {
  const { outcome } = verdict;
  if (outcome !== 'passed' && outcome !== 'failed') return [];
  const { passed, failed, error, exceptions, failing, warning } = totals;
  return [{ build, finishedAt, outcome, rows: passed + failed + error + exceptions, failing, warning }];
}

/** Builds that both remember, with the numbers of both; none when the builds of one have no numbers of their own. */
export function joinHistories(a: readonly PastBuild[], b: readonly PastBuild[]): PastBuild[] {
  const others = new Map(b.map((past) => [past.build, past]));
  if (others.size < b.length || new Set(a.map(({ build }) => build)).size < a.length) return [];
  return a.flatMap((past) => {
    const other = others.get(past.build);
    if (other === undefined) return [];
    return [
      {
        build: past.build,
        finishedAt: [past.finishedAt, other.finishedAt].sort().at(-1) ?? past.finishedAt,
        outcome: other.outcome === 'failed' ? other.outcome : past.outcome,
        rows: past.rows + other.rows,
        failing: past.failing + other.failing,
        warning: past.warning + other.warning,
      },
    ];
  });
}
