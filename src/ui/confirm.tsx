import { Box, Text } from 'ink';
import { wrap } from '../text/wrap.js';
import { contentRowsOf, useUi } from './frame/ui-context.js';
import { useKeys } from './keys/key-router.js';
import { isCommand } from './keys/keys.js';
import { SelectList } from './lists/select-list.js';

export interface ConfirmProps<T extends string> {
  /** One sentence with a question mark. */
  readonly question: string;
  /** What each choice brings about; one line each. */
  readonly details?: readonly string[];
  /** The harmless answer first: it is the one that is highlighted. */
  readonly answers: readonly { readonly value: T; readonly label: string }[];
  /** The one highlighted at first; the first when absent. */
  readonly initial?: T | undefined;
  readonly onAnswer: (value: T) => void;
  /** Lines that it may take; those of the content when absent. */
  readonly rows?: number;
  /** Esc. */
  readonly onCancel: () => void;
}

/** Asks before something is lost or changed. Goes into the frame's `dialog`. */
export function Confirm<T extends string>({
  question,
  details = [],
  answers,
  initial,
  rows,
  onAnswer,
  onCancel,
}: ConfirmProps<T>) {
  const ui = useUi();
  const { contentWidth, styles } = ui;
  const asked = wrap(question, contentWidth);
  const explained = details.flatMap((detail) => wrap(detail, contentWidth));
  // In a low terminal space goes first, then details: the answers must be seen.
  const room = (rows ?? contentRowsOf(ui, true)) - asked.length - answers.length;
  const isRoomy = rows === undefined && room >= explained.length + 3;
  const shown = explained.slice(0, Math.max(0, isRoomy ? explained.length : room));
  useKeys(
    (press) => {
      if (!isCommand(press, 'back')) return false;
      onCancel();
      return true;
    },
    { isActive: true },
  );
  return (
    <Box flexDirection="column" width={contentWidth} paddingTop={isRoomy ? 1 : 0} rowGap={isRoomy ? 1 : 0}>
      <Text {...styles.strong}>{asked.join('\n')}</Text>
      {shown.length > 0 && <Text>{shown.join('\n')}</Text>}
      <SelectList items={answers} initial={initial} isFocused onSelect={onAnswer} />
    </Box>
  );
}
