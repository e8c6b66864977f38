import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll } from 'vitest';
import { type Simulator, startSimulator } from '../../../src/simulator/start-simulator.js';
import { oneHostConfig } from '../../support/one-host-config.js';
import { installBuilt, installHere } from '../../support/path-program.js';

/** What the tests of a file share; `folders` go with them. */
interface Shared {
  passing: Simulator;
  failing: Simulator;
  readonly folders: string[];
}

/** A simulator whose controls pass and one whose controls fail, for all tests of a file; filled in before the first. */
export function useSimulators(): Shared {
  const shared = { folders: [] as string[] } as Shared;
  beforeAll(async () => {
    [shared.passing, shared.failing] = await Promise.all([
      startSimulator({ speed: 50 }),
      startSimulator({ speed: 50, scenario: 'fail' }),
    ]);
  });
  afterAll(async () => {
    await Promise.all([shared.passing.close(), shared.failing.close()]);
    for (const folder of shared.folders) rmSync(folder, { recursive: true, force: true });
  });
  return shared;
}

/**
 * A repository with a config for the simulator, and a folder for the PATH in which the program is installed: the built
 * one, or this process, which is quicker (`installHere`).
 */
export async function workspaceFor(
  { url, credentials }: Simulator,
  program: 'built' | 'here' = 'here',
): Promise<{ workspace: string; bin: string }> {
  const workspace = mkdtempSync(join(tmpdir(), 'qualys-pc-ci-'));
  const bin = join(workspace, '.bin');
  mkdirSync(bin);
  if (program === 'built') installBuilt(bin);
  else await installHere(bin);
  const config = {
    ...oneHostConfig(url, credentials.username),
    criteria: { failOn: { states: ['fail'], criticalities: ['urgent', 'critical', 'serious'] } },
  };
  writeFileSync(join(workspace, 'qualys-pc.json'), JSON.stringify(config));
  return { workspace, bin };
}
