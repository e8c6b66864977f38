import { escapeText } from '../markup.js';

/** Characters of a text that are shown before it must be opened, and at most; the whole is in controls.jsonl. */
const SHOWN_CHARACTERS = 240;
const MOST_CHARACTERS = 2_000;

const invitation = 'read all';

/** A text that fills no page: its start, and the rest for who opens it; no script is needed. */
export function LongText({ text }: { readonly text: string }) {
  if (text.length <= SHOWN_CHARACTERS) return text;
  return (
    <details className="long">
      <summary>
        <span>{startOf(text)}</span> <b>{invitation}</b>
      </summary>
      {cut(text)}
    </details>
  );
}

/** The same as markup, for rows: rendering those by React would take many times as long. */
export function longText(text: string): string {
  if (text.length <= SHOWN_CHARACTERS) return escapeText(text);
  return `<details class="long"><summary><span>${escapeText(startOf(text))}</span> <b>${invitation}</b></summary>${escapeText(cut(text))}</details>`;
}

function startOf(text: string): string {
  return `${text.slice(0, SHOWN_CHARACTERS).toWellFormed()}…`;
}

function cut(text: string): string {
  if (text.length <= MOST_CHARACTERS) return text;
  return `${text.slice(0, MOST_CHARACTERS).toWellFormed()}… (${text.length - MOST_CHARACTERS} more characters in controls.jsonl)`;
}
