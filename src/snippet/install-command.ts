import type { Problem } from '../config/problem.js';
import { refusal } from './refusal.js';

const folderOfAPerson = /(?:^|[\s"'=:])(?:\/(?:home|Users|root|tmp|var\/folders)\/|[A-Za-z]:\\)/;
const secretInIt =
  /:\/\/[^\s/@]+:[^\s/@$]+@|(?:_authToken|_password|_auth|token|password|passwd|secret)\s*[=:]\s*["']?[^\s"'$]/i;

/** What an `--install` command may not hold, as it goes into a file that others read. */
export function installProblem(install: string | undefined): Problem | undefined {
  if (install === undefined) return undefined;
  if (install.trim() === '')
    return refusal('install', 'The install command is empty', 'Leave --install out.');
  if (!install.isWellFormed() || /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u2028\u2029]/.test(install)) {
    return refusal('install', 'The install command holds control characters', 'Type it again without them.');
  }
  if (secretInIt.test(install)) {
    return refusal(
      'install',
      'The install command holds a secret',
      'Keep it in the CI system and read it from a variable there, for example "$NPM_TOKEN".',
    );
  }
  if (folderOfAPerson.test(install)) {
    return refusal(
      'install',
      'The install command names a folder of this machine',
      'Install from a registry or a URL that the pipeline reaches.',
    );
  }
  return undefined;
}

/** The lines of an install command. */
export function installLines(install: string | undefined): string[] {
  return install === undefined ? [] : install.trim().split(/\r?\n/);
}
