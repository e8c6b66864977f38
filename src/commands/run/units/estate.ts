import type { Clock } from '../../../clock.js';
import type { RunDirectory } from '../../../workflow/results/run-directory.js';
import type { RunOptions } from '../../../workflow/run/run-context.js';
import { EstateFile, type EstateIdentity } from '../../../workflow/units/estate-state.js';
import type { RunUnit } from './open-units.js';

/** What a run of several units remembers as a whole. */
export class Estate {
  readonly #directory: RunDirectory;
  readonly #units: readonly RunUnit[];
  readonly #clock: Clock;
  readonly #file: EstateFile;
  readonly #identity: EstateIdentity;

  constructor({
    directory,
    units,
    clock,
  }: {
    readonly directory: RunDirectory;
    readonly units: readonly RunUnit[];
    readonly clock: Clock;
  }) {
    this.#directory = directory;
    this.#units = units;
    this.#clock = clock;
    this.#file = new EstateFile(directory.path);
    this.#identity = {
      build: units[0]?.request.build ?? '',
      units: Object.fromEntries(units.map(({ folder, request }) => [folder, request.digest])),
      timeoutMs: Math.max(...units.map(({ request }) => request.timeoutMs)),
    };
  }

  /** Path of the state; its lock keeps two runs apart. */
  get file(): string {
    return this.#file.path;
  }

  /**
   * Whether an earlier run of the same units goes on. Otherwise what it left is no part of this run: the joined files
   * go, and so do the states of scans that have ended.
   */
  async start({ forceNew = false, resume }: RunOptions): Promise<boolean> {
    const isUnfinished = !forceNew && (await this.#file.isUnfinished(this.#identity, this.#clock.now()));
    if (isUnfinished || resume !== undefined) {
      await this.#directory.create();
      return isUnfinished;
    }
    await this.#directory.clear();
    for (const { deps } of this.#units)
      if ((await phaseOf(deps.directory)) === 'ended') await deps.directory.removeState();
    return false;
  }

  async write(phase: 'running' | 'finished'): Promise<void> {
    await this.#file.write(this.#identity, phase, this.#clock.now());
  }

  /** Whether no unit has a scan that a rerun would resume. */
  async hasEnded(): Promise<boolean> {
    for (const { deps } of this.#units) if ((await phaseOf(deps.directory)) === 'unfinished') return false;
    return true;
  }
}

/** What became of the scan in a directory; a state that cannot be read stops its unit, which says so. */
async function phaseOf(directory: RunDirectory): Promise<'none' | 'ended' | 'unfinished'> {
  const state = await directory.readState().catch(() => undefined);
  if (state === undefined) return 'none';
  return state.phase === 'finished' || state.phase === 'cancelled' ? 'ended' : 'unfinished';
}
