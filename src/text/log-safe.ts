/** Anywhere in a line: GitHub and Azure read `##[...]`, Azure `##vso[...]`, TeamCity `##teamcity[...]` as commands. */
const hashCommand = /##(?=\[|vso\[|teamcity\[)/gi;
/** GitHub reads a line as a command that starts with `::`; spaces, and colours of ours, may stand before it. */
const colonCommand = /^((?:[ \t]|\u001b\[[0-9;]*m)*):(?=:)/gm;
/** GitLab folds what stands between `section_start:<seconds>:<name>` and its end. */
const sectionMark = /(section)_(start|end)(?=:\d)/gi;

/**
 * Breaks what a CI would obey in lines of a log, visibly: one space is put into it. Whole lines are given, as whether
 * something starts a line depends on how they were wrapped. Applied twice it changes nothing more.
 *
 * Control characters are not its business: colours pass. See `printable`, which foreign text goes through first.
 */
export function logSafe(lines: string): string {
  return lines.replace(hashCommand, '# #').replace(colonCommand, '$1: ').replace(sectionMark, '$1_ $2');
}

/**
 * A JSON document as text that a log may hold: the values are as they were, and what a CI would obey or a terminal
 * would run is written as an escape.
 */
export function jsonText(value: unknown, indent = 2): string {
  return JSON.stringify(value, null, indent)
    .replace(hashCommand, '#\\u0023')
    .replace(sectionMark, '$1\\u005f$2')
    .replace(/[\u007f-\u009f\u2028\u2029]/g, escaped);
}

function escaped(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
}

/** The pieces of a text of whole lines, each made {@link logSafe}. */
export async function* logSafeLines(pieces: AsyncIterable<string>): AsyncGenerator<string> {
  let rest = '';
  for await (const piece of pieces) {
    const end = piece.lastIndexOf('\n') + 1;
    if (end === 0) {
      rest += piece;
      continue;
    }
    yield logSafe(rest + piece.slice(0, end));
    rest = piece.slice(end);
  }
  if (rest !== '') yield logSafe(rest);
}
