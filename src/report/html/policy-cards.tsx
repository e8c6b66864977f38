import type { PolicyResult } from '../../workflow/results/result.js';
import { rowCount } from '../verdict-words.js';

const BAR_WIDTH = 1000;

/** A card per policy: how it went, and what made its rows count as fresh. */
export function PolicyCards({ policies }: { readonly policies: readonly PolicyResult[] }) {
  if (policies.length === 0) return null;
  return (
    <section aria-labelledby="policies-heading">
      <h2 id="policies-heading">Policies</h2>
      <ul className="cards">
        {policies.map((policy) => (
          <li key={policy.id} className="card policy">
            <h3>{policy.title}</h3>
            <RowsBar policy={policy} />
            <Counts policy={policy} />
            <p>
              <small className="dim">
                Policy {policy.id}
                {policy.evaluatedAt === null ? '' : ` · evaluated ${policy.evaluatedAt}`} ·{' '}
                {policy.evidence.detail}
              </small>
            </p>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** How many of some rows passed, and how many fail the build. */
export function RowsBar({
  policy: { title, totals, failing },
}: {
  readonly policy: Pick<PolicyResult, 'title' | 'totals' | 'failing'>;
}) {
  const rows = rowCount(totals);
  const width = (count: number) => (rows === 0 ? 0 : (count / rows) * BAR_WIDTH);
  const parts = [
    { fill: 'fill-passed', x: 0, width: width(totals.passed) },
    { fill: 'fill-failing', x: width(totals.passed), width: width(failing) },
    { fill: 'fill-rest', x: width(totals.passed + failing), width: width(rows - totals.passed - failing) },
  ];
  return (
    <svg
      className="bar"
      viewBox={`0 0 ${BAR_WIDTH} 10`}
      preserveAspectRatio="none"
      role="img"
      aria-label={`${title}: ${totals.passed} of ${rows} passed, ${failing} fail the build`}
    >
      <rect width={BAR_WIDTH} height="10" className="fill-none" />
      {parts.map(({ fill, ...place }) => (
        <rect key={fill} {...place} height="10" className={fill} />
      ))}
    </svg>
  );
}

function Counts({ policy }: { readonly policy: PolicyResult }) {
  const { totals, failing, warning, excluded, baselined } = policy;
  const counts: [count: number, word: string, tone: string, always: boolean][] = [
    [failing, 'fail the build', failing > 0 ? 'bad' : 'dim', true],
    [warning, 'warn', 'unsure', false],
    [totals.passed, 'passed', 'dim', true],
    [totals.failed, 'failed', 'dim', true],
    [totals.error, 'error', 'dim', false],
    [totals.exceptions, 'excepted', 'dim', false],
    [excluded, 'excluded', 'dim', false],
    [baselined, 'in the baseline', 'dim', false],
  ];
  return (
    <p className="counts">
      {counts
        .filter(([count, , , always]) => always || count > 0)
        .map(([count, word, tone]) => (
          <span key={word} className={tone}>
            <b>{count}</b> {word}
          </span>
        ))}
    </p>
  );
}
