import { postureStates } from '../../workflow/results/control-line.js';
import { criticalityInput, filterCriticalities, onlyFailingInput, stateInput } from './control-row.js';

const colours = `
:root {
  color-scheme: light dark;
  --page: #f7f7f5; --surface: #ffffff; --ink: #1d1f22; --dim: #5d636c; --line: #e2e3e0; --faint: #f0f0ed;
  --good: #1a7a4a; --bad: #c02b26; --unsure: #966000; --exempt: #6253b5; --focus: #1f5fc4;
  --bad-wash: #fcf0ef; --unsure-wash: #fbf4e4; --good-wash: #edf7f1;
}
@media screen and (prefers-color-scheme: dark) {
  :root {
    --page: #131417; --surface: #1b1d21; --ink: #e9eaec; --dim: #a0a6af; --line: #30343a; --faint: #23262b;
    --good: #52c48d; --bad: #ff7a72; --unsure: #efb54e; --exempt: #ab9ef2; --focus: #7fb0ff;
    --bad-wash: #2c1d1e; --unsure-wash: #2b2417; --good-wash: #17261f;
  }
}`;

const text = `
*, *::before, *::after { box-sizing: border-box; }
html { -webkit-text-size-adjust: 100%; }
body {
  margin: 0; background: var(--page); color: var(--ink);
  font: 15px/1.5 system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "Liberation Sans", sans-serif;
  font-variant-numeric: tabular-nums; overflow-wrap: anywhere;
}
main, .top, footer { max-width: 76rem; margin: 0 auto; padding: 0 1.5rem; }
h1, h2, h3, p, ul, dl, dd, figure { margin: 0; }
h2 { font-size: 1.125rem; font-weight: 650; line-height: 1.3; margin-bottom: .875rem; }
h3 { font-size: 1rem; font-weight: 600; line-height: 1.35; }
a { color: var(--focus); text-underline-offset: .15em; }
code { font: .875em/1.45 ui-monospace, "SF Mono", Menlo, Consolas, "Liberation Mono", monospace; }
small { font-size: .8125rem; }
:focus-visible { outline: 2px solid var(--focus); outline-offset: 2px; border-radius: 3px; }
.dim { color: var(--dim); }
.good { color: var(--good); } .bad { color: var(--bad); } .unsure { color: var(--unsure); } .exempt { color: var(--exempt); }
.skip { position: absolute; left: -100rem; top: .5rem; z-index: 2; background: var(--surface); padding: .375rem .75rem; }
.skip:focus { left: 1.5rem; }
section { margin-top: 2.5rem; }
section.scroll { margin-top: 0; }
.plain { list-style: none; padding: 0; }
.card { background: var(--surface); border: 1px solid var(--line); border-radius: 8px; padding: 1.25rem 1.5rem; }
.number { text-align: right; }`;

