import { Box, Text } from 'ink';
import { atUnderscores, wrap } from '../../text/wrap.js';
import { fit, pad, widthOf } from '../../ui/fit.js';
import { useScroll } from '../../ui/frame/scrolling.js';
import type { StyleName } from '../../ui/frame/theme.js';
import { contentRowsOf, type Ui, useUi } from '../../ui/frame/ui-context.js';
import { useKeys } from '../../ui/keys/key-router.js';
import { type Hint, isCommand } from '../../ui/keys/keys.js';
import { Remote } from '../../ui/lists/remote.js';
import type { RemoteList } from '../../ui/lists/use-remote-list.js';
import { numbered } from '../../ui/numbered.js';
import type { PlanWarning } from '../../wizard/plan-warnings.js';
import type { SummaryLine } from '../../wizard/summary.js';
import {
  type ChangeWords,
  changeWords,
  type Plan,
  type PlannedChange,
  planWords,
} from '../../workflow/plan/plan-changes.js';

interface PlanViewProps {
  readonly plan: RemoteList<Plan>;
  /** Lines kept while it is read. */
  readonly lines: number;
  /** Lines that it may take; more where that is not enough for one line each. */
  readonly room?: number;
}

/** What a launch would create or change in Qualys. */
export function PlanView({ plan, lines, room = lines }: PlanViewProps) {
  const ui = useUi();
  return (
    <Remote list={plan} of="what this would change in Qualys" lines={lines} isActive>
      {([read]) => (read === undefined ? null : <Lines lines={planText(read, ui, room).lines} />)}
    </Remote>
  );
}

/** The keys of the whole plan. */
export const wholePlanHints: readonly Hint[] = [
  ['move-up', 'scroll'],
  ['back', 'close'],
];

interface WholePlanProps {
  readonly plan: Plan;
  /** The answers, one line each. */
  readonly answers: readonly SummaryLine[];
  readonly warnings: readonly PlanWarning[];
  readonly onClose: () => void;
}

/** Every word of the plan, in a window that scrolls. Goes into the frame's `dialog`. */
export function WholePlan({ plan, answers, warnings, onClose }: WholePlanProps) {
  const ui = useUi();
  const all = [
    ...warnings.flatMap(({ text }) => warningLines(text, ui, wrap)),
    ...answers.flatMap((line) => answerLines(line, ui)),
    ...planText(plan, ui, Number.POSITIVE_INFINITY).lines,
  ];
  const { start, rows, note } = useScroll(all.length, contentRowsOf(ui, true) - 1, true);
  useKeys(
    (press) => {
      if (!isCommand(press, 'plan') && !isCommand(press, 'close-dialog')) return false;
      onClose();
      return true;
    },
    { isActive: true },
  );
  return (
    <Box flexDirection="column">
      <Lines lines={all.slice(start, start + rows)} />
      {note !== undefined && <Text {...ui.styles.dim}>{note}</Text>}
    </Box>
  );
}

function Lines({ lines }: { readonly lines: readonly PlanLine[] }) {
  const { styles } = useUi();
  return (
    <Box flexDirection="column" flexShrink={0}>
      {numbered(lines).map(({ item: parts, number }) => (
        <Text key={number} wrap="truncate">
          {numbered(parts).map(({ item: { text, style }, number: part }) => (
            <Text key={part} {...styles[style]}>
              {text}
            </Text>
          ))}
        </Text>
      ))}
    </Box>
  );
}

/** One line of the plan, in pieces of one style each. */
export type PlanLine = readonly { readonly text: string; readonly style: StyleName }[];

export interface PlanText {
  readonly lines: readonly PlanLine[];
  /** Words are missing, with an ellipsis where they were. */
  readonly isCut: boolean;
}

/** Columns before what a change is about: its sign. */
const signWidth = 4;
const gap = 2;

