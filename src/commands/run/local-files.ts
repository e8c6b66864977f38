import { dirname, relative, resolve } from 'node:path';
import type { Config } from '../../config/schema.js';
import { type TargetFiles, targetFile } from '../../config/values/targets.js';
import { PcError } from '../../errors.js';
import { liesBelow } from '../../files/folders.js';
import { readText } from '../../files/read-text.js';
import { printable } from '../../text/printable.js';
import type { Baseline } from '../../workflow/judge/baseline.js';
import type { AccountArgs } from '../parser/scan-args.js';

/** What decides which paths a config may name. */
export interface PathTrust {
  readonly cwd: string;
  /** True where `CI` is set: the config may come from a pull request. */
  readonly ci: boolean;
  /** Answers of flags: a path that one of them names is its own consent. */
  readonly flags: AccountArgs['flags'];
}

/**
 * Holds the paths of a config inside the working directory where `CI` is set, symbolic links resolved: a run deletes
 * its own files in the report directory, and reads the baseline.
 * @throws PcError of kind `usage`.
 */
export async function checkPaths(config: Config, { cwd, ci, flags }: PathTrust): Promise<void> {
  if (!ci) return;
  const paths = [
    ['reports.directory', config.reports.directory, flags.reportDir, '--report-dir'],
    ['criteria.baseline', config.criteria?.baseline, flags.baseline, '--baseline'],
    ...targetFilesOf(config).map((file) => ['scan.target.ips', file, flags.hostIp, '--host-ip'] as const),
  ] as const;
  for (const [key, path, named, flag] of paths) {
    if (path === undefined || named !== undefined) continue;
    if (await liesBelow(resolve(cwd, path), [cwd])) continue;
    throw new PcError(`${key} leads out of the working directory: ${printable(path)}`, {
      kind: 'usage',
      code: 'path-not-allowed',
      why: 'CI is set, and the config may come from a pull request.',
      next: `Name a path inside the working directory, or pass ${flag} on the command line.`,
    });
  }
}

/**
 * Holds the folder of a unit, and the state that is kept in it, inside the report directory where `CI` is set: a pull
 * request may bring a link in the place of each.
 * @param files - Paths in the folder.
 * @throws PcError of kind `usage`.
 */
export async function checkUnitPaths(
  { reports }: Config,
  files: readonly string[],
  { cwd, ci }: Pick<PathTrust, 'cwd' | 'ci'>,
): Promise<void> {
  if (!ci) return;
  const root = resolve(cwd, reports.directory);
  for (const path of [...new Set(files.map((file) => dirname(file))), ...files]) {
    if (await liesBelow(path, [root])) continue;
    throw new PcError(`${printable(relative(cwd, path))} leads out of the report directory`, {
      kind: 'usage',
      code: 'path-not-allowed',
      why: 'It is a symbolic link, or lies behind one; CI is set, and the workspace may come from a pull request.',
      next: 'Take the link away, or give this run its own directory with --report-dir.',
    });
  }
}

/** Files that the target names by `@FILE`. */
function targetFilesOf({ scan: { target } }: Config): string[] {
  if (target.type !== 'host') return [];
  return target.ips.flatMap((entry) => targetFile(entry) ?? []);
}

/** A list of addresses is smaller. */
const MOST_TARGET_BYTES = 1 << 24;

/** The texts of the files that the target names. @throws PcError of kind `usage` when one cannot be read. */
export async function readTargetFiles(config: Config, { cwd }: Pick<PathTrust, 'cwd'>): Promise<TargetFiles> {
  const files = new Map<string, string>();
  for (const file of targetFilesOf(config)) {
    const text = await readText(resolve(cwd, file), { mostBytes: MOST_TARGET_BYTES }).catch(
      (cause: unknown) => {
        throw new PcError(`The file ${printable(file)} of the target cannot be read`, {
          kind: 'usage',
          code: 'target-file-unreadable',
          why: cause instanceof Error ? cause.message : String(cause),
          next: 'Name a file with an address, a range or a CIDR in each line.',
          cause,
        });
      },
    );
    files.set(file, text);
  }
  return files;
}

/** The baseline of a config, if it names one. @throws PcError of kind `usage` when it cannot be read. */
export async function readBaseline(
  { criteria }: Config,
  { cwd }: Pick<PathTrust, 'cwd'>,
): Promise<Baseline | undefined> {
  const file = criteria?.baseline;
  if (file === undefined) return undefined;
  const text = await readText(resolve(cwd, file)).catch((cause: unknown) => {
    throw new PcError(`The baseline ${printable(file)} cannot be read`, {
      kind: 'usage',
      code: 'baseline-missing',
      why: cause instanceof Error ? cause.message : String(cause),
      next: 'Write one with: qualys-pc report --baseline-out FILE, or take criteria.baseline out of the config.',
      cause,
    });
  });
  const { parseBaseline } = await import('../../workflow/judge/baseline.js');
  return parseBaseline(text, file);
}
