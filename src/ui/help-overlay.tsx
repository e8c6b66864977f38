import { Box, Text } from 'ink';
import { pad } from './fit.js';
import { useKeys } from './key-router.js';
import { type Hint, hintText, isCommand } from './keys.js';
import { useUi } from './ui-context.js';

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
  const { contentWidth, isNarrow, unicode, styles } = useUi();
  useKeys(
    (press) => {
      if (isCommand(press, 'close-dialog')) onClose();
      return !isCommand(press, 'interrupt');
    },
    { isActive: true },
  );
  const column = isNarrow ? contentWidth : Math.floor(contentWidth / 2);
  const onScreen = new Set(hints.map((hint) => hintText(hint, unicode).keys));
  const row = (hint: Hint) => {
    const { keys, says } = hintText(hint, unicode);
    return (
      <Box key={keys + says} width={column}>
        <Text {...styles.strong}>{pad(keys, 12)}</Text>
        <Text wrap="truncate">{says}</Text>
      </Box>
    );
  };
  return (
    <Box flexDirection="column">
      <Text {...styles.strong}>Keys on this screen</Text>
      <Box flexWrap="wrap" width={contentWidth} marginBottom={1}>
        {hints.filter((hint) => hint !== 'help').map(row)}
      </Box>
      <Text {...styles.strong}>In fields and lists</Text>
      <Box flexWrap="wrap" width={contentWidth}>
        {inFieldsAndLists.filter((hint) => !onScreen.has(hintText(hint, unicode).keys)).map(row)}
      </Box>
    </Box>
  );
}
