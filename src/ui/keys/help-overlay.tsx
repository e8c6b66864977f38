import { Box, Text } from 'ink';
import { pad } from '../fit.js';
import { useScroll } from '../frame/scrolling.js';
import { contentRowsOf, useUi } from '../frame/ui-context.js';
import { numbered } from '../numbered.js';
import { useKeys } from './key-router.js';
import { type Hint, hintText, isCommand } from './keys.js';

interface HelpOverlayProps {
  /** The keys of the screen underneath. */
  readonly hints: readonly Hint[];
  readonly onClose: () => void;
}

const inFieldsAndLists: readonly Hint[] = [
  'next-field',
  'previous-field',
  ['move-up', 'move in a list'],
  'page-down',
  'filter',
  'check',
  'check-all',
  'line-start',
  'line-end',
  'word-left',
  'cut-word',
  'cut-to-start',
  'cut-to-end',
];

/** Every key that means something here; any of esc, q and ? closes it. Goes into the frame's `dialog`. */
export function HelpOverlay({ hints, onClose }: HelpOverlayProps) {
  const ui = useUi();
  const { contentWidth, isNarrow, unicode, styles } = ui;
  useKeys(
    (press) => {
      if (!isCommand(press, 'close-dialog')) return false;
      onClose();
      return true;
    },
    { isActive: true },
  );
  const perLine = isNarrow ? 1 : 2;
  const column = Math.floor(contentWidth / perLine);
  const onScreen = new Set(hints.map((hint) => hintText(hint, unicode).keys));
  const lines: readonly HelpLine[] = [
    { heading: 'Keys on this screen' },
    ...paired(
      hints.filter((hint) => hint !== 'help' && hint !== 'help-in-field'),
      perLine,
    ),
    { heading: ' ' },
    { heading: 'In fields and lists' },
    ...paired(
      inFieldsAndLists.filter((hint) => !onScreen.has(hintText(hint, unicode).keys)),
      perLine,
    ),
  ];
  const { start, rows, note } = useScroll(lines.length, contentRowsOf(ui, true) - 1, true);
  return (
    <Box flexDirection="column">
      {numbered(lines.slice(start, start + rows)).map(({ item: line, number }) =>
        'heading' in line ? (
          <Text key={number} {...styles.strong}>
            {line.heading}
          </Text>
        ) : (
          <Box key={number}>
            {numbered(line.hints).map(({ item: hint, number: place }) => {
              const { keys, says } = hintText(hint, unicode);
              return (
                <Box key={place} width={column}>
                  <Text {...styles.strong}>{pad(keys, 12)}</Text>
                  <Text wrap="truncate">{says}</Text>
                </Box>
              );
            })}
          </Box>
        ),
      )}
      {note !== undefined && <Text {...styles.dim}>{note}</Text>}
    </Box>
  );
}

type HelpLine = { readonly heading: string } | { readonly hints: readonly Hint[] };

/** Hints beside each other, so many to a line. */
function paired(hints: readonly Hint[], perLine: number): readonly HelpLine[] {
  return Array.from({ length: Math.ceil(hints.length / perLine) }, (_, line) => ({
    hints: hints.slice(line * perLine, (line + 1) * perLine),
  }));
}
