import { execFileSync } from 'node:child_process';

/** Variables of the person's own machine that would change what the program does. */
const personal =
  /^(?:QUALYS_(?!PC_TEST_STRICT$|PC_NOT_RUN_FILE$).*|(?:https?|all|no)_proxy|NODE_EXTRA_CA_CERTS)$/i;

/** Builds the program that the tests start, and keeps the machine's settings out of them. */
export function setup(): void {
  for (const name of Object.keys(process.env)) if (personal.test(name)) delete process.env[name];
  execFileSync(process.execPath, ['scripts/build.js'], { stdio: 'inherit' });
}
