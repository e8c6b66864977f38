import { graphemesOf } from '../fit.js';
import { isCommand, type KeyPress } from '../keys/keys.js';

/** A text under edit. The cursor counts characters as a person does, from 0 to their number. */
export interface Editing {
  readonly text: string;
  readonly cursor: number;
}

/** What a press makes of a text; undefined when the press means nothing to an editor. */
export function edit(editing: Editing, press: KeyPress): Editing | undefined {
  const characters = graphemesOf(editing.text);
  const cursor = Math.min(editing.cursor, characters.length);
  const cut = (from: number, to: number): Editing => ({
    text: [...characters.slice(0, from), ...characters.slice(to)].join(''),
    cursor: from,
  });
  const moveTo = (to: number): Editing => ({
    text: editing.text,
    cursor: Math.max(0, Math.min(to, characters.length)),
  });
  if (press.name === 'left' || press.name === 'ctrl-b') return moveTo(cursor - 1);
  if (press.name === 'right' || press.name === 'ctrl-f') return moveTo(cursor + 1);
  if (isCommand(press, 'line-start')) return moveTo(0);
  if (isCommand(press, 'line-end')) return moveTo(characters.length);
  if (isCommand(press, 'word-left')) return moveTo(wordStart(characters, cursor));
  if (isCommand(press, 'word-right')) return moveTo(wordEnd(characters, cursor));
  if (isCommand(press, 'cut-to-start')) return cut(0, cursor);
  if (isCommand(press, 'cut-to-end')) return { text: characters.slice(0, cursor).join(''), cursor };
  if (isCommand(press, 'cut-word')) return cut(wordStart(characters, cursor), cursor);
  if (press.name === 'backspace') return cursor === 0 ? moveTo(0) : cut(cursor - 1, cursor);
  if (press.name === 'ctrl-d') return { ...cut(cursor, cursor + 1) };
  if (press.text === '') return undefined;
  return insert(editing, press.text);
}

/** Puts text where the cursor is, and the cursor behind it. */
export function insert({ text, cursor }: Editing, added: string): Editing {
  const characters = graphemesOf(text);
  const before = characters.slice(0, cursor).join('') + added;
  return {
    text: before + characters.slice(cursor).join(''),
    // A combining mark joins the character before it, so that the cursor is counted afresh.
    cursor: graphemesOf(before).length,
  };
}

const isWordPart = (character: string | undefined) =>
  character !== undefined && /[\p{L}\p{N}_]/u.test(character);

function wordStart(characters: readonly string[], cursor: number): number {
  let at = cursor;
  while (at > 0 && !isWordPart(characters[at - 1])) at -= 1;
  while (at > 0 && isWordPart(characters[at - 1])) at -= 1;
  return at;
}

function wordEnd(characters: readonly string[], cursor: number): number {
  let at = cursor;
  while (at < characters.length && !isWordPart(characters[at])) at += 1;
  while (at < characters.length && isWordPart(characters[at])) at += 1;
  return at;
}
