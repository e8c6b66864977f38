import { asciiName, JOB_NAME_ROOM, literalRoom, SCAN_TITLE_LIMIT, titleLiterals } from '../object-titles.js';
import { error, note, type Problem, pathText, type Rule } from '../problem.js';
import type { LooseConfig } from '../schema.js';

function titleRule({ scan }: LooseConfig): Problem[] {
  const title = scan?.title?.trim();
  if (title === undefined) return [];
  const literals = titleLiterals(title);
  if (literals.length > literalRoom)
    return [
      error(
        'scan.title',
        `leaves no room for the time in the ${SCAN_TITLE_LIMIT} characters of a title`,
        `Use at most ${literalRoom} characters besides [job_name] and [build_number].`,
      ),
    ];
  return /[^ -~]/.test(literals)
    ? [
        note(
          'scan.title',
          'holds letters outside ASCII, which Qualys does not take',
          'Use ASCII letters; others are replaced by their nearest ones.',
        ),
      ]
    : [];
}

function jobNameRule({ scan }: LooseConfig): Problem[] {
  const name = scan?.jobName?.trim();
  if (name === undefined || asciiName(name, JOB_NAME_ROOM) === name) return [];
  return [
    note(
      'scan.jobName',
      'does not fit into titles of Qualys as it stands',
      `Use at most ${JOB_NAME_ROOM} ASCII characters; it is shortened, and a hash keeps it apart.`,
    ),
  ];
}

function strings(value: unknown, path: readonly PropertyKey[] = []): [path: string, text: string][] {
  if (typeof value === 'string') return [[pathText(path), value]];
  if (Array.isArray(value)) return value.flatMap((item, index) => strings(item, [...path, index]));
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, item]) => strings(item, [...path, key]));
}

function controlCharacterRule(config: LooseConfig): Problem[] {
  return strings(config).flatMap(([path, text]) =>
    /[\u0000-\u001f\u007f]/.test(text.trim())
      ? [error(path, 'holds a line end or another control character', 'Write it in one line.')]
      : [],
  );
}

/** Rules on the title, the job's name and control characters in any text. */
export const titleRules: readonly Rule[] = [titleRule, jobNameRule, controlCharacterRule];
