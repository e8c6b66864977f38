import { postureStates } from '../../workflow/results/control-line.js';
import { criticalityInput, filterCriticalities, onlyFailingInput, stateInput } from './control-row.js';

const boxes = {
  states: Object.fromEntries(postureStates.map((state) => [state, stateInput(state)])),
  criticalities: Object.fromEntries(
    filterCriticalities.map(({ value }) => [`c${value}`, criticalityInput(value)]),
  ),
  onlyFailing: onlyFailingInput,
};

/** Rows that are elements at once: a browser lays them out anew at each key in the search (`npm run bench -- page`). */
const ROWS_PER_PAGE = 50;

/**
 * Search, sorting, pages, filters by job, policy and host, and a live count: what style alone cannot do. The rows stay text,
 * as the page has them, and become elements a page at a time; all else is made from the script's own words.
 */
export const pageScript = `
(() => {
'use strict';
const boxes = ${JSON.stringify(boxes)};
const perPage = ${ROWS_PER_PAGE};
const table = document.querySelector('table.rows');
if (!table) return;
const body = table.tBodies[0];
const later = Array.from(document.querySelectorAll('noscript, script.rest'), (part) => part.textContent).join('');
const lines = Array.from(body.rows, (row) => row.outerHTML).concat(later.split('\\n').filter((line) => line.startsWith('<tr class="row ')));
const entities = { amp: '&', lt: '<', gt: '>', nbsp: '\\u00a0', '#10': '\\n' };
const textOf = (html) => {
  const text = html.replace(/<[^>]*>/g, ' ');
  return text.includes('&') ? text.replace(/&(amp|lt|gt|nbsp|#10);/g, (all, name) => entities[name]) : text;
};
const facts = lines.map((html, order) => {
  const [, state, criticality, counts, policy, job] = /^<tr class="row (\\w+) (c\\d) (\\w+)" data-p="(-?\\d+)"(?: data-j="(\\d+)")?/.exec(html);
  return { html, order, state, criticality, counts, policy, job, text: undefined };
});
const cellOf = (row, column) => textOf(row.html.split('<td>')[column + 1].replace(/<small>[^]*|<b>read all<\\/b>/, '')).trim();
const textIn = (row) => row.text ??= textOf(row.html).toLowerCase();
const hostIn = (row) => row.host ??= cellOf(row, 3);
const make = (tag, properties, ...children) => {
  const element = Object.assign(document.createElement(tag), properties);
  element.append(...children);
  return element;
};
const box = (id) => document.getElementById(id);

for (const element of document.querySelectorAll('.needs-script, .rest, noscript')) element.remove();
table.classList.remove('static');
const search = make('input', { type: 'search', autocomplete: 'off', placeholder: 'CID, words, values' });
const host = make('input', { type: 'search', autocomplete: 'off', placeholder: 'all hosts' });
host.setAttribute('list', 'hosts');
const hosts = make('datalist', { id: 'hosts' });
host.addEventListener('focus', () => {
  hosts.append(...[...new Set(facts.map(hostIn))].slice(0, 1000).map((value) => make('option', { value })));
}, { once: true });
const choice = (all, titles) => make('select', { autocomplete: 'off' }, make('option', { value: '' }, all),
  ...Array.from(document.querySelectorAll(titles), (title, index) => make('option', { value: String(index) }, title.textContent)));
const policy = choice('all policies', '.policy h3');
const job = choice('all jobs', '.job h3');
const hasJobs = job.length > 2;
const reset = make('button', { type: 'button' }, 'Clear filters');
const field = (name, input) => make('label', {}, make('span', {}, name), input);
const tools = make('div', { className: 'tools' }, field('Search', search), ...(hasJobs ? [field('Job', job)] : []), field('Policy', policy), field('Host', host), hosts, reset);
const shown = make('p', { className: 'shown dim' });
shown.setAttribute('role', 'status');
table.before(tools, shown);
const previous = make('button', { type: 'button' }, 'Previous page');
const next = make('button', { type: 'button' }, 'Next page');
const pager = make('nav', { className: 'pager' }, previous, next);
pager.setAttribute('aria-label', 'Pages of the list');
table.after(pager);

let sorted = facts;
let matching = facts;
let first = 0;
// Rows that are elements now.
let drawn = [{}];

const filter = () => {
  const words = search.value.toLowerCase().split(/\\s+/).filter(Boolean);
  const wantedHost = host.value.trim().toLowerCase();
  const states = new Set(Object.entries(boxes.states).filter(([, id]) => box(id).checked).map(([name]) => name));
  const criticalities = new Set(Object.entries(boxes.criticalities).filter(([, id]) => box(id)?.checked ?? true).map(([name]) => name));
  const onlyFailing = box(boxes.onlyFailing).checked;
  return sorted.filter((row) => states.has(row.state) && criticalities.has(row.criticality)
    && (!onlyFailing || row.counts === 'fail')
    && (job.value === '' || row.job === job.value)
    && (policy.value === '' || row.policy === policy.value)
    && (wantedHost === '' || hostIn(row).toLowerCase().includes(wantedHost))
    && words.every((word) => textIn(row).includes(word)));
};
const draw = (end = first + perPage) => {
  const count = matching.length;
  const last = Math.min(end, count);
  const page = matching.slice(first, last);
  if (page.length !== drawn.length || page.some((row, index) => row !== drawn[index])) body.innerHTML = page.map((row) => row.html).join('');
  drawn = page;
  shown.textContent = count === 0 ? 'No posture matches these filters.'
    : count > last - first ? 'Showing ' + (first + 1) + ' to ' + last + ' of ' + count + ' matching postures.'
    : 'Showing ' + count + ' of ' + facts.length + (facts.length === 1 ? ' posture.' : ' postures.');
  pager.hidden = count <= perPage;
  previous.disabled = first === 0;
  next.disabled = last === count;
};
const update = () => {
  matching = filter();
  first = 0;
  draw();
};
const turn = (button, other, pages) => button.addEventListener('click', () => {
  first += pages * perPage;
  draw();
  if (button.disabled) other.focus();
  shown.scrollIntoView();
});
turn(previous, next, -1);
turn(next, previous, 1);
// On paper there is no other page to turn to.
window.addEventListener('beforeprint', () => {
  first = 0;
  draw(Infinity);
  for (const text of document.querySelectorAll('details')) text.open = true;
});
window.addEventListener('afterprint', update);
search.addEventListener('input', update);
host.addEventListener('input', update);
policy.addEventListener('change', update);
job.addEventListener('change', update);
document.querySelector('.filters').addEventListener('change', update);
const clear = () => {
  search.value = host.value = policy.value = job.value = '';
  for (const input of document.querySelectorAll('.filters input')) input.checked = input.id !== boxes.onlyFailing;
};
reset.addEventListener('click', () => {
  clear();
  update();
});
if (hasJobs) {
  const listed = new Set(facts.map((row) => row.job));
  document.querySelectorAll('.job').forEach((section, index) => {
    if (!listed.has(String(index))) return;
    const button = make('button', { type: 'button' }, 'All its controls and hosts');
    button.setAttribute('aria-describedby', section.querySelector('h3').id);
    button.addEventListener('click', () => {
      clear();
      job.value = String(index);
      update();
      job.focus({ preventScroll: true });
      document.getElementById('controls').scrollIntoView();
    });
    section.querySelector('.jump').append(button);
  });
}

const collator = new Intl.Collator('en', { numeric: true });
const keys = [
  (row) => Number(cellOf(row, 0)),
  (row) => -Number(row.criticality.slice(1)),
  (row) => row.state,
  hostIn,
  (row) => cellOf(row, 4),
  (row) => row.counts + cellOf(row, 5),
];
const headers = Array.from(table.tHead.rows[0].cells);
headers.forEach((header, column) => {
  const button = make('button', { type: 'button' }, header.textContent);
  header.replaceChildren(button);
  button.addEventListener('click', () => {
    const direction = header.getAttribute('aria-sort') === 'ascending' ? -1 : 1;
    for (const other of headers) other.removeAttribute('aria-sort');
    header.setAttribute('aria-sort', direction === 1 ? 'ascending' : 'descending');
    const keyed = facts.map((row) => ({ row, key: keys[column](row) }));
    const compare = typeof keyed[0].key === 'number' ? (a, b) => a - b : collator.compare;
    keyed.sort((a, b) => direction * compare(a.key, b.key) || a.row.order - b.row.order);
    sorted = keyed.map(({ row }) => row);
    update();
  });
});
update();
// The first key in the search need not wait for the text of all rows.
const whenIdle = window.requestIdleCallback ?? setTimeout;
let ready = 0;
const prepare = () => {
  for (const end = Math.min(ready + 250, facts.length); ready < end; ready += 1) textIn(facts[ready]);
  if (ready < facts.length) whenIdle(prepare);
};
whenIdle(prepare);
})();
`;
