import { accessSync, appendFileSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import { describe, test } from 'vitest';

/** Whether a program of this name is on the PATH. */
function hasTool(tool: string): boolean {
  return (process.env.PATH ?? '').split(delimiter).some((folder) => {
    try {
      accessSync(join(folder, tool), constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
}

/**
 * Tests that need a program of the machine (groovy, chromium, shellcheck, xmllint ...). Where it is absent, `npm test`
 * says so at its end; with QUALYS_PC_TEST_STRICT=1 its absence is a failure.
 */
export function describeNeeding(tool: string, name: string, body: () => void): void {
  const present = hasTool(tool);
  if (!present && process.env.QUALYS_PC_TEST_STRICT === '1') {
    describe(name, () => {
      test(`${tool} is installed`, () => {
        throw new Error(`${tool} is missing on this machine, and QUALYS_PC_TEST_STRICT=1 asks for it`);
      });
    });
    return;
  }
  const report = process.env.QUALYS_PC_NOT_RUN_FILE;
  if (!present && report !== undefined) appendFileSync(report, `${tool}\n`);
  describe.runIf(present)(name, body);
}
