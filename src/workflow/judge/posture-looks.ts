import { PcError } from '../../errors.js';
import { IpSet } from '../../net/ip-set.js';
import type { ControlsWriter } from '../results/controls-writer.js';
import type { RunContext } from '../run/run-context.js';
import { Evaluation } from './evaluate.js';
import { type Currency, currencyOf, isSince, PolicySightings } from './evidence.js';
import { type Look, readLook, trackedAsInstances } from './read-look.js';

/** Above this many hosts the posture is read policy by policy in pages, so that a broken transfer costs a page. */
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
  readonly currency: ReadonlyMap<string, Currency>;
  readonly lastEvaluated: ReadonlyMap<string, string>;
  /** Hosts that have no row at all. */
  readonly silentHosts: IpSet;
  /** Said when data is missing because another build replaced the group. */
  readonly groupReplaced: boolean;
  readonly processed: boolean;
  /** Rows of this look; commit or discard. */
  readonly controls: ControlsWriter;
}

/** Keeps what one look must know of the look before. */
export class PostureLooks {
  readonly #context: RunContext;
  readonly #input: PostureInput;
  #last: Look | undefined;
  #before: ReadonlyMap<string, PolicySightings> = new Map();
  #currency: ReadonlyMap<string, Currency> = new Map();
  #lastEvaluated: Map<string, string> | undefined;
  #details: 'Basic' | 'Light' = 'Basic';

  constructor(context: RunContext, input: PostureInput) {
    this.#context = context;
    this.#input = input;
  }

  /** One look, or two when the policies were evaluated meanwhile. Returns what is missing, or undefined. */
  async look(): Promise<string | undefined> {
    const missing = await this.#lookOnce();
    if (missing === undefined) return undefined;
    const { endedAt } = this.#input;
    const known = this.#lastEvaluated;
    const fresh = await this.#readLastEvaluated();
    if (this.#details === 'Basic' && this.#dateless().some((id) => !fresh.has(id))) {
      this.#details = 'Light';
      return this.#lookOnce();
    }
    // Read after the rows, LAST_EVALUATED says nothing about them: the rows are read once more.
    const became = [...fresh].some(
      ([id, time]) => isSince(time, endedAt) && !isSince(known?.get(id), endedAt),
    );
    return became ? this.#lookOnce() : missing;
  }

  /** True when Qualys was asked for every date it has and gave none: waiting would not help. */
  get isHopeless(): boolean {
    return this.#details === 'Light' && this.#dateless().length > 0;
  }

  #dateless(): string[] {
    return [...this.#currency].filter(([, { status }]) => status === 'dateless').map(([id]) => id);
  }

  async conclude(processed: boolean, incomplete: boolean): Promise<JudgedPosture> {
    const last = this.#last;
    if (last === undefined) throw new TypeError('No look at the posture was made');
    const silentHosts = this.#silentHosts(last);
    return {
      evaluation: last.evaluation,
      currency: this.#currency,
      lastEvaluated: this.#lastEvaluated ?? new Map(),
      silentHosts,
      groupReplaced: incomplete && (await this.#isGroupReplaced()),
      processed,
      controls: last.controls,
    };
  }

  async #lookOnce(): Promise<string | undefined> {
    this.#before = this.#last?.sightings ?? new Map();
    const look = await this.#read(undefined);
    const doubles = this.#input.isEc2 ? trackedAsInstances(look.hosts) : undefined;
    const decisive = doubles === undefined ? look : await this.#readAgain(look, doubles);
    this.#last = decisive;
    this.#currency = new Map(this.#input.policies.map(({ id }) => [id, this.#currencyOf(id, decisive)]));
    return this.#missing(decisive);
  }

  #currencyOf(policyId: string, look: Look): Currency {
    const sightings = look.sightings.get(policyId) ?? new PolicySightings();
    const { launchedAt, endedAt: scanEndedAt, hosts } = this.#input;
    return currencyOf({
      sightings,
      before: this.#before.get(policyId),
      lastEvaluated: this.#lastEvaluated?.get(policyId),
      launchedAt,
      scanEndedAt,
      everyHost: hosts.without(IpSet.parse([...sightings.hosts.keys()].join(','))).isEmpty,
    });
  }

  #missing(look: Look): string | undefined {
    for (const { id, title } of this.#input.policies) {
      const currency = this.#currency.get(id);
      if (currency?.status === 'pending') return `${title}: ${currency.detail}`;
      if (currency?.status === 'dateless') return `${title}: the rows bear no date`;
    }
    const silent = this.#silentHosts(look);
    const evaluated = this.#input.policies.every(({ id }) =>
      isSince(this.#lastEvaluated?.get(id), this.#input.endedAt),
    );
    return silent.isEmpty || evaluated ? undefined : `no rows for ${silent.toString()}`;
  }

  async #readAgain(look: Look, only: ReadonlySet<string>): Promise<Look> {
    await look.controls.discard();
    return this.#read(only);
  }

  async #read(onlyHostIds: ReadonlySet<string> | undefined): Promise<Look> {
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
    return readLook({ batches, policies, hosts, onlyHostIds, evaluation, controls });
  }

  async #readLastEvaluated(): Promise<ReadonlyMap<string, string>> {
    const policies = await this.#context.api.listPolicies(this.#input.policies.map(({ id }) => id));
    this.#lastEvaluated = new Map(
      policies.flatMap(({ id, lastEvaluated }) => (lastEvaluated === undefined ? [] : [[id, lastEvaluated]])),
    );
    return this.#lastEvaluated;
  }

  #silentHosts({ sightings }: Look): IpSet {
    const heard = [...sightings.values()].flatMap(({ hosts }) => [...hosts.keys()]);
    return this.#input.hosts.without(IpSet.parse([...new Set(heard)].join(',')));
  }

  /** A parallel build of the same job can take our addresses out of the group while we look. */
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
