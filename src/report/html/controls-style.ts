import { postureStates } from '../../workflow/result.js';
import {
  criticalityInput,
  filterCriticalities,
  onlyFailingInput,
  stateInput,
} from './control-filter-names.js';

/** A box that is not ticked hides its rows; no script is needed. */
const filters = [
  ...postureStates.map((state) => `body:has(#${stateInput(state)}:not(:checked)) .row.${state}`),
  ...filterCriticalities.map(
    ({ value }) => `body:has(#${criticalityInput(value)}:not(:checked)) .row.c${value}`,
  ),
  `body:has(#${onlyFailingInput}:checked) .row:not(.fail)`,
].join(',\n');

/** Filters and table of the controls. Each row is a grid of its own, so that thousands of them need no common layout. */
export const controlsStyle = `
.filters { display: flex; flex-wrap: wrap; gap: .75rem 2rem; align-items: end; margin-bottom: 1rem; }
.filters fieldset { border: 0; margin: 0; padding: 0; min-width: 0; display: flex; flex-wrap: wrap; gap: .25rem 1rem; }
.filters legend, .tools label > span { padding: 0; font-size: .8125rem; color: var(--dim); margin-bottom: .125rem; }
.filters label { display: inline-flex; align-items: center; gap: .375rem; cursor: pointer; white-space: nowrap; }
.filters input { accent-color: var(--focus); margin: 0; width: 1rem; height: 1rem; }
.tools { display: flex; flex-wrap: wrap; gap: .75rem 1rem; align-items: end; margin-bottom: .75rem; }
.tools label { display: grid; grid-template-columns: minmax(0, 1fr); flex: 1 1 12rem; min-width: 0; max-width: 22rem; }
.tools input, .tools select, .tools button { font: inherit; color: inherit; background: var(--surface); border: 1px solid var(--line); border-radius: 6px; padding: .375rem .625rem; min-width: 0; width: 100%; height: 2.25rem; }
.tools button { width: auto; cursor: pointer; }
.needs-script, .shown, .cut { margin-bottom: .75rem; }
.rows { display: block; background: var(--surface); border: 1px solid var(--line); border-radius: 8px; }
.rows thead, .rows tbody { display: block; }
.rows thead { position: sticky; top: 0; z-index: 1; background: var(--surface); border-radius: 8px 8px 0 0; border-bottom: 1px solid var(--line); }
.row, .rows thead tr { display: grid; grid-template-columns: 4.75rem 6.5rem 6rem minmax(0, 1.1fr) minmax(0, 3fr) minmax(0, 1.6fr); gap: 0 1rem; padding: .625rem 1.25rem; }
.rows thead tr { padding-top: .5rem; padding-bottom: .5rem; }
.rows th { text-align: left; font-size: .8125rem; font-weight: 500; color: var(--dim); padding: 0; }
.rows th button { font: inherit; color: inherit; background: none; border: 0; padding: 0; cursor: pointer; text-align: left; }
.rows th button::after { content: " ↕"; opacity: .5; }
.rows th[aria-sort=ascending] button::after { content: " ↑"; opacity: 1; }
.rows th[aria-sort=descending] button::after { content: " ↓"; opacity: 1; }
.rows td { display: block; padding: 0; min-width: 0; }
.row { border-top: 1px solid var(--line); contain: content; }
.row:first-child { border-top: 0; }
.row.fail { box-shadow: inset 3px 0 0 var(--bad); }
.row.warn { box-shadow: inset 3px 0 0 var(--unsure); }
.row.fail td:nth-child(6) { color: var(--bad); font-weight: 600; }
.row.warn td:nth-child(6) { color: var(--unsure); font-weight: 600; }
.row.no td:nth-child(6), .row td small { color: var(--dim); }
.row td small { display: block; }
.values { margin-top: .25rem; display: grid; grid-template-columns: auto minmax(0, 1fr); gap: .125rem .625rem; font-size: .875rem; }
.values dt { color: var(--dim); }
.values dd { white-space: pre-wrap; }
.row[hidden] { display: none; }
.more-rows { font: inherit; color: inherit; background: var(--surface); border: 1px solid var(--line); border-radius: 6px; padding: .5rem 1rem; margin-top: .75rem; cursor: pointer; }
${filters} { display: none; }
@media screen and (max-width: 52rem) {
  .rows thead { position: static; }
  .rows thead tr { display: flex; flex-wrap: wrap; gap: .25rem 1rem; }
  .rows.static thead { display: none; }
  .row { grid-template-columns: fit-content(40%) fit-content(40%) minmax(0, 1fr); gap: .25rem .875rem; padding: .875rem 1rem; }
  .row td:nth-child(n+4) { grid-column: 1 / -1; }
  .row td:nth-child(5) { grid-row: 2; font-weight: 500; }
  .row td .values, .row td small { font-weight: 400; }
}
@media print {
  .filters, .tools, .needs-script, .more-rows { display: none; }
  .rows { display: table; table-layout: fixed; border: 0; border-spacing: 0; width: 100%; }
  .rows thead { display: table-header-group; position: static; break-inside: avoid; }
  .rows tbody { display: table-row-group; }
  .row, .rows thead tr { display: table-row; contain: none; break-inside: avoid; }
  .row.fail, .row.warn { box-shadow: none; }
  .rows td, .rows th { display: table-cell; vertical-align: top; padding: .375rem .75rem .375rem 0; border-bottom: 1px solid var(--line); }
  .rows th:nth-child(1) { width: 4.5rem; }
  .rows th:nth-child(2) { width: 6.5rem; }
  .rows th:nth-child(3) { width: 5rem; }
  .rows th:nth-child(4) { width: 19%; }
  .rows th:nth-child(6) { width: 18%; }
  .rows th button::after { content: none; }
}`;