const sections = `
.top { display: flex; flex-wrap: wrap; gap: .25rem 1.5rem; justify-content: space-between; padding-top: 1.25rem; padding-bottom: 1rem; color: var(--dim); }
.top strong { color: var(--ink); font-weight: 600; }
.verdict { background: var(--surface); border: 1px solid var(--line); border-left: 6px solid; border-radius: 8px; padding: 1.5rem 1.75rem; }
.verdict.good { border-left-color: var(--good); } .verdict.bad { border-left-color: var(--bad); } .verdict.unsure { border-left-color: var(--unsure); }
.verdict h1 { display: flex; flex-direction: column; gap: .25rem; font-size: 1.75rem; font-weight: 650; line-height: 1.25; letter-spacing: -.01em; text-wrap: balance; }
.verdict h1 b { font-size: .9375rem; font-weight: 700; letter-spacing: .06em; }
.verdict h1 > span { color: var(--ink); }
.verdict .jump { margin-top: 1rem; }
.verdict p { margin-top: .625rem; color: var(--ink); max-width: 62rem; }
.reasons { margin-top: 1rem; padding-left: 1.15rem; color: var(--ink); }
.reasons li + li { margin-top: .25rem; }
.reasons code { color: var(--dim); }
.facts { display: grid; grid-template-columns: repeat(auto-fill, minmax(17rem, 1fr)); gap: .875rem 2rem; }
.facts dt { color: var(--dim); font-size: .8125rem; }
.overview { display: grid; grid-template-columns: minmax(0, 24rem) minmax(0, 1fr); gap: 1.5rem; }
.states { display: flex; gap: 1.5rem; align-items: center; }
.states > svg { width: 9.5rem; height: 9.5rem; flex: none; }
.donut-number { font-size: 26px; font-weight: 650; fill: var(--ink); }
.donut-word { font-size: 12px; fill: var(--dim); }
.fill-passed { fill: var(--good); } .fill-failed { fill: var(--bad); } .fill-error { fill: var(--unsure); } .fill-exception { fill: var(--exempt); }
.fill-failing { fill: var(--bad); } .fill-rest { fill: var(--dim); fill-opacity: .45; } .fill-none { fill: var(--faint); }
.legend { list-style: none; padding: 0; display: grid; gap: .375rem; width: 100%; }
.legend li { white-space: nowrap; overflow-wrap: normal; display: grid; grid-template-columns: .75rem 1fr auto; gap: .625rem; align-items: center; }
.legend svg { width: .75rem; height: .75rem; }
.scroll { overflow-x: auto; }
.matrix { border-collapse: collapse; width: 100%; }
.matrix th, .matrix td { padding: .4375rem .75rem; text-align: right; border-bottom: 1px solid var(--line); white-space: nowrap; overflow-wrap: normal; }
.matrix th:first-child { text-align: left; padding-left: 0; }
.matrix thead th { font-size: .8125rem; font-weight: 500; color: var(--dim); }
.matrix tbody th { font-weight: 500; }
.matrix tr:last-child th, .matrix tr:last-child td { border-bottom: 0; }
.matrix .zero { color: var(--dim); opacity: .6; }
.matrix .total { font-weight: 600; }
.jobs :is(th, td):nth-child(-n+2), .jobs :is(th, td):last-child { text-align: left; }
.jobs td:last-child { white-space: normal; min-width: 16rem; }
main section.job { margin-top: 1rem; scroll-margin-top: 1rem; }
.job > p, .job .reasons { margin-top: .375rem; }
.job .jump { font-size: .8125rem; margin-top: .75rem; display: flex; flex-wrap: wrap; gap: .25rem 1.5rem; }
.jump button { font: inherit; color: var(--focus); background: none; border: 0; padding: 0; cursor: pointer; text-decoration: underline; text-underline-offset: .15em; }
.halves { margin-top: 1rem; display: grid; grid-template-columns: repeat(auto-fit, minmax(min(18rem, 100%), 1fr)); gap: 1rem 2rem; }
.halves h4 { margin: 0 0 .5rem; font-size: .8125rem; font-weight: 500; color: var(--dim); }
.heat-words { margin-bottom: .75rem; }
.heat { border-collapse: separate; border-spacing: 2px; font-size: .8125rem; line-height: 1.3; }
.heat th { font-weight: 400; text-align: left; overflow-wrap: normal; }
.heat tbody th { min-width: 15rem; max-width: 22rem; padding: .1875rem .75rem .1875rem 0; position: sticky; left: 0; background: var(--surface); }
.heat thead th { vertical-align: bottom; color: var(--dim); }
.heat thead span { writing-mode: vertical-rl; transform: rotate(180deg); white-space: nowrap; padding: .25rem 0; }
.heat td, .heat-cell { min-width: 1.375rem; height: 1.375rem; text-align: center; border-radius: 3px; background: var(--faint); color: var(--dim); }
.heat .heat-none { background: none; }
.heat .heat-passed, .heat-cell.heat-passed { background: var(--good-wash); color: var(--good); }
.heat .heat-fail, .heat-cell.heat-fail { background: var(--bad); color: var(--surface); font-weight: 700; }
.heat .heat-warn, .heat-cell.heat-warn { background: var(--unsure); color: var(--surface); font-weight: 700; }
.heat .heat-error, .heat-cell.heat-error { background: var(--unsure-wash); color: var(--unsure); font-weight: 700; }
.heat .heat-failed, .heat-cell.heat-failed { background: var(--bad-wash); color: var(--bad); font-weight: 700; }
.heat-legend { list-style: none; padding: 0; margin-top: .75rem; display: flex; flex-wrap: wrap; gap: .375rem 1.5rem; font-size: .8125rem; }
.heat-cell { display: inline-block; line-height: 1.375rem; vertical-align: middle; }
.heat-cell.heat-none { background: none; border: 1px dashed var(--line); }
.trend { margin-top: .75rem; }
.trend section.scroll { margin-top: .5rem; }
.trend svg { display: block; }
.trend text { text-anchor: middle; font-size: 12px; fill: var(--dim); }
.trend .bar-number { font-size: 13px; font-weight: 650; fill: var(--ink); }
.trend .bar-number.good { fill: var(--good); }
.axis { stroke: var(--line); }
.cards { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(24rem, 100%), 1fr)); gap: 1rem; list-style: none; padding: 0; }
:is(.policy, .job) .bar { display: block; width: 100%; height: 10px; margin: .875rem 0 .75rem; border-radius: 5px; }
.counts { display: flex; flex-wrap: wrap; gap: .125rem 1.25rem; }
.counts b { font-weight: 650; }
.changes { margin-top: .75rem; display: grid; grid-template-columns: repeat(auto-fit, minmax(min(22rem, 100%), 1fr)); gap: 1rem; align-items: start; }
.changes h3 { margin-bottom: .5rem; }
.plain li { padding: .5rem 0; border-top: 1px solid var(--line); }
.plain li:first-child { border-top: 0; padding-top: 0; }
.plain li:last-child { padding-bottom: 0; }
.failing li { display: grid; grid-template-columns: 6.5rem minmax(0, 3fr) minmax(0, 2fr); gap: .125rem 1.5rem; padding: .875rem 0; }
.failing .what { display: flex; flex-direction: column; }
.failing .what span { font-size: .8125rem; font-weight: 600; }
.failing .statement { font-weight: 600; }
.failing .value { font-size: .875rem; white-space: pre-line; }
.failing .where { font-size: .875rem; }
.more { margin-top: .625rem; }
.tag { display: inline-block; font-size: .75rem; font-weight: 600; padding: 0 .4375rem; border-radius: 4px; background: var(--faint); }
footer { padding-top: 2rem; padding-bottom: 3rem; color: var(--dim); font-size: .8125rem; }`;

