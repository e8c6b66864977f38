import { criticalityNames, criticalityValues } from '../../config/names.js';
import { type ControlLine, postureStates } from '../../workflow/results/control-line.js';
import { escapeAttribute, escapeText } from '../markup.js';
import { criticalityWord, stateWords, whyWords } from '../row-words.js';

/** Characters of one value that the page shows; the whole value is in the other files. */
const LONGEST_VALUE = 600;

/** The row of a control; plain text, as rendering by React would hold them all at once. */
export function controlRow(
  row: ControlLine,
  { policy, place }: { readonly policy: string; readonly place: number },
): string {
  const { cid, criticality, host, technology, instance, state, counts } = row;
  const dns = host.dns === undefined || host.dns === '' ? '' : `<small>${escapeText(host.dns)}</small>`;
  const inside = [technology, instance].filter((part) => part !== '').join(', ');
  const about = [policy, inside].filter((part) => part !== '').join(' · ');
  const cells = [
    String(cid),
    escapeText(criticalityWord(criticality)),
    stateWords[state],
    `${escapeText(host.ip)}${dns}`,
    `${escapeText(row.statement)}${about === '' ? '' : `<small>${escapeText(about)}</small>`}${values(row)}`,
    escapeText(whyCell(row)),
  ];
  const classes = `row ${state} c${criticality.value} ${counts}`;
  return `<tr role="row" class="${classes}" data-p="${place}" data-h="${escapeAttribute(host.ip)}">${cells.map((cell) => `<td role="cell">${cell}</td>`).join('')}</tr>\n`;
}

function values({ missing, unexpected }: ControlLine): string {
  if (missing.length === 0 && unexpected.length === 0) return '';
  const pairs = [
    ...missing.map((value) => ['expected', value]),
    ...unexpected.map((value) => ['found', value]),
  ];
  return `<dl class="values">${pairs.map(([word, value = '']) => `<dt>${word}</dt><dd><code>${escapeText(cut(value))}</code></dd>`).join('')}</dl>`;
}

function cut(value: string): string {
  if (value.length <= LONGEST_VALUE) return value;
  return `${value.slice(0, LONGEST_VALUE).toWellFormed()}… (${value.length - LONGEST_VALUE} more characters in controls.jsonl)`;
}

/** Short where the other columns say the rest. */
function whyCell(row: ControlLine): string {
  if (row.counts === 'fail') return 'Fails the build';
  if (row.state === 'passed' && row.counts === 'no' && row.why !== 'excluded') return '';
  const words = whyWords(row);
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** States as the filters offer them: what needs a look first. */
export const filterStates = [...postureStates].sort(
  (a, b) => Number(a === 'passed') - Number(b === 'passed'),
);

/** Criticalities as the filters and the overview name them, from the worst down. */
export const filterCriticalities = [
  ...criticalityNames.map((name) => ({
    name,
    value: criticalityValues[name] as number,
    word: name.charAt(0).toUpperCase() + name.slice(1),
  })),
  { name: 'undefined', value: 0, word: 'Undefined' },
] as const;

/** Ids of the inputs that the stylesheet watches. */
export const stateInput = (state: string): string => `state-${state}`;
export const criticalityInput = (value: number): string => `criticality-${value}`;
export const onlyFailingInput = 'only-failing';
