import type { Result } from '../../workflow/results/result.js';
import { resultFiles } from '../../workflow/results/result-files.js';
import { policyNames } from '../failing-groups.js';
import { stateWords } from '../row-words.js';
import { rowCount } from '../verdict-words.js';
import {
  controlRow,
  criticalityInput,
  filterCriticalities,
  filterStates,
  onlyFailingInput,
  rowColumns,
  SharedCells,
  stateInput,
} from './control-row.js';
import { WorstRows } from './worst-rows.js';

/** Rows of the page; the worst ones. The others are counted, and stand in controls.jsonl. */
const MOST_ROWS = 25_000;
/** Rows that are elements from the start, wherever the page is opened. */
const FIRST_ROWS = 200;
/** Rows that a browser without scripts reads as elements; laying out more takes it many seconds. */
const PLAIN_ROWS = 5_000;

/** Head of the list of controls: filters that work by style alone, and a word on what needs the script. */
export function ControlFilters({ totals, jobs }: Required<Pick<Result, 'totals' | 'jobs'>>) {
  const stateCounts = {
    passed: totals.passed,
    failed: totals.failed,
    error: totals.error,
    exception: totals.exceptions,
  };
  const cells = totals.byStateAndCriticality;
  const countOf = (name: string) => Object.values(cells).reduce((sum, row) => sum + (row[name] ?? 0), 0);
  const rows = rowCount(totals);
  // Passed rows would bury the others; when there are no others, they are what there is to see.
  const showPassed = totals.passed === rows;
  return (
    <>
      <h2 id="controls-heading">All controls and hosts</h2>
      {rows > MOST_ROWS && (
        <p className="cut unsure">
          This page lists the worst {MOST_ROWS} of {rows} postures, so search and filters find those only. The
          numbers count all of them, and {resultFiles.controls} holds them all.
        </p>
      )}
      <div className="filters">
        <fieldset>
          <legend>State</legend>
          {filterStates.map((state) => (
            <label key={state}>
              <input
                type="checkbox"
                id={stateInput(state)}
                defaultChecked={state !== 'passed' || showPassed}
              />
              {stateWords[state]} <span className="dim">{stateCounts[state]}</span>
            </label>
          ))}
        </fieldset>
        <fieldset>
          <legend>Criticality</legend>
          {filterCriticalities
            .filter(({ name, value }) => value > 0 || countOf(name) > 0)
            .map(({ name, value, word }) => (
              <label key={name}>
                <input type="checkbox" id={criticalityInput(value)} defaultChecked />
                {word} <span className="dim">{countOf(name)}</span>
              </label>
            ))}
        </fieldset>
        <fieldset>
          <legend>Verdict</legend>
          <label>
            <input type="checkbox" id={onlyFailingInput} />
            Only what fails the build <span className="dim">{totals.failing}</span>
          </label>
        </fieldset>
      </div>
      <p className="needs-script dim">
        <small>
          Filters by state and criticality work everywhere. Search, sorting and filters by{' '}
          {jobs.length > 1 ? 'job, policy and host' : 'policy and host'} need the script of this page, which
          is not running here: open report.html from disk for them.
        </small>
      </p>
    </>
  );
}

const tableStart = `<table class="rows static" aria-labelledby="controls-heading"><colgroup>${rowColumns.map(() => '<col>').join('')}</colgroup><thead><tr>${rowColumns.map((name) => `<th scope="col">${name}</th>`).join('')}</tr></thead><tbody>\n`;
const tableEnd = '</tbody></table>\n';

/** A page's worst rows, to be filled by one reading of all of them. */
export function worstRows({
  policies,
  totals,
  jobs = [],
}: Pick<Result, 'policies' | 'totals' | 'jobs'>): WorstRows {
  const places = new Map(policies.map(({ id }, index) => [id, index]));
  const jobPlaces = new Map(jobs.map(({ name }, index) => [name, index]));
  const titles = policies.length === 1 ? new Map<string, string>() : policyNames({ policies });
  const shared = new SharedCells();
  return new WorstRows({
    most: MOST_ROWS,
    notPassed: rowCount(totals) - totals.passed,
    write: (row) =>
      controlRow(
        row,
        {
          policy: titles.get(row.policyId) ?? '',
          place: places.get(row.policyId) ?? -1,
          jobPlace: row.job === undefined ? undefined : jobPlaces.get(row.job),
        },
        shared,
      ),
  });
}

/**
 * The rows, the worst first. Only the first are elements where the script of the page runs, so that 25,000 are as quick
 * as 200: it reads the others as text. Where no script may run, a browser makes elements of what stands in `noscript`.
 */
export function* controlTable({ totals }: Pick<Result, 'totals'>, worst: WorstRows): Generator<string> {
  const rows = rowCount(totals);
  let written = 0;
  yield tableStart;
  for (const text of worst.texts()) {
    if (written === FIRST_ROWS) yield `${tableEnd}${cutNote(FIRST_ROWS, rows)}<noscript>${tableStart}`;
    if (written === PLAIN_ROWS)
      yield `${tableEnd}${cutNote(PLAIN_ROWS, rows)}</noscript><script type="text/plain" class="rest">\n`;
    yield text;
    written += 1;
  }
  if (written <= FIRST_ROWS) yield tableEnd;
  else yield written <= PLAIN_ROWS ? `${tableEnd}</noscript>` : '</script>';
}

/** Where a list ends that only the script of the page can go on with. */
function cutNote(listed: number, rows: number): string {
  return `<p class="cut rest">Without its script this page lists the worst ${listed} of ${rows} postures: open report.html from disk for more.</p>`;
}
