import { PcError } from '../errors.js';
import { printable } from '../text/printable.js';
import type { FlagValues } from './apply-flags.js';
import type { ConfigDocument } from './config-document.js';
import { configFlags } from './flags.js';
import { keysOf, type Problem } from './problem.js';

/** The flag that gave the value at a place; it, not the file, is then what has to change. */
function flagBehind(keys: readonly PropertyKey[], flags: FlagValues): string | undefined {
  return configFlags.find(
    (flag) => flags[flag.key] !== undefined && flag.path.every((key, index) => keys[index] === key),
  )?.name;
}

/**
 * Every problem of a config as one error: a line for each, in the order of the file, with its line or flag.
 */
export function invalidConfig(
  problems: readonly Problem[],
  document: ConfigDocument | undefined,
  flags: FlagValues,
): PcError {
  const errors = problems.filter(({ level }) => level === 'error');
  const source = document === undefined ? 'The configuration' : printable(document.sourceName);
  const count = errors.length === 1 ? 'a problem' : `${errors.length} problems`;
  const lines = errors
    .map((problem) => ({ ...problem, at: document?.positionOf(keysOf(problem)) }))
    .sort(({ at: a }, { at: b }) => (a?.line ?? 0) - (b?.line ?? 0) || (a?.column ?? 0) - (b?.column ?? 0))
    .map(({ path, at, problem, fix }) => {
      const flag = flagBehind(keysOf({ path }), flags);
      const place = flag ?? (at && `${at.line}:${at.column}`);
      return `${path}${place === undefined ? '' : ` (${place})`} ${problem}. ${fix}`;
    });
  return new PcError(`${source} has ${count}`, {
    kind: 'usage',
    code: 'config-invalid',
    why: lines.join('\n'),
    next: 'Correct what is listed and run qualys-pc check.',
  });
}
