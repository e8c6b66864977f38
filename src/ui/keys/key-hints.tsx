import { Box, Text } from 'ink';
import { fit, widthOf } from '../fit.js';
import { useUi } from '../frame/ui-context.js';
import { numbered } from '../numbered.js';
import { type Hint, type HintText, hintText } from './keys.js';

const gaps = { wide: '   ', narrow: '  ' } as const;

/** As many hints as fit into the width, from the left; the last one always stays, because it leads to all the others. */
export function hintsThatFit(
  hints: readonly HintText[],
  columns: number,
  gap: string = gaps.wide,
): readonly HintText[] {
  const widths = hints.map((hint) => widthOf(`${hint.keys} ${hint.says}`));
  const last = hints.at(-1);
  if (last === undefined) return [];
  let room = columns - (widths.at(-1) ?? 0);
  const shown: HintText[] = [];
  for (const [index, hint] of hints.slice(0, -1).entries()) {
    room -= (widths[index] ?? 0) + gap.length;
    if (room < 0) break;
    shown.push(hint);
  }
  if (shown.length > 0) return [...shown, last];
  const most = columns - (widths.at(-1) ?? 0) - gap.length;
  const one = hints.slice(0, -1).find((_, index) => (widths[index] ?? 0) <= most);
  return one === undefined ? [last] : [one, last];
}

interface KeyHintsProps {
  readonly hints: readonly Hint[];
  /** At the right end, such as `↓ 5 more`; the hints leave room for it. */
  readonly note?: string | undefined;
}

/** One line that says which keys work right now. */
export function KeyHints({ hints, note }: KeyHintsProps) {
  const { contentWidth, isNarrow, unicode, styles } = useUi();
  const texts = hints.map((hint) => hintText(hint, unicode));
  const room = contentWidth - (note === undefined ? 0 : widthOf(note) + 2);
  const wanted = isNarrow ? [...texts.slice(0, 2), ...texts.slice(2).slice(-1)] : texts;
  // Where one more finds room, the hints stand closer.
  const gap = isNarrow && hintsThatFit(wanted, room).length < wanted.length ? gaps.narrow : gaps.wide;
  const shown = hintsThatFit(wanted, room, gap);
  const line = (
    <Text wrap="truncate">
      {numbered(shown).map(({ item: hint, number: index }) => (
        <Text key={index}>
          {index > 0 ? gap : ''}
          <Text {...styles.strong}>{hint.keys}</Text>{' '}
          <Text {...styles.dim}>{fit(hint.says, contentWidth)}</Text>
        </Text>
      ))}
    </Text>
  );
  if (note === undefined) return line;
  return (
    <Box width={contentWidth} justifyContent="space-between">
      {line}
      <Text {...styles.dim}>{note}</Text>
    </Box>
  );
}
