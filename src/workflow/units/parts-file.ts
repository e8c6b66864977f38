import { join } from 'node:path';
import * as z from 'zod';
import { readIfThere, writeWhole } from '../../files/whole-file.js';
import { type InstancePart, instancePartSchema } from '../plan/instance-part.js';
import { unknownBuild } from '../results/resume-decision.js';

/** The file beside the joined result of a job that was cut. */
const fileName = 'parts.json';

/** What all parts of a job say alike: every address and instance of the whole. */
const shared = { wholeIps: true, resolved: true, running: true } as const;

const partsStateSchema = z.strictObject({
  version: z.literal(1),
  configDigest: z.string(),
  build: z.string(),
  /** Local time at which one of its scans last began. */
  touchedAt: z.string(),
  timeoutMs: z.number(),
  phase: z.enum(['running', 'finished']),
  /** Once, as the file would grow with the square of the target. */
  whole: instancePartSchema.pick(shared),
  parts: z.array(instancePartSchema.omit(shared)),
});

type PartsState = z.output<typeof partsStateSchema>;

/** What must be the same for a cut to go on. */
export type CutIdentity = Pick<PartsState, 'configDigest' | 'build' | 'timeoutMs'>;

/**
 * Remembers how a job was cut into scans: instances start and stop, and a rerun that cut anew would not find the scans
 * that were launched.
 */
export class PartsFile {
  readonly #path: string;

  constructor(folder: string) {
    this.#path = join(folder, fileName);
  }

  /**
   * The cut of an earlier run that did not finish. Where the build number is unknown, until twice the timeout after its
   * last scan began.
   * @param anyBuild - `--resume`: of any build of the same config, however old.
   */
  async read(
    { configDigest, build }: CutIdentity,
    { nowMs, anyBuild }: { readonly nowMs: number; readonly anyBuild: boolean },
  ): Promise<readonly InstancePart[] | undefined> {
    const state = await this.#state();
    if (state === undefined || state.configDigest !== configDigest || state.phase === 'finished')
      return undefined;
    const isOld = nowMs - Date.parse(state.touchedAt) >= 2 * state.timeoutMs;
    if (!anyBuild && (state.build !== build || (build === unknownBuild && isOld))) return undefined;
    return state.parts.map((part) => ({ ...part, ...state.whole }));
  }

  async write(identity: CutIdentity, parts: readonly InstancePart[], nowMs: number): Promise<void> {
    const [first] = parts;
    if (first === undefined) return;
    const { wholeIps, resolved, running } = first;
    await this.#store({
      version: 1,
      ...identity,
      touchedAt: new Date(nowMs).toISOString(),
      phase: 'running',
      whole: { wholeIps, running, ...(resolved === undefined ? {} : { resolved }) },
      parts: parts.map(({ connector, region, ids }) => ({ connector, region, ids })),
    });
  }

  /** One of its scans begins. */
  async touch(nowMs: number): Promise<void> {
    const state = await this.#state();
    if (state !== undefined) await this.#store({ ...state, touchedAt: new Date(nowMs).toISOString() });
  }

  async finish(): Promise<void> {
    const state = await this.#state();
    if (state !== undefined) await this.#store({ ...state, phase: 'finished' });
  }

  /** A file that cannot be read continues nothing: each scan has a state of its own. */
  async #state(): Promise<PartsState | undefined> {
    const text = await readIfThere(this.#path);
    if (text === undefined) return undefined;
    try {
      return partsStateSchema.parse(JSON.parse(text));
    } catch {
      return undefined;
    }
  }

  async #store(state: PartsState): Promise<void> {
    await writeWhole(this.#path, `${JSON.stringify(state, null, 2)}\n`, { mode: 0o600 });
  }
}
