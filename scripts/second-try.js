import { relative } from 'node:path';

// Which failed tests of a vitest result are tried once more, and what came of it.

/** More failed tests than these are no accident of a busy machine: nothing is tried again. */
const MOST_TRIED_AGAIN = 3;

const keyOf = ({ file, name }) => `${file}: ${name}`;

/** The failed tests of vitest's JSON result, each as its file (from `root`) and its whole name. */
export function failedTests({ testResults = [] }, root) {
  return testResults.flatMap((file) =>
    file.assertionResults
      .filter(({ status }) => status === 'failed')
      .map(({ fullName }) => ({ file: relative(root, file.name), name: fullName })),
  );
}

/**
 * The files to run once more after a failed run; none where that would hide a fault: many failures, a file that does
 * not load, an error outside every test (vitest prints it as unhandled), or no result at all.
 */
export function filesToTryAgain({ result, output, root }) {
  if (result === undefined || /Unhandled (?:Errors?|Rejection)/.test(output)) return [];
  if (result.testResults.some((file) => file.status === 'failed' && file.assertionResults.length === 0))
    return [];
  const failed = failedTests(result, root);
  return failed.length > MOST_TRIED_AGAIN ? [] : [...new Set(failed.map(({ file }) => file))];
}

/** The failed tests that passed at the second try, as `file: name`; none where the second run failed elsewhere too. */
export function passedAtSecondTry({ first, second, root }) {
  if (second === undefined) return [];
  const failed = failedTests(first, root).map(keyOf);
  const again = failedTests(second, root).map(keyOf);
  const passed = second.testResults.flatMap((file) =>
    file.assertionResults
      .filter(({ status }) => status === 'passed')
      .map(({ fullName }) => keyOf({ file: relative(root, file.name), name: fullName })),
  );
  return again.some((key) => !failed.includes(key)) ? [] : failed.filter((key) => passed.includes(key));
}
