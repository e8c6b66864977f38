import { asPastBuild, type PastBuild } from '../../workflow/results/past-build.js';
import type { Result } from '../../workflow/results/result.js';

const MOST_SHOWN = 12;
const COLUMN = 64;
const HEIGHT = 96;
const BAR = 28;
/** Room for the number above a bar, and for the build below. */
const ABOVE = 22;
const BELOW = 24;
const LONGEST_BUILD = 8;

/** What failed the build in the last builds whose results are at hand; nothing without an earlier one. */
export function Trend({ result }: { readonly result: Result }) {
  const builds = [...result.history, ...asPastBuild(result)].slice(-MOST_SHOWN);
  if (result.history.length === 0 || builds.length < 2) return null;
  const most = Math.max(1, ...builds.map(({ failing }) => failing));
  const width = builds.length * COLUMN;
  return (
    <figure className="card trend">
      <figcaption>
        <h3>Postures that failed the build</h3>
      </figcaption>
      <section {...scrollable('Postures that failed the last builds')}>
        <svg
          viewBox={`0 0 ${width} ${ABOVE + HEIGHT + BELOW}`}
          width={width}
          height={ABOVE + HEIGHT + BELOW}
          role="img"
          aria-label={builds.map(words).join('; ')}
        >
          <path d={`M0 ${ABOVE + HEIGHT + 0.5}H${width}`} className="axis" />
          {builds.map((past, index) => (
            <Column key={`${past.build} ${past.finishedAt}`} past={past} index={index} most={most} />
          ))}
        </svg>
      </section>
    </figure>
  );
}

/** Of a `section` that a person can reach by the keyboard and move with the arrows. */
export function scrollable(label: string) {
  return { className: 'scroll', tabIndex: 0, 'aria-label': label } as const;
}

interface ColumnProps {
  readonly past: PastBuild;
  readonly index: number;
  readonly most: number;
}

function Column({ past: { build, failing, outcome }, index, most }: ColumnProps) {
  // What is not nothing is never drawn as nothing.
  const height = failing === 0 ? 0 : Math.max(2, Math.round((failing / most) * HEIGHT));
  const middle = index * COLUMN + COLUMN / 2;
  const bottom = ABOVE + HEIGHT;
  return (
    <>
      <rect
        x={middle - BAR / 2}
        y={bottom - height}
        width={BAR}
        height={height}
        rx="2"
        className="fill-failing"
      />
      <text
        x={middle}
        y={bottom - height - 6}
        className={outcome === 'failed' ? 'bar-number' : 'bar-number good'}
      >
        {failing === 0 ? '✓ 0' : failing}
      </text>
      <text x={middle} y={bottom + 17} className="bar-name">
        {build.length > LONGEST_BUILD ? `…${build.slice(-LONGEST_BUILD + 1).toWellFormed()}` : build}
      </text>
    </>
  );
}

function words({ build, outcome, failing, rows }: PastBuild): string {
  return `build ${build} ${outcome}: ${failing} of ${rows}`;
}
