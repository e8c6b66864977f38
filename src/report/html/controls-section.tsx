import type { Result } from '../../workflow/results/result.js';
import { stateWords } from '../row-words.js';
import { rowCount } from '../verdict-words.js';
import {
  criticalityInput,
  filterCriticalities,
  filterStates,
  onlyFailingInput,
  stateInput,
} from './control-row.js';

/** Head of the list of controls: filters that work by style alone, and a word on what needs the script. */
export function ControlFilters({ totals }: Pick<Result, 'totals'>) {
  const stateCounts = {
    passed: totals.passed,
    failed: totals.failed,
    error: totals.error,
    exception: totals.exceptions,
  };
  const cells = totals.byStateAndCriticality;
  const countOf = (name: string) => Object.values(cells).reduce((sum, row) => sum + (row[name] ?? 0), 0);
  // Passed rows would bury the others; when there are no others, they are what there is to see.
  const showPassed = totals.passed === rowCount(totals);
  return (
    <>
      <h2 id="controls-heading">Controls</h2>
      <div className="filters">
        <fieldset>
          <legend>State</legend>
          {filterStates.map((state) => (
            <label key={state}>
              <input
                type="checkbox"
                autoComplete="off"
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
                <input type="checkbox" autoComplete="off" id={criticalityInput(value)} defaultChecked />
                {word} <span className="dim">{countOf(name)}</span>
              </label>
            ))}
        </fieldset>
        <fieldset>
          <legend>Verdict</legend>
          <label>
            <input type="checkbox" autoComplete="off" id={onlyFailingInput} />
            Only what fails the build <span className="dim">{totals.failing}</span>
          </label>
        </fieldset>
      </div>
      <p className="needs-script dim">
        <small>
          Filters by state and criticality work everywhere. Search, sorting and filters by policy and host
          need the script of this page, which is not running here: open report.html from disk for them.
        </small>
      </p>
    </>
  );
}
