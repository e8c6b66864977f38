import { configDigest } from '../../config/config-digest.js';
import type { HostRecord } from '../../config/host-record.js';
import { type BuildEnvironment, buildNumberFrom, jobNameFrom } from '../../config/job-name.js';
import { scanTitle } from '../../config/object-titles.js';
import type { Problem } from '../../config/problem.js';
import type { Config } from '../../config/schema.js';
import { describeDuration, parseDuration } from '../../config/values/duration.js';
import {
  type InstanceTag,
  instanceCount,
  instanceTag,
  resolveInstanceIds,
  resolveIps,
  resolveSingleIps,
  type TargetFiles,
} from '../../config/values/targets.js';
import { PcError } from '../../errors.js';
import { IpSet } from '../../net/ip-set.js';
import { findPlatform } from '../../qualys/platforms.js';
import { type CompiledCriteria, compileCriteria } from '../judge/criteria.js';
import type { Shard } from '../units/shard.js';
import { shardOfAddresses, shardOfNames } from '../units/shards.js';
import type { UnitCut } from '../units/unit-names.js';
import type { InstancePart } from './instance-part.js';
import { MOST_INSTANCES } from './launch-limit.js';

export interface HostTarget {
  readonly type: 'host';
  /** The whole target; steps 2 to 6 use it in every shard. */
  readonly whole: IpSet;
  /** This shard's part; launch, authentication and posture use it. */
  readonly slice: IpSet;
  /** Addresses named one by one: each must be covered. */
  readonly named: IpSet;
  readonly requireAll: boolean;
  /** Titles of asset groups whose addresses are read from Qualys; the sets are empty until then. */
  readonly assetGroups?: readonly string[] | undefined;
}

/** A connector as a config names it. */
export interface ConnectorReference {
  readonly id?: string | undefined;
  readonly name?: string | undefined;
}

export interface Ec2Target {
  readonly type: 'ec2';
  /** The whole target, as far as this unit knows it. */
  readonly wholeIds: readonly string[];
  /** What this unit scans. */
  readonly ids: readonly string[];
  readonly connector: ConnectorReference;
  readonly runConnector: boolean;
  /** Set where Qualys is to be asked before the target can be cut into scans. */
  readonly open?: OpenInstances | undefined;
  /** What one scan of such a target takes; undefined until Qualys was asked. */
  readonly part?: InstancePart | undefined;
  /** Why it could not be cut. */
  readonly problem?: PcError | undefined;
}

/** Instances that one scan does not take, or that are not known before Qualys is asked. */
export interface OpenInstances {
  readonly connectors: readonly ConnectorReference[];
  /** Of this shard; empty where all running ones are meant. */
  readonly ids: readonly string[];
  /** Of all shards. */
  readonly wholeIds: readonly string[];
  readonly running: boolean;
  readonly tag: InstanceTag | undefined;
}

/** A config made computable: what one run is asked to do, with nothing left to look up outside Qualys. */
export interface ScanRequest extends UnitCut {
  readonly account: { readonly platform: string; readonly apiServer: string; readonly username: string };
  /** The login as Qualys writes it beside a scan; undefined where its name is not known, as with a token. */
  readonly user: string | undefined;
  /** Portal origin for deep links. */
  readonly portal: string;
  readonly digest: string;
  readonly jobName: string;
  readonly jobNameGuessed: boolean;
  readonly build: string;
  readonly title: string;
  readonly titleTemplate: string;
  readonly target: HostTarget | Ec2Target;
  readonly authRecord: HostRecord | undefined;
  readonly scanner: string;
  readonly optionProfile: Config['scan']['optionProfile'];
  readonly policies: Config['scan']['policies'];
  readonly criteria: CompiledCriteria | undefined;
  /** The same as the config has it, for the sentence people read. */
  readonly writtenCriteria: Config['criteria'];
  readonly pollingIntervalMs: number;
  readonly timeoutMs: number;
  readonly onTimeout: 'leave' | 'cancel';
  readonly networkId: string | undefined;
  /** What the config's own rules had to say; the plan repeats it. */
  readonly notes: readonly string[];
}

export interface RequestContext extends UnitCut {
  readonly env: BuildEnvironment;
  /** Name of the working directory, the last resort for the job's name. */
  readonly directoryName: string;
  readonly username: string;
  /** Default: the user name. Null where Qualys' name of the login is not known. */
  readonly user?: string | null | undefined;
  /** The auth record with its user, when the config has one. */
  readonly hostRecord?: HostRecord | undefined;
  /** Texts of the files that the target names. */
  readonly targetFiles?: TargetFiles | undefined;
  /** What the unit scans of a target that was cut. */
  readonly instances?: InstancePart | undefined;
  readonly nowMs: number;
  readonly notes?: readonly Problem[];
}

/**
 * Turns a valid config into a request; both faces make it here.
 * @throws PcError of kind `usage` when `env.NAME` is missing or holds no address, or a shard does not fit.
 */
