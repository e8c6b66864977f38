import { PcError } from '../../errors.js';
import { IpSet } from '../../net/ip-set.js';
import type { ControlsWriter } from '../results/controls-writer.js';
import type { RunContext } from '../run/run-context.js';
import { Evaluation } from './evaluate.js';
import { type Freshness, freshnessOf, isSince, PolicyDates } from './freshness.js';
import { type PostureRead, readRows, trackedAsInstances } from './read-rows.js';

/** Above this many hosts the posture is read policy by policy in pages: a broken transfer then repeats one page. */
const PAGED_ABOVE_HOSTS = 500n;

/** What the posture is read for. */
export interface PostureInput {
  readonly ref: string;
  readonly policies: readonly { readonly id: string; readonly title: string }[];
  /** Hosts that the scanner could log in to. */
  readonly hosts: IpSet;
  readonly isEc2: boolean;
  readonly launchedAt: string;
  readonly endedAt: string;
  readonly processed: boolean;
  readonly assetGroup: { readonly id: string | null; readonly title: string };
}

/** The posture as it was judged, with the evidence per policy. */
export interface JudgedPosture {
  readonly evaluation: Evaluation;
  readonly freshness: ReadonlyMap<string, Freshness>;
  readonly lastEvaluated: ReadonlyMap<string, string>;
  /** Hosts that the scanner could log in to and that have no row. */
  readonly silentHosts: IpSet;
  /** True when data is missing because another build replaced the addresses of the asset group. */
  readonly groupReplaced: boolean;
  readonly processed: boolean;
  /** Rows of the last read, not yet in controls.jsonl: commit or discard. */
  readonly controls: ControlsWriter;
}

/** Reads the posture as often as it takes; each read is compared with the one before. */
export class PostureReads {
  readonly #context: RunContext;
  readonly #input: PostureInput;
  #last: PostureRead | undefined;
  #before: ReadonlyMap<string, PolicyDates> = new Map();
  #freshness: ReadonlyMap<string, Freshness> = new Map();
  #lastEvaluated: Map<string, string> | undefined;
  #details: 'Basic' | 'Light' = 'Basic';

  constructor(context: RunContext, input: PostureInput) {
    this.#context = context;
    this.#input = input;
  }

  /**
   * Reads the rows once, or twice when Qualys evaluated the policies after the first read.
   * @returns What is still missing, in words; undefined when every policy is fresh.
   */
  async read(): Promise<string | undefined> {
    const missing = await this.#readOnce();
    if (missing === undefined) return undefined;
    const { endedAt } = this.#input;
    const known = this.#lastEvaluated;
    const fresh = await this.#readLastEvaluated();
    if (this.#details === 'Basic' && this.#undated().some((id) => !fresh.has(id))) {
      this.#details = 'Light';
      return this.#readOnce();
    }
    // Read after the rows, LAST_EVALUATED says nothing about them: the rows are read once more.
    const became = [...fresh].some(
      ([id, time]) => isSince(time, endedAt) && !isSince(known?.get(id), endedAt),
    );
    return became ? this.#readOnce() : missing;
  }

  /** True when even details=Light brought rows without a date: waiting would not change that. */
  get hasNoDates(): boolean {
    return this.#details === 'Light' && this.#undated().length > 0;
  }

  #undated(): string[] {
    return [...this.#freshness].filter(([, { status }]) => status === 'undated').map(([id]) => id);
  }

