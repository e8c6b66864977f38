import { join } from 'node:path';
import * as z from 'zod';
import { readIfThere, writeWhole } from '../../files/whole-file.js';
import { unknownBuild } from '../results/resume-decision.js';

/** The file beside the joined result; each unit keeps a state of its own. */
const fileName = 'units.json';

const estateStateSchema = z.strictObject({
  version: z.literal(1),
  build: z.string(),
  /** Digest of every unit by its folder; of another config nothing is continued. */
  units: z.record(z.string(), z.string()),
  /** Local time at which a unit last started or ended. */
  touchedAt: z.string(),
  /** The longest timeout of a unit. */
  timeoutMs: z.number(),
  phase: z.enum(['running', 'finished']),
});

type EstateState = z.output<typeof estateStateSchema>;

/** What identifies a run of several units. */
export type EstateIdentity = Pick<EstateState, 'build' | 'units' | 'timeoutMs'>;

/** Remembers which units a run plays, so that a rerun after a kill knows the finished ones for its own. */
export class EstateFile {
  readonly path: string;

  constructor(directory: string) {
    this.path = join(directory, fileName);
  }

  /**
   * Whether an earlier run of the same units and build did not finish: then those that have a verdict keep it. Where
   * the build number is unknown, until twice the timeout after its last news.
   */
  async isUnfinished({ build, units }: EstateIdentity, nowMs: number): Promise<boolean> {
    const state = await this.#read();
    if (state === undefined || state.phase === 'finished' || state.build !== build) return false;
    if (!sameUnits(state.units, units)) return false;
    return build !== unknownBuild || nowMs - Date.parse(state.touchedAt) < 2 * state.timeoutMs;
  }

  async write(identity: EstateIdentity, phase: EstateState['phase'], nowMs: number): Promise<void> {
    const state: EstateState = { version: 1, ...identity, touchedAt: new Date(nowMs).toISOString(), phase };
    await writeWhole(this.path, `${JSON.stringify(state, null, 2)}\n`, { mode: 0o600 });
  }

  /** A file that cannot be read continues nothing: no launch hangs on it, as each unit has its own state. */
  async #read(): Promise<EstateState | undefined> {
    const text = await readIfThere(this.path);
    if (text === undefined) return undefined;
    try {
      return estateStateSchema.parse(JSON.parse(text));
    } catch {
      return undefined;
    }
  }
}

function sameUnits(a: EstateState['units'], b: EstateState['units']): boolean {
  const folders = Object.keys(a);
  return folders.length === Object.keys(b).length && folders.every((folder) => a[folder] === b[folder]);
}
