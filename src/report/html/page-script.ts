import { postureStates } from '../../workflow/results/control-line.js';
import { criticalityInput, filterCriticalities, onlyFailingInput, stateInput } from './control-row.js';

const boxes = {
  states: Object.fromEntries(postureStates.map((state) => [state, stateInput(state)])),
  criticalities: Object.fromEntries(
    filterCriticalities.map(({ value }) => [`c${value}`, criticalityInput(value)]),
  ),
  onlyFailing: onlyFailingInput,
};

/** Matching rows that are drawn at first: drawing all of many thousand takes seconds with every filter. */
const ROWS_AT_ONCE = 1000;

/**
 * Search, sorting, filters by policy and host, and a live count: what style alone cannot do. It reads the rows as text
 * and makes elements only from its own words.
 */
export const pageScript = `
(() => {
'use strict';
const boxes = ${JSON.stringify(boxes)};
const table = document.querySelector('table.rows');
if (!table) return;
const body = table.tBodies[0];
const atOnce = ${ROWS_AT_ONCE};
const facts = Array.from(body.rows, (element, order) => {
  const [, state, criticality, counts] = element.classList;
  return { element, order, state, criticality, counts, policy: element.dataset.p, host: element.dataset.h, text: undefined };
});
const make = (tag, properties, ...children) => {
  const element = Object.assign(document.createElement(tag), properties);
  element.append(...children);
  return element;
};
const box = (id) => document.getElementById(id);

document.querySelector('.needs-script')?.remove();
table.classList.remove('static');

const search = make('input', { type: 'search', autocomplete: 'off', placeholder: 'CID, words, values' });
const host = make('input', { type: 'search', autocomplete: 'off', placeholder: 'all hosts' });
host.setAttribute('list', 'hosts');
const hosts = make('datalist', { id: 'hosts' }, ...[...new Set(facts.map((row) => row.host))].slice(0, 1000).map((value) => make('option', { value })));
const policy = make('select', { autocomplete: 'off' }, make('option', { value: '' }, 'all policies'),
  ...Array.from(document.querySelectorAll('.policy h3'), (title, index) => make('option', { value: String(index) }, title.textContent)));
const reset = make('button', { type: 'button' }, 'Clear filters');
const field = (name, input) => make('label', {}, make('span', {}, name), input);
const tools = make('div', { className: 'tools' }, field('Search', search), field('Policy', policy), field('Host', host), hosts, reset);
const shown = make('p', { className: 'shown dim' });
shown.setAttribute('role', 'status');
table.before(tools, shown);
const more = make('button', { type: 'button', className: 'more-rows' });
table.after(more);
let rows = facts;
let limit = atOnce;

const draw = () => {
  const words = search.value.toLowerCase().split(/\\s+/).filter(Boolean);
  const wantedHost = host.value.trim().toLowerCase();
  const states = Object.entries(boxes.states).filter(([, id]) => box(id).checked).map(([name]) => name);
  const criticalities = Object.entries(boxes.criticalities).filter(([, id]) => box(id)?.checked ?? true).map(([name]) => name);
  const onlyFailing = box(boxes.onlyFailing).checked;
  let count = 0;
  for (const row of rows) {
    if (words.length > 0) row.text ??= row.element.textContent.toLowerCase();
    const matches = (policy.value === '' || row.policy === policy.value)
      && (wantedHost === '' || row.host.toLowerCase().includes(wantedHost))
      && words.every((word) => row.text.includes(word))
      && states.includes(row.state) && criticalities.includes(row.criticality) && (!onlyFailing || row.counts === 'fail');
    if (matches) count += 1;
    row.element.hidden = !matches || count > limit;
  }
  shown.textContent = count === 0 ? 'No control matches these filters.'
    : count > limit ? 'Showing the first ' + limit + ' of ' + count + ' matching controls.'
    : 'Showing ' + count + ' of ' + facts.length + (facts.length === 1 ? ' control.' : ' controls.');
  more.hidden = count <= limit;
  more.textContent = 'Show ' + Math.min(atOnce, count - limit) + ' more';
};
const update = () => {
  limit = atOnce;
  draw();
};
more.addEventListener('click', () => {
  limit += atOnce;
  draw();
});
// On paper there is no button to ask for more.
window.addEventListener('beforeprint', () => {
  limit = Infinity;
  draw();
});
window.addEventListener('afterprint', update);
let pending = 0;
const soon = () => {
  clearTimeout(pending);
  pending = setTimeout(update, 80);
};
search.addEventListener('input', soon);
host.addEventListener('input', soon);
policy.addEventListener('change', update);
document.querySelector('.filters').addEventListener('change', update);
reset.addEventListener('click', () => {
  search.value = host.value = policy.value = '';
  for (const input of document.querySelectorAll('.filters input')) input.checked = input.id !== boxes.onlyFailing;
  update();
});

const collator = new Intl.Collator('en', { numeric: true });
const keys = [
  (row) => Number(row.element.cells[0].textContent),
  (row) => -Number(row.criticality.slice(1)),
  (row) => row.element.cells[2].textContent,
  (row) => row.host,
  (row) => row.element.cells[4].textContent,
  (row) => row.counts + row.element.cells[5].textContent,
];
const headers = Array.from(table.tHead.rows[0].cells);
headers.forEach((header, column) => {
  const button = make('button', { type: 'button' }, header.textContent);
  header.replaceChildren(button);
  button.addEventListener('click', () => {
    const ascending = header.getAttribute('aria-sort') !== 'ascending';
    for (const other of headers) other.removeAttribute('aria-sort');
    header.setAttribute('aria-sort', ascending ? 'ascending' : 'descending');
    const keyed = facts.map((row) => ({ row, key: keys[column](row) }));
    const compare = (a, b) => (typeof a === 'number' ? a - b : collator.compare(a, b));
    keyed.sort((a, b) => (ascending ? 1 : -1) * compare(a.key, b.key) || a.row.order - b.row.order);
    rows = keyed.map(({ row }) => row);
    // Off the page: moving 20,000 rows on it would ask the style about every single one.
    body.remove();
    body.append(...rows.map((row) => row.element));
    update();
    table.append(body);
  });
});
update();
})();
`;
