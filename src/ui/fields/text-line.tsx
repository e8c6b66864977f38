import { Text } from 'ink';
import TextInput from 'ink-text-input';
import { cutMark } from '../../text/printable.js';
import { graphemesOf, widthOf } from '../fit.js';
import { useUi } from '../frame/ui-context.js';
import type { Editing } from './text-editing.js';

/** The part of a line that is shown: around the cursor, with a mark where more text is hidden. */
export interface LineWindow {
  readonly before: string;
  readonly under: string;
  readonly after: string;
}

/** Cuts a text to so many columns so that the cursor is in sight; hidden ends show an ellipsis. */
export function lineWindow({ text, cursor }: Editing, columns: number): LineWindow {
  const characters = graphemesOf(text);
  const at = Math.min(cursor, characters.length);
  const under = characters[at] ?? ' ';
  const underWidth = Math.max(1, widthOf(under));
  const whole = { before: characters.slice(0, at).join(''), under, after: characters.slice(at + 1).join('') };
  if (widthOf(whole.before) + underWidth + widthOf(whole.after) <= columns) return whole;
  let room = columns - underWidth;
  // An end that may be hidden needs a column for its ellipsis.
  const take = (from: number, step: 1 | -1, budget: number): { text: string; used: number } => {
    let used = 0;
    let taken = '';
    for (let index = from; index >= 0 && index < characters.length; index += step) {
      const character = characters[index] ?? '';
      const isEnd = step === -1 ? index === 0 : index === characters.length - 1;
      const width = widthOf(character);
      if (used + width + (isEnd ? 0 : 1) > budget)
        return { text: step === -1 ? cutMark.unicode + taken : taken + cutMark.unicode, used: used + 1 };
      taken = step === -1 ? character + taken : taken + character;
      used += width;
    }
    return { text: taken, used };
  };
  const reservedAfter = Math.min(widthOf(whole.after), Math.max(1, Math.floor(columns / 4)));
  const before = take(at - 1, -1, room - reservedAfter);
  room -= before.used;
  return { before: before.text, under, after: take(at + 1, 1, room).text };
}

interface TextLineProps {
  readonly editing: Editing;
  readonly columns: number;
  readonly isFocused: boolean;
  readonly placeholder: string;
}

/** One line of text with its cursor; a dim example while it is empty. */
export function TextLine({ editing, columns, isFocused, placeholder }: TextLineProps) {
  const { styles } = useUi();
  if (editing.text === '') {
    const [first = ' ', ...rest] = graphemesOf(placeholder.slice(0, columns * 2));
    const shown = lineWindow({ text: [first, ...rest].join(''), cursor: 0 }, columns);
    return (
      <Text wrap="truncate" {...styles.dim}>
        {isFocused ? <Text inverse>{shown.under}</Text> : shown.under}
        {shown.after}
      </Text>
    );
  }
  const { before, under, after } = lineWindow(isFocused ? editing : { ...editing, cursor: 0 }, columns);
  return (
    <Text wrap="truncate">
      <TextInput value={before} focus={false} onChange={drawnOnly} />
      {isFocused ? <Text inverse>{under}</Text> : under}
      <TextInput value={after} focus={false} onChange={drawnOnly} />
    </Text>
  );
}

/** The text is drawn by ink-text-input and edited here (docs/decisions/0601-text-fields.md). */
const drawnOnly = () => undefined;
