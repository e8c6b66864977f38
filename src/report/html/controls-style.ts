import { postureStates } from '../../workflow/results/control-line.js';
import { criticalityInput, filterCriticalities, onlyFailingInput, stateInput } from './control-row.js';

/** A box that is not ticked hides its rows; no script is needed. */
const filters = [
  ...postureStates.map((state) => `body:has(#${stateInput(state)}:not(:checked)) .row.${state}`),
  ...filterCriticalities.map(
    ({ value }) => `body:has(#${criticalityInput(value)}:not(:checked)) .row.c${value}`,
  ),
  `body:has(#${onlyFailingInput}:checked) .row:not(.fail)`,
].join(',\n');

/** Filters and table of the controls. */
export const controlsStyle = `
.filters { display: flex; flex-wrap: wrap; gap: .75rem 2rem; align-items: end; margin-bottom: 1rem; }
.filters fieldset { border: 0; margin: 0; padding: 0; min-width: 0; display: flex; flex-wrap: wrap; gap: .25rem 1rem; }
.filters legend, .tools label > span { padding: 0; font-size: .8125rem; color: var(--dim); margin-bottom: .125rem; }
.filters label { display: inline-flex; align-items: center; gap: .375rem; cursor: pointer; white-space: nowrap; }
.filters input { accent-color: var(--focus); margin: 0; width: 1rem; height: 1rem; }
.tools { display: flex; flex-wrap: wrap; gap: .75rem 1rem; align-items: end; margin-bottom: .75rem; }
.tools label { display: grid; grid-template-columns: minmax(0, 1fr); flex: 1 1 12rem; min-width: 0; max-width: 22rem; }
.tools input, .tools select, .tools button, .pager button { font: inherit; color: inherit; background: var(--surface); border: 1px solid var(--line); border-radius: 6px; padding: .375rem .625rem; min-width: 0; height: 2.25rem; }
.tools input, .tools select { width: 100%; }
.tools button, .pager button { cursor: pointer; }
.pager { display: flex; gap: .75rem; margin-top: .75rem; }
.pager[hidden] { display: none; }
.pager button:disabled { opacity: .5; cursor: default; }
.needs-script, .shown, .cut { margin-bottom: .75rem; }
.shown { scroll-margin-top: 1rem; }
.cut.rest:has(+ noscript > table) { display: none; }
noscript { display: block; }
.rows { table-layout: fixed; width: 100%; border-collapse: separate; border-spacing: 0; background: var(--surface); border: 1px solid var(--line); border-radius: 8px; }
.rows col:nth-child(1) { width: 6rem; }
.rows col:nth-child(2) { width: 7.5rem; }
.rows col:nth-child(3) { width: 6.25rem; }
.rows col:nth-child(4) { width: 17%; }
.rows col:nth-child(6) { width: 20%; }
.rows th { position: sticky; top: 0; z-index: 1; background: var(--surface); text-align: left; font-size: .8125rem; font-weight: 500; color: var(--dim); padding: .5rem .5rem; border-radius: 8px 8px 0 0; }
.rows th button { font: inherit; color: inherit; background: none; border: 0; padding: 0; cursor: pointer; text-align: left; }
.rows th button::after { content: " ↕"; opacity: .5; }
.rows th[aria-sort=ascending] button::after { content: " ↑"; opacity: 1; }
.rows th[aria-sort=descending] button::after { content: " ↓"; opacity: 1; }
.rows td { padding: .625rem .5rem; vertical-align: top; border-top: 1px solid var(--line); }
.rows :is(th, td):first-child { padding-left: 1.25rem; }
.rows :is(th, td):last-child { padding-right: 1.25rem; }
.row.fail td:first-child { box-shadow: inset 3px 0 0 var(--bad); }
.row.warn td:first-child { box-shadow: inset 3px 0 0 var(--unsure); }
.row.fail td:nth-child(6) { color: var(--bad); font-weight: 600; }
.row.warn td:nth-child(6) { color: var(--unsure); font-weight: 600; }
.row.no td:nth-child(6), .row small, .row dt { color: var(--dim); }
.row small { display: block; }
.row dl { margin-top: .25rem; display: grid; grid-template-columns: auto minmax(0, 1fr); gap: .125rem .625rem; font-size: .875rem; }
.row dd { grid-column: 2; white-space: pre-wrap; font: .9375em/1.45 ui-monospace, "SF Mono", Menlo, Consolas, "Liberation Mono", monospace; }
.long summary { cursor: pointer; list-style: none; }
.long summary::-webkit-details-marker { display: none; }
.long summary b { color: var(--focus); font: 500 .8125rem/1.5 system-ui, sans-serif; text-decoration: underline; text-underline-offset: .15em; white-space: nowrap; }
.long[open] summary { height: 0; overflow: hidden; }
.long[open] summary:focus-visible { height: auto; }
${filters} { display: none; }
@media screen and (max-width: 52rem) {
  .rows.static thead, .rows colgroup { display: none; }
  .rows, .rows tbody, .rows thead { display: block; }
  .rows thead tr { display: flex; flex-wrap: wrap; gap: .25rem 1rem; padding: .5rem 1rem; }
  .rows tr th:nth-child(n) { position: static; padding: 0; }
  .row { display: grid; grid-template-columns: fit-content(40%) fit-content(40%) minmax(0, 1fr); gap: .25rem .875rem; padding: .875rem 1rem; border-top: 1px solid var(--line); }
  .row.fail { box-shadow: inset 3px 0 0 var(--bad); }
  .row.warn { box-shadow: inset 3px 0 0 var(--unsure); }
  .rows .row td { display: block; min-width: 0; padding: 0; border: 0; }
  .rows .row td:first-child { box-shadow: none; }
  .row td:nth-child(n+4) { grid-column: 1 / -1; }
  .row td:nth-child(5) { grid-row: 2; font-weight: 500; }
  .row td :is(dl, small) { font-weight: 400; }
  ${filters.replaceAll('\n', '\n  ')} { display: none; }
}
@media print {
  .filters, .tools, .needs-script, .pager { display: none; }
  .rows { border: 0; }
  .rows th { position: static; }
  .rows :is(th, td) { padding: .375rem .75rem .375rem 0; }
  .rows tr :is(th, td):first-child { padding-left: 0; }
  .rows .row td:first-child { box-shadow: none; }
  .row { break-inside: avoid; }
  .rows th button::after { content: none; }
}`;
