/** What is read of the result that vitest's JSON reporter writes. */
interface TestResult {
  readonly testResults: readonly {
    readonly name: string;
    readonly status: string;
    readonly assertionResults: readonly { readonly fullName: string; readonly status: string }[];
  }[];
}
interface TestRun {
  readonly result: TestResult | undefined;
  readonly output: string;
  readonly root: string;
}
interface TwoTries {
  readonly first: TestResult;
  readonly second: TestResult | undefined;
  readonly root: string;
}
export function failedTests(result: TestResult, root: string): { file: string; name: string }[];
export function filesToTryAgain(run: TestRun): string[];
export function passedAtSecondTry(tries: TwoTries): string[];
