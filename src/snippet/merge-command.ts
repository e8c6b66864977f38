import { resultFiles } from '../workflow/result.js';
import type { Pipeline } from './pipeline.js';
import { shellCommand, shellWord } from './quote/shell.js';

/**
 * The command that joins the results of the shards, which lie in `<directory>/shard-<i>/`, into `<directory>/merged`.
 * The pattern is quoted: the program expands it, and says which shard is missing. Its exit code is the merged verdict's.
 */
export function mergeCommand({ directory, formats }: Pick<Pipeline, 'directory' | 'formats'>): string {
  const pattern = `${directory}/shard-*/${resultFiles.result}`;
  const words = ['--format', formats.join(','), '--out', `${directory}/merged/`];
  return `qualys-pc report ${shellWord(pattern)} ${shellCommand(words)}`;
}
