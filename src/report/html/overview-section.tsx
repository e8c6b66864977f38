import { arc, type PieArcDatum, pie } from 'd3-shape';
import { postureStates } from '../../workflow/results/control-line.js';
import type { Result } from '../../workflow/results/result.js';
import { stateWords } from '../row-words.js';
import { rowCount } from '../verdict-words.js';
import { filterCriticalities } from './control-row.js';
import { scrollable } from './trend.js';

interface Slice {
  readonly state: (typeof postureStates)[number];
  readonly count: number;
}

const RADIUS = 76;
const slicePath = arc<PieArcDatum<Slice>>()
  .innerRadius(54)
  .outerRadius(RADIUS)
  .padAngle(0.02)
  .cornerRadius(2);
const slices = pie<Slice>()
  .value(({ count }) => count)
  .sort(null);

/** All rows at a glance: a donut of states beside states by criticality. */
export function OverviewSection({ totals }: Pick<Result, 'totals'>) {
  const counts: Slice[] = [
    { state: 'passed', count: totals.passed },
    { state: 'failed', count: totals.failed },
    { state: 'error', count: totals.error },
    { state: 'exception', count: totals.exceptions },
  ];
  return (
    <section aria-labelledby="overview-heading">
      <h2 id="overview-heading">All postures</h2>
      <div className="overview">
        <div className="card states">
          <Donut counts={counts} all={rowCount(totals)} />
          <ul className="legend">
            {counts.map(({ state, count }) => (
              <li key={state}>
                <svg viewBox="0 0 12 12" aria-hidden="true">
                  <rect width="12" height="12" rx="3" className={`fill-${state}`} />
                </svg>
                {stateWords[state]} <span className="number">{count}</span>
              </li>
            ))}
          </ul>
        </div>
        <section {...scrollable('Postures by state and criticality')} className="card scroll">
          <Matrix totals={totals} />
        </section>
      </div>
    </section>
  );
}

function Donut({ counts, all }: { readonly counts: readonly Slice[]; readonly all: number }) {
  const passed = counts.find(({ state }) => state === 'passed')?.count ?? 0;
  const label = counts.map(({ state, count }) => `${stateWords[state]} ${count}`).join(', ');
  return (
    <svg viewBox="-80 -80 160 160" role="img" aria-label={`Of ${all} postures: ${label}`}>
      {all === 0 && <circle r={65} fill="none" stroke="currentColor" strokeOpacity="0.15" strokeWidth="22" />}
      {slices([...counts])
        .filter(({ data }) => data.count > 0)
        .map((slice) => (
          <path key={slice.data.state} d={slicePath(slice) ?? ''} className={`fill-${slice.data.state}`} />
        ))}
      <text className="donut-number" textAnchor="middle" y="4">
        {all === 0 ? '0' : percent(passed, all)}
      </text>
      <text className="donut-word" textAnchor="middle" y="22">
        {all === 0 ? 'postures' : 'passed'}
      </text>
    </svg>
  );
}

/** Whole percents, but never 100 or 0 for what is not all or nothing. */
function percent(part: number, all: number): string {
  const rounded = Math.round((part / all) * 100);
  if (rounded === 100 && part < all) return '> 99 %';
  return rounded === 0 && part > 0 ? '< 1 %' : `${rounded} %`;
}

function Matrix({ totals }: Pick<Result, 'totals'>) {
  const cells = totals.byStateAndCriticality;
  const columns = filterCriticalities.filter(
    ({ name, value }) => value > 0 || postureStates.some((state) => (cells[state][name] ?? 0) > 0),
  );
  return (
    <table className="matrix">
      <thead>
        <tr>
          <th scope="col">State</th>
          {columns.map(({ name, word }) => (
            <th key={name} scope="col">
              {word}
            </th>
          ))}
          <th scope="col">All</th>
        </tr>
      </thead>
      <tbody>
        {postureStates.map((state) => (
          <tr key={state}>
            <th scope="row">{stateWords[state]}</th>
            {columns.map(({ name }) => (
              <Count key={name} count={cells[state][name] ?? 0} />
            ))}
            <td className="total">{Object.values(cells[state]).reduce((sum, count) => sum + count, 0)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Count({ count }: { readonly count: number }) {
  return <td className={count === 0 ? 'zero' : undefined}>{count}</td>;
}
