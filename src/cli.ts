#!/usr/bin/env node
import { lstatSync, mkdirSync } from 'node:fs';
import module from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Set by the build from package.json. */
declare const __VERSION__: string;

/**
 * Keeps compiled code between runs, where Node can (22 and later). The folder must be this user's own: code in it runs
 * as it stands.
 */
function enableCompileCache(): void {
  if (!('enableCompileCache' in module) || typeof module.enableCompileCache !== 'function') return;
  const uid = process.getuid?.();
  const folder = join(tmpdir(), `qualys-pc-compiled-${uid ?? 'user'}`);
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    const facts = lstatSync(folder);
    if (!facts.isDirectory() || (uid !== undefined && (facts.uid !== uid || (facts.mode & 0o022) !== 0)))
      return;
    module.enableCompileCache(folder);
  } catch {
    // A read-only or full disk costs a few milliseconds, nothing else.
  }
}

/** How long handles may keep the process alive after a command has returned. */
const EXIT_GRACE_MS = 1_000;

/**
 * Ends the process when a call that never comes back, such as one to a locked keychain, keeps it alive after the
 * command has ended. Otherwise this does nothing: the timer keeps nothing alive itself.
 */
function leaveWhenIdle({ stdout, stderr }: NodeJS.Process): void {
  const written = (stream: NodeJS.WriteStream) => new Promise((resolve) => stream.write('', resolve));
  setTimeout(() => {
    void Promise.all([written(stdout), written(stderr)]).then(() => process.exit());
  }, EXIT_GRACE_MS).unref();
}

/** Loads the commands; everything but `--version` comes through here. */
async function start(args: readonly string[]): Promise<void> {
  enableCompileCache();
  const { main } = await import('./commands/main.js');
  process.exitCode = await main(args, {
    process,
    version: __VERSION__,
    exit: (code) => process.exit(code),
  });
  leaveWhenIdle(process);
}

/** Two of `exitCode` in errors.ts, which is not loaded here: `--version` loads this file alone. */
const exitCode = { passed: 0, bug: 70 };

// Until a command has returned its own code: an event loop that runs dry early is never a pass.
process.exitCode = exitCode.bug;
const args = process.argv.slice(2);
if (args.length === 1 && (args[0] === '--version' || args[0] === '-V')) {
  process.stdout.write(`${__VERSION__}\n`);
  process.exitCode = exitCode.passed;
} else {
  await start(args);
}
