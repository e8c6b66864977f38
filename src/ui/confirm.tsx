import { Box, Text } from 'ink';
import { printable } from '../text/printable.js';
import { useKeys } from './key-router.js';
import { isCommand } from './keys.js';
import { SelectList } from './select-list.js';
import { useUi } from './ui-context.js';

export interface ConfirmProps<T extends string> {
  /** One sentence with a question mark. */
  readonly question: string;
  /** What each choice brings about; one line each. */
  readonly details?: readonly string[];
  /** The harmless answer first: it is the one that is highlighted. */
  readonly answers: readonly { readonly value: T; readonly label: string }[];
  readonly onAnswer: (value: T) => void;
  /** Esc. */
  readonly onCancel: () => void;
}

/** Asks before something is lost or changed. Goes into the frame's `dialog`. */
export function Confirm<T extends string>({
  question,
  details = [],
  answers,
  onAnswer,
  onCancel,
}: ConfirmProps<T>) {
  const { contentWidth, styles } = useUi();
  useKeys(
    (press) => {
      if (!isCommand(press, 'back')) return false;
      onCancel();
      return true;
    },
    { isActive: true },
  );
  return (
    <Box flexDirection="column" width={contentWidth} paddingTop={1} rowGap={1}>
      <Text {...styles.strong}>{printable(question)}</Text>
      {details.length > 0 && (
        <Box flexDirection="column">
          {details.map((detail) => (
            <Text key={detail}>{printable(detail)}</Text>
          ))}
        </Box>
      )}
      <SelectList items={answers} isFocused onSelect={onAnswer} />
    </Box>
  );
}