  async conclude(processed: boolean, incomplete: boolean): Promise<JudgedPosture> {
    const last = this.#last;
    if (last === undefined) throw new TypeError('The posture was not read');
    const silentHosts = this.#silentHosts(last);
    return {
      evaluation: last.evaluation,
      freshness: this.#freshness,
      lastEvaluated: this.#lastEvaluated ?? new Map(),
      silentHosts,
      groupReplaced: incomplete && (await this.#isGroupReplaced()),
      processed,
      controls: last.controls,
    };
  }

  async #readOnce(): Promise<string | undefined> {
    this.#before = this.#last?.dates ?? new Map();
    const read = await this.#readRows(undefined);
    const doubles = this.#input.isEc2 ? trackedAsInstances(read.hosts) : undefined;
    const decisive = doubles === undefined ? read : await this.#readAgain(read, doubles);
    this.#last = decisive;
    this.#freshness = new Map(this.#input.policies.map(({ id }) => [id, this.#freshnessOf(id, decisive)]));
    return this.#missing(decisive);
  }

  #freshnessOf(policyId: string, read: PostureRead): Freshness {
    const dates = read.dates.get(policyId) ?? new PolicyDates();
    const { launchedAt, endedAt: scanEndedAt, hosts } = this.#input;
    return freshnessOf({
      dates,
      before: this.#before.get(policyId),
      lastEvaluated: this.#lastEvaluated?.get(policyId),
      launchedAt,
      scanEndedAt,
      everyHost: hosts.without(IpSet.parse([...dates.hosts.keys()].join(','))).isEmpty,
    });
  }

  #missing(read: PostureRead): string | undefined {
    for (const { id, title } of this.#input.policies) {
      const freshness = this.#freshness.get(id);
      if (freshness?.status === 'pending') return `${title}: ${freshness.detail}`;
      if (freshness?.status === 'undated') return `${title}: the rows bear no date`;
    }
    const silent = this.#silentHosts(read);
    const evaluated = this.#input.policies.every(({ id }) =>
      isSince(this.#lastEvaluated?.get(id), this.#input.endedAt),
    );
    return silent.isEmpty || evaluated ? undefined : `no rows for ${silent.toString()}`;
  }

  async #readAgain(read: PostureRead, only: ReadonlySet<string>): Promise<PostureRead> {
    await read.controls.discard();
    return this.#readRows(only);
  }

  async #readRows(onlyHostIds: ReadonlySet<string> | undefined): Promise<PostureRead> {
    const { api, request, deps } = this.#context;
    const { policies, hosts } = this.#input;
    await this.#last?.controls.discard();
    const evaluation = new Evaluation({
      criteria: request.criteria,
      baseline: deps.baseline,
      policies,
      serverNowMs: Date.parse(this.#input.endedAt),
    });
    const batches = api.posture({
      policyIds: policies.map(({ id }) => id),
      ips: hosts.toString(),
      details: this.#details,
      paged: hosts.count > PAGED_ABOVE_HOSTS,
    });
    const controls = deps.directory.openControls();
    return readRows({ batches, policies, hosts, onlyHostIds, evaluation, controls });
  }

  async #readLastEvaluated(): Promise<ReadonlyMap<string, string>> {
    const policies = await this.#context.api.listPolicies(this.#input.policies.map(({ id }) => id));
    this.#lastEvaluated = new Map(
      policies.flatMap(({ id, lastEvaluated }) => (lastEvaluated === undefined ? [] : [[id, lastEvaluated]])),
    );
    return this.#lastEvaluated;
  }

  #silentHosts({ dates }: PostureRead): IpSet {
    const withRows = [...dates.values()].flatMap(({ hosts }) => [...hosts.keys()]);
    return this.#input.hosts.without(IpSet.parse([...new Set(withRows)].join(',')));
  }

  /** A parallel build of the same job can take our addresses out of the group while we read. */
  async #isGroupReplaced(): Promise<boolean> {
    const { id, title } = this.#input.assetGroup;
    if (id === null) return false;
    const groups = await this.#context.api.listAssetGroups(title).catch((cause: unknown) => {
      if (cause instanceof PcError) return [];
      throw cause;
    });
    const group = groups.find((candidate) => candidate.id === id);
    return group !== undefined && !IpSet.parse(group.ips).containsAll(this.#input.hosts);
  }
}
