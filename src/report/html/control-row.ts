import { criticalityNames, criticalityValues } from '../../config/names.js';
import { SharedText, SharedTexts } from '../../text/shared-text.js';
import { type ControlLine, postureStates } from '../../workflow/results/control-line.js';
import { escapeText } from '../markup.js';
import { criticalityWord, stateWords, whyWords } from '../row-words.js';
import { longText } from './long-text.js';

/** Values of each kind that a row lists. */
const MOST_VALUES = 20;

/** Headings of the cells that {@link controlRow} writes. */
export const rowColumns = ['CID', 'Criticality', 'State', 'Host', 'Control', 'Why'] as const;

/** Where the row belongs in the lists of the result. */
export interface RowPlaces {
  /** Title of its policy; empty where there is one alone. */
  readonly policy: string;
  /** Number of the policy, from 0. */
  readonly place: number;
  /** Number of the job, from 0, where results of several were joined. */
  readonly jobPlace: number | undefined;
}

/** Cells that rows have in common, written once for each host and control. */
export class SharedCells {
  readonly host = new SharedText<ControlLine['host']>({
    differs: (a, b) => a.ip !== b.ip || a.dns !== b.dns,
    write: ({ ip, dns = '' }) => `${escapeText(ip)}${dns === '' ? '' : `<small>${escapeText(dns)}</small>`}`,
  });
  /** By CID. */
  readonly controls = new SharedTexts<number, { readonly statement: string; readonly about: string }>({
    differs: (a, b) => a.statement !== b.statement || a.about !== b.about,
    write: ({ statement, about }) =>
      `${longText(statement)}${about === '' ? '' : `<small>${escapeText(about)}</small>`}`,
  });
}

/**
 * The row of a control, on one line: the script of the page takes the rows apart by line and by `<td>`, and makes
 * elements of the few that it shows.
 */
export function controlRow(
  row: ControlLine,
  { policy, place, jobPlace }: RowPlaces,
  shared: SharedCells,
): string {
  const { cid, statement, criticality, host, technology, instance, state, counts } = row;
  const inside = [technology, instance].filter((part) => part !== '').join(', ');
  const about = [row.job ?? '', policy, inside].filter((part) => part !== '').join(' · ');
  const cells = [
    String(cid),
    escapeText(criticalityWord(criticality)),
    stateWords[state],
    shared.host.of(host),
    `${shared.controls.of(cid, { statement, about })}${values(row)}`,
    longText(whyCell(row)),
  ];
  const tags = `<tr class="row ${state} c${criticality.value} ${counts}" data-p="${place}"${jobPlace === undefined ? '' : ` data-j="${jobPlace}"`}><td>${cells.join('</td><td>')}</td></tr>`;
  return tags.replaceAll('\n', '&#10;');
}

function values({ missing, unexpected }: ControlLine): string {
  if (missing.length === 0 && unexpected.length === 0) return '';
  return `<dl>${listed('expected', missing)}${listed('found', unexpected)}</dl>`;
}

function listed(word: string, values: readonly string[]): string {
  if (values.length === 0) return '';
  const more = values.length - MOST_VALUES;
  const shown = values.slice(0, MOST_VALUES).map((value) => `<dd>${longText(value)}</dd>`);
  const left = more > 0 ? `<dd>and ${more} more in controls.jsonl</dd>` : '';
  return `<dt>${word}</dt>${shown.join('')}${left}`;
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
