import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { PcError } from '../../../errors.js';
import type { InstancePart } from '../../../workflow/plan/instance-part.js';
import type { Ec2Target, ScanRequest } from '../../../workflow/plan/scan-request.js';
import { RunDirectory } from '../../../workflow/results/run-directory.js';
import type { RunOptions } from '../../../workflow/run/run-context.js';
import { PartsFile } from '../../../workflow/units/parts-file.js';
import { resolveInstances, resolveRegions } from '../../../workflow/units/resolve-instances.js';
import type { CommandIo } from '../../process/io.js';

/** A job whose target is cut into scans by what Qualys says of it. */
export interface CutJob {
  /** Of the whole job, or of its shard. */
  readonly request: ScanRequest;
  /** Where its joined result lies. */
  readonly directory: RunDirectory;
  readonly parts: readonly InstancePart[];
  /** Why there is none. */
  readonly problem?: PcError | undefined;
  /** Remembers the cut for a rerun; before the first scan, and once the directory is this run's. */
  readonly keep: () => Promise<void>;
  /** One of its scans begins. */
  readonly touch: () => Promise<void>;
  /** Nothing of it is left to resume. */
  readonly finish: () => Promise<void>;
}

type Lists = Parameters<typeof resolveInstances>[0];

/** The lists that the jobs of a run are cut from: each is asked for once, as jobs often share their connectors. */
export function listedOnce(api: Lists): Lists {
  let connectors: ReturnType<Lists['listConnectors']> | undefined;
  const accounts = new Map<string | undefined, ReturnType<Lists['listInstances']>>();
  return {
    listConnectors: () => {
      connectors ??= api.listConnectors();
      return connectors;
    },
    listInstances: (accountId) => {
      const listed = accounts.get(accountId) ?? api.listInstances(accountId);
      accounts.set(accountId, listed);
      return listed;
    },
  };
}

/** Whether a target may become several scans: a single instance never does. */
function mayBeCut(target: ScanRequest['target']): target is Ec2Target {
  return target.type === 'ec2' && (target.open !== undefined || target.ids.length > 1);
}

/** How a job is cut, beside what Qualys says of it. */
interface Cutting {
  readonly io: Pick<CommandIo, 'clock'>;
  readonly options: RunOptions;
}

/** The cut of an earlier run of the same job that did not finish. */
export async function storedParts(
  { request: { target, digest, build, timeoutMs }, directory }: Pick<CutJob, 'request' | 'directory'>,
  { io, options }: Cutting,
): Promise<readonly InstancePart[] | undefined> {
  if (options.forceNew === true || !mayBeCut(target)) return undefined;
  const identity = { configDigest: digest, build, timeoutMs };
  const anyBuild = options.resume !== undefined;
  return new PartsFile(directory.path).read(identity, { nowMs: io.clock.now(), anyBuild });
}

/**
 * Cuts a job, or takes the cut of an earlier run that did not finish. What Qualys refuses becomes the problem of the
 * one scan that then stands for the job, so that it has a result like any other.
 */
export async function cutJob(
  { request, directory }: Pick<CutJob, 'request' | 'directory'>,
  {
    api,
    io,
    options,
    keeps,
    known,
  }: Cutting & {
    readonly api: Lists;
    /** False for a check, which neither reads nor leaves anything behind. */
    readonly keeps: boolean;
    /** As a scan of the whole has found out. */
    readonly known?: readonly InstancePart[] | undefined;
  },
): Promise<CutJob | undefined> {
  const { target, shard, digest, build, timeoutMs } = request;
  if (!mayBeCut(target)) return undefined;
  const file = new PartsFile(directory.path);
  const identity = { configDigest: digest, build, timeoutMs };
  const stored = keeps ? await storedParts({ request, directory }, { io, options }) : undefined;
  const made =
    stored ??
    known ??
    (target.open === undefined
      ? await resolveRegions(api, target)
      : await resolveInstances(api, target.open, shard).catch(problemOf));
  if (made === undefined) return undefined;
  const [parts, problem] = made instanceof PcError ? [[], made] : [made, undefined];
  const isNew = stored === undefined && problem === undefined;
  return {
    request,
    directory,
    parts,
    problem,
    keep: async () => {
      if (!isNew) return;
      await directory.create();
      await clearOldParts(directory.path, parts.length);
      await file.write(identity, parts, io.clock.now());
    },
    touch: () => (problem === undefined ? file.touch(io.clock.now()) : Promise.resolve()),
    finish: () => (problem === undefined ? file.finish() : Promise.resolve()),
  };
}

function problemOf(cause: unknown): PcError {
  if (cause instanceof PcError) return cause;
  throw cause;
}

/** Results of parts that this cut has no more would be taken for its own by a pattern of files. */
async function clearOldParts(folder: string, count: number): Promise<void> {
  const old = (await readdir(folder)).filter((name) => Number(/^part-(\d+)$/.exec(name)?.[1] ?? 0) > count);
  for (const name of old) await new RunDirectory(join(folder, name)).clear();
}
