import { Box, type DOMElement, Text } from 'ink';
import { useRef } from 'react';
import { wrap } from '../text/wrap.js';
import { useReveal } from './frame/scrolling.js';
import { contentRowsOf, useUi } from './frame/ui-context.js';
import { useKeys } from './keys/key-router.js';
import { isCommand } from './keys/keys.js';
import { SelectList } from './lists/select-list.js';

export interface ConfirmProps<T extends string> {
  /** One sentence with a question mark. */
  readonly question: string;
  /** What each choice brings about. */
  readonly details?: readonly string[];
  /** The harmless answer first: it is the one that is highlighted. */
  readonly answers: readonly { readonly value: T; readonly label: string }[];
  /** The one highlighted at first; the first when absent. */
  readonly initial?: T | undefined;
  readonly onAnswer: (value: T) => void;
  /** It stands beside other content: without space between its parts. */
  readonly isTight?: boolean;
  /** Esc. */
  readonly onCancel: () => void;
}

/** Lines of a question that stands beside other content. */
export function confirmLines(
  { question, details = [], answers }: Pick<ConfirmProps<string>, 'question' | 'details' | 'answers'>,
  columns: number,
): number {
  return [question, ...details].flatMap((text) => wrap(text, columns)).length + answers.length;
}

/** Asks before something is lost or changed. Goes into the frame's `dialog`. */
export function Confirm<T extends string>(props: ConfirmProps<T>) {
  const { question, details = [], answers, initial, isTight = false, onAnswer, onCancel } = props;
  const ui = useUi();
  const { contentWidth, styles } = ui;
  const box = useRef<DOMElement>(null);
  useReveal(box, true);
  const explained = details.flatMap((detail) => wrap(detail, contentWidth));
  const room = contentRowsOf(ui, true) - confirmLines(props, contentWidth);
  const isRoomy = !isTight && room >= 3;
  useKeys(
    (press) => {
      if (!isCommand(press, 'back')) return false;
      onCancel();
      return true;
    },
    { isActive: true },
  );
  const list = <SelectList items={answers} initial={initial} isFocused onSelect={onAnswer} />;
  const reasons = explained.length > 0 && <Text>{explained.join('\n')}</Text>;
  return (
    <Box flexDirection="column" width={contentWidth} paddingTop={isRoomy ? 1 : 0} rowGap={isRoomy ? 1 : 0}>
      {/* In a low terminal question and answers are seen first; the frame scrolls to the rest. */}
      <Box ref={box} flexDirection="column" rowGap={isRoomy ? 1 : 0} flexShrink={0}>
        <Text {...styles.strong}>{wrap(question, contentWidth).join('\n')}</Text>
        {room >= 0 && reasons}
        {list}
      </Box>
      {room < 0 && reasons}
    </Box>
  );
}