/** What a launch would create or change in Qualys: whole where so many lines are enough, else one line each. */
export function planText(plan: Plan, ui: Ui, room: number): PlanText {
  const whole = textOf(plan, ui, (text, columns) => wrap(text, columns, atUnderscores));
  if (whole.length <= room) return { lines: whole, isCut: false };
  return { lines: textOf(plan, ui, (text, columns) => [fit(text, columns)]), isCut: true };
}

type Break = (text: string, columns: number) => readonly string[];

function textOf(plan: Plan, ui: Ui, broken: Break): readonly PlanLine[] {
  const { heading, changed, kept, licence } = planWords(plan);
  const words = changesOf(changed);
  const warnings = licence === undefined ? [] : [licence];
  return [
    [{ text: heading, style: 'strong' }],
    ...(ui.isNarrow ? words.flatMap((line) => stacked(line, ui, broken)) : beside(words, ui, broken)),
    ...(kept.length === 0
      ? []
      : [dim(`  = keep ${kept.length} as ${kept.length === 1 ? 'it is' : 'they are'}`)]),
    ...warnings.flatMap((warning) => warningLines(warning, ui, broken)),
  ];
}

const dim = (text: string): PlanLine => [{ text, style: 'dim' }];

/** What on the left and how on the right, each in its own column. */
function beside(words: readonly ChangeWords[], { contentWidth }: Ui, broken: Break): readonly PlanLine[] {
  const room = contentWidth - signWidth - gap;
  const widest = Math.max(0, ...words.map(({ what }) => widthOf(what)));
  const whatWidth = Math.min(widest, Math.floor(room * 0.55));
  return words.flatMap(({ sign, what, how }) => {
    const left = broken(what, whatWidth);
    const right = broken(how, room - whatWidth);
    return Array.from({ length: Math.max(left.length, right.length) }, (_, index): PlanLine => {
      const head = index === 0 ? pad(`  ${sign}`, signWidth) : ' '.repeat(signWidth);
      return [
        { text: `${head}${pad(left[index] ?? '', whatWidth)}${' '.repeat(gap)}`, style: 'plain' },
        { text: right[index] ?? '', style: 'dim' },
      ];
    });
  });
}

/** What, and under it how. */
function stacked({ sign, what, how }: ChangeWords, { contentWidth }: Ui, broken: Break): PlanLine[] {
  const room = contentWidth - signWidth;
  const indent = ' '.repeat(signWidth);
  return [
    ...broken(what, room).map((text, index): PlanLine => {
      const head = index === 0 ? pad(`  ${sign}`, signWidth) : indent;
      return [{ text: head + text, style: 'plain' }];
    }),
    ...broken(how, room).map((text) => dim(indent + text)),
  ];
}

function warningLines(warning: string, { contentWidth, symbols }: Ui, broken: Break): PlanLine[] {
  const width = widthOf(symbols.warn) + 1;
  return broken(warning, contentWidth - width).map((text, index) => [
    { text: index === 0 ? `${symbols.warn} ` : ' '.repeat(width), style: 'warn' },
    { text, style: 'plain' },
  ]);
}

function answerLines({ label, text }: SummaryLine, { contentWidth }: Ui): PlanLine[] {
  return wrap(text, contentWidth - answerLabel).map((part, index) => [
    { text: pad(index === 0 ? label : '', answerLabel), style: 'dim' },
    { text: part, style: 'plain' },
  ]);
}

/** Columns of an answer's label. */
const answerLabel = 14;

/** The changes in words; policies that only get the group share one line. */
function changesOf(changes: readonly PlannedChange[]): readonly ChangeWords[] {
  const attached = changes.filter(({ object, action }) => object === 'policy' && action === 'update');
  if (attached.length < 2) return changes.map(changeWords);
  const titles = attached.map(({ name }) => name).join(' · ');
  const shared = { sign: '~', what: `add the group to ${attached.length} policies`, how: titles };
  return changes.flatMap((change) => {
    if (!attached.includes(change)) return [changeWords(change)];
    return change === attached[0] ? [shared] : [];
  });
}
