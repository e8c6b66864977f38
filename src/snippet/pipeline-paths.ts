import type { Problem } from '../config/problem.js';
import { refusal } from './refusal.js';

/** Where a config lies in a repository when nothing else is said. */
export const defaultConfigPath = 'qualys-pc.yaml';
const defaultReportDirectory = 'qualys-pc-results';

/**
 * A path below the working folder that means the same in a shell, a glob and an expression of every system: no
 * wildcard, no quote, no dollar, no comma, no leading dash.
 */
function isPlainPath(path: string): boolean {
  return /^(?!-)[\p{L}\p{N}._/ +=@-]+$/u.test(path) && !path.includes('//') && path.trim() === path;
}

function isBelow(path: string): boolean {
  return !/^(?:\/|[A-Za-z]:|\\|~)/.test(path) && !path.split(/[\\/]/).includes('..');
}

/** The path as it stands in the pipeline, or why it cannot stand there. */
export function configPathInRepository(path: string | undefined): string | Problem {
  const tidy = (path ?? defaultConfigPath).replace(/^(?:\.\/)+/, '');
  if (!isBelow(tidy)) {
    return refusal(
      'configPath',
      'The config file lies outside the repository, so a pipeline does not find it',
      `Put it into the repository and run the command from the repository's top folder, or name its path there with --config-path, for example --config-path ${defaultConfigPath}.`,
    );
  }
  if (!isPlainPath(tidy) || tidy.endsWith('/')) {
    return refusal(
      'configPath',
      `The path "${tidy}" holds characters that pipelines read as something else`,
      'Rename the file with letters, digits, ".", "-", "_" and "/".',
    );
  }
  return tidy;
}

/**
 * The folder of the results as the pipeline names it. A folder of this machine, or one that is the repository
 * itself, is replaced, and `isOverride` asks for a flag that tells the program so.
 */
export function reportDirectoryInRepository(directory: string): { directory: string; isOverride: boolean } {
  const tidy = directory.replace(/^(?:\.\/)+/, '').replace(/\/+$/, '');
  const isUsable = isBelow(tidy) && isPlainPath(tidy) && !tidy.includes(' ') && tidy !== '' && tidy !== '.';
  if (!isUsable) return { directory: defaultReportDirectory, isOverride: true };
  return { directory: tidy, isOverride: false };
}