export function scanRequestFrom(config: Config, context: RequestContext): ScanRequest {
  const job = jobNameFrom(config, context.env, context.directoryName);
  const build = buildNumberFrom(context.env);
  const { scan, timeouts } = config;
  const { apiServer, portal } = serversOf(config);
  return {
    account: {
      platform: findPlatform(config.platform)?.id ?? config.platform,
      apiServer,
      username: context.username,
    },
    user: context.user === null ? undefined : (context.user ?? context.username),
    portal,
    digest: configDigest(config),
    jobName: job.name,
    jobNameGuessed: job.guessed,
    build,
    title: scanTitle({
      template: scan.title,
      jobName: job.name,
      build,
      nowMs: context.nowMs,
      shard: context.shard,
      part: context.part,
    }),
    titleTemplate: scan.title,
    shard: context.shard,
    part: context.part,
    target: targetFrom(config, context),
    authRecord: context.hostRecord,
    scanner: scan.scanner ?? 'External',
    optionProfile: scan.optionProfile,
    policies: scan.policies,
    criteria: config.criteria === undefined ? undefined : compileCriteria(config.criteria, context.nowMs),
    writtenCriteria: config.criteria,
    pollingIntervalMs: milliseconds(timeouts.pollingInterval),
    timeoutMs: milliseconds(timeouts.timeout),
    onTimeout: timeouts.onTimeout,
    networkId: config.network,
    notes: (context.notes ?? []).map(({ path, problem, fix }) => `${path} ${problem}. ${fix}`),
  };
}

/** API server and portal of a config, as origins. */
export function serversOf(config: Pick<Config, 'platform' | 'apiServer'>): {
  apiServer: string;
  portal: string;
} {
  const platform = findPlatform(config.platform);
  const apiServer = new URL(config.apiServer ?? `https://${platform?.apiServer}`).origin;
  const portal =
    platform !== undefined && config.apiServer === undefined
      ? `https://${platform.portal}`
      : apiServer.replace('://qualysapi.', '://qualysguard.');
  return { apiServer, portal };
}

function targetFrom(config: Config, context: RequestContext): HostTarget | Ec2Target {
  const { target } = config.scan;
  if (target.type === 'ec2') return ec2TargetFrom(target, context);
  const { env, shard, targetFiles } = context;
  if (target.assetGroups !== undefined) {
    const { assetGroups, requireAll } = target;
    return {
      type: 'host',
      whole: IpSet.empty,
      slice: IpSet.empty,
      named: IpSet.empty,
      requireAll,
      assetGroups,
    };
  }
  const whole = resolveIps(target.ips, env, targetFiles);
  const slice = shard === undefined ? whole : shardOfAddresses(whole, shard);
  return {
    type: 'host',
    whole,
    slice,
    named: resolveSingleIps(target.ips, env, targetFiles).intersect(slice),
    requireAll: target.requireAll,
  };
}

/** Whether a target is cut into scans by what Qualys says of its instances. */
export function isCutTarget(
  target: Config['scan']['target'],
  { env, shard }: { readonly env: BuildEnvironment; readonly shard: Shard | undefined },
): boolean {
  if (target.type !== 'ec2') return false;
  const count = instanceCount(target.instanceIds, env);
  return isCut(target, Math.ceil(count / (shard?.total ?? 1)));
}

function isCut({ instances, connectors }: Ec2Config, count: number): boolean {
  return instances !== undefined || connectors !== undefined || count > MOST_INSTANCES;
}

type Ec2Config = Extract<Config['scan']['target'], { type: 'ec2' }>;

function ec2TargetFrom(config: Ec2Config, { env, shard, instances: part }: RequestContext): Ec2Target {
  const { instances, instanceIds, tag, connector, connectors, runConnector } = config;
  const running = instances !== undefined;
  const wholeIds = running ? [] : resolveInstanceIds(instanceIds, env);
  const ids = shard === undefined ? wholeIds : shardOfNames(wholeIds, shard);
  const base = { type: 'ec2', connector: connector ?? {}, runConnector } as const;
  if (part !== undefined) return { ...base, wholeIds: part.ids, ids: part.ids, part };
  if (!isCut(config, ids.length)) return { ...base, wholeIds, ids };
  const open: OpenInstances = {
    connectors: connectors ?? [connector ?? {}],
    ids,
    wholeIds,
    running,
    tag: tag === undefined ? undefined : instanceTag(tag),
  };
  return { ...base, wholeIds, ids, open };
}

function milliseconds(duration: string): number {
  const ms = parseDuration(duration);
  if (typeof ms === 'number') return ms;
  throw new PcError(`The duration "${duration}" cannot be read`, {
    kind: 'usage',
    code: 'config-invalid',
    why: ms,
    next: `Write minutes, a product or a unit, for example ${describeDuration(120_000)} as "2" or "2m".`,
  });
}