const narrow = `
@media screen and (max-width: 52rem) {
  main, .top, footer { padding-left: 1rem; padding-right: 1rem; }
  .overview { grid-template-columns: minmax(0, 1fr); }
  .verdict { padding: 1.125rem 1.125rem; }
  .verdict h1 { font-size: 1.375rem; }
  .card { padding: 1rem 1.125rem; }
  section:not(.scroll) { margin-top: 2rem; }
  .states { gap: 1rem; }
  .states > svg { width: 8rem; height: 8rem; }
  .failing li { grid-template-columns: minmax(0, 1fr); }
  .tools label { max-width: none; }
  .heat tbody th { min-width: 10rem; max-width: 11rem; }
  .failing .what { flex-direction: row; gap: .75rem; align-items: baseline; }
}
@media (prefers-contrast: more) { :root { --dim: var(--ink); --line: var(--ink); } }
@media print {
  :root { color-scheme: light; --page: #fff; }
  html { font-size: 12px; }
  body { font-size: 9.5pt; }
  main, .top, footer { max-width: none; padding-left: 0; padding-right: 0; }
  .skip, .jump, .more a { display: none; }
  .scroll { overflow: visible; }
  section:not(.scroll) { margin-top: 1.75rem; }
  h2, h3 { break-after: avoid; }
  .verdict, .policy, .job, .plain li, .facts > div { break-inside: avoid; }
  a[href^="https:"]::after { content: " (" attr(href) ")"; }
  .bar, .states svg, .heat td, .heat-cell, .trend svg { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
}`;

/** A box that is not ticked hides its rows; no script is needed. */
const filters = [
  ...postureStates.map((state) => `body:has(#${stateInput(state)}:not(:checked)) .row.${state}`),
  ...filterCriticalities.map(
    ({ value }) => `body:has(#${criticalityInput(value)}:not(:checked)) .row.c${value}`,
  ),
  `body:has(#${onlyFailingInput}:checked) .row:not(.fail)`,
].join(',\n');

/** Filters and table of the controls. */
const controlsStyle = `
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

/** The whole style of the page: once inline, once as the file that a strict content policy lets in. */
export const stylesheet = `${[colours, text, sections, controlsStyle, narrow].join('\n').trim()}\n`;
