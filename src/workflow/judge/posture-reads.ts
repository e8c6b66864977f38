import { PcError } from '../../errors.js';
import { IpSet } from '../../net/ip-set.js';
import type { ControlsWriter } from '../results/controls-writer.js';
import type { RunContext } from '../run/run-context.js';
import { Evaluation, judgedByGate } from './evaluate.js';
import { type PairResult, PairTracker } from './pair-tracker.js';
import { type PostureRead, readRows } from './read-rows.js';
import { TargetHosts } from './target-hosts.js';

/** Above this many hosts the posture is read policy by policy in pages: a broken transfer then repeats one page. */
const PAGED_ABOVE_HOSTS = 500n;

/** What the posture is read for. */
export interface PostureInput {
  readonly ref: string;
  readonly policies: readonly { readonly id: string; readonly title: string }[];
  /** Hosts that the scanner could log in to. */
  readonly hosts: IpSet;
  readonly isEc2: boolean;
  /** Qualys' id of the host of an instance, by its address. */
  readonly hostIds: ReadonlyMap<string, string>;
  readonly launchedAt: string;
  readonly endedAt: string;
  readonly processed: boolean;
  readonly assetGroup: { readonly id: string | null; readonly title: string };
}

/** The posture as it was judged, with the evidence per policy and host. */
export interface JudgedPosture {
  readonly evaluation: Evaluation;
  /** Every policy with every host. */
  readonly pairs: readonly PairResult[];
  readonly lastEvaluated: ReadonlyMap<string, string>;
  /** Hosts that the scanner could log in to and that have no row in any policy. */
  readonly silentHosts: IpSet;
  /** Addresses with several Qualys hosts of which none is known to be the target. */
  readonly unclearHosts: IpSet;
  readonly isEc2: boolean;
  /** Other Qualys hosts at addresses of the target, whose rows do not count. */
  readonly otherHosts: readonly { readonly id: string; readonly ip: string }[];
  /** True when data is missing because another build replaced the addresses of the asset group. */
  readonly groupReplaced: boolean;
  readonly processed: boolean;
  /** Rows of the last read, not yet in controls.jsonl: commit or discard. */
  readonly controls: ControlsWriter;
}

/** Codes of an answer that is thrown away: nothing of it counts, and the next read may be whole. */
const wastedAnswer: readonly string[] = ['posture-unresolved', 'unexpected-answer'];

/** Reads the posture as often as it takes; each read is compared with the ones before. */
export class PostureReads {
  readonly #context: RunContext;
  readonly #input: PostureInput;
  readonly #tracker: PairTracker;
  readonly #hosts: TargetHosts;
  #last: PostureRead | undefined;
  #lastReadMs = Number.NEGATIVE_INFINITY;
  #lastEvaluated: ReadonlyMap<string, string> = new Map();
  #listsHosts = false;
  #wasted: PcError | undefined;

  constructor(context: RunContext, input: PostureInput, pauseMs: number) {
    this.#context = context;
    this.#input = input;
    const { timeoutMs } = context.request;
    this.#tracker = new PairTracker(input, { pauseMs, timeoutMs, now: () => context.deps.clock.now() });
    this.#hosts = new TargetHosts(input);
  }

  /**
   * Reads the small dates, and the rows when they can have changed.
   * @param isLast - an answer that cannot be used ends the run, as no other follows.
   * @param isDue - the rows are read whatever the dates say.
   * @returns What is still missing, in words; undefined when every pair of policy and host is complete.
   * @throws PcError with code `posture-unresolved` or `unexpected-answer` when the last answer cannot be used.
   */
  async read({ isLast, isDue }: { isLast: boolean; isDue: boolean }): Promise<string | undefined> {
    const now = this.#context.deps.clock.now();
    const moved = await this.#readDates();
    if (isLast || isDue || moved || this.#tracker.isDue(now - this.#lastReadMs)) {
      try {
        await this.#readOnce();
        this.#lastReadMs = now;
        this.#wasted = undefined;
      } catch (cause) {
        if (isLast || !(cause instanceof PcError) || !wastedAnswer.includes(cause.code)) throw cause;
        this.#wasted = cause;
        this.#lastReadMs = Number.NEGATIVE_INFINITY;
      }
    }
    return this.#wasted === undefined ? this.#tracker.missing : `${this.#wasted.what} Reading it again`;
  }

  /** True when the rows bear no date and nothing else does: waiting would not change that. */
  get hasNoDates(): boolean {
    return this.#tracker.hasNoDates;
  }

  async conclude(processed: boolean, incomplete: boolean): Promise<JudgedPosture> {
    const last = this.#last;
    if (last === undefined) throw new TypeError('The posture was not read');
    return {
      evaluation: last.evaluation,
      pairs: this.#tracker.results,
      lastEvaluated: this.#lastEvaluated,
      silentHosts: this.#silentHosts(last),
      unclearHosts: this.#hosts.unclear,
      isEc2: this.#input.isEc2,
      otherHosts: this.#hosts.others.map(({ id, ip }) => ({ id, ip })),
      groupReplaced: incomplete && (await this.#isGroupReplaced()),
      processed,
      controls: last.controls,
    };
  }

  /** @returns True when one of the dates has moved since the read before. */
  async #readDates(): Promise<boolean> {
    const before = this.#lastEvaluated;
    const { api } = this.#context;
    const policies = await api.listPolicies(this.#input.policies.map(({ id }) => id));
    this.#lastEvaluated = new Map(
      policies.flatMap(({ id, lastEvaluated }) => (lastEvaluated === undefined ? [] : [[id, lastEvaluated]])),
    );
    const policyMoved = [...this.#lastEvaluated].some(([id, time]) => before.get(id) !== time);
    return (this.#listsHosts && (await this.#readHostDates())) || policyMoved;
  }

  /** The host list is asked only for hosts that no glossary dates; an account that may not read it has none. */
  async #readHostDates(): Promise<boolean> {
    const ips = [...this.#input.hosts.addresses()];
    const before = ips.map((ip) => this.#hosts.dateOf(ip));
    try {
      this.#hosts.noteList(await this.#context.api.listHosts(this.#input.hosts.toString()));
    } catch (cause) {
      if (!(cause instanceof PcError) || this.#context.deps.signal.aborted) throw cause;
    }
    return ips.some((ip, index) => this.#hosts.dateOf(ip) !== before[index]);
  }

  async #readOnce(): Promise<void> {
    let read = await this.#readRows();
    if (this.#hosts.noteRows(read.hosts)) {
      await read.controls.discard();
      read = await this.#readRows();
      this.#hosts.noteRows(read.hosts);
    }
    this.#last = read;
    if (!this.#listsHosts && this.#hasUndatedHost()) {
      this.#listsHosts = true;
      await this.#readHostDates();
    }
    this.#tracker.note(read, (ip) => this.#hosts.dateOf(ip), this.#lastEvaluated);
  }

  #hasUndatedHost(): boolean {
    for (const ip of this.#input.hosts.addresses()) if (this.#hosts.dateOf(ip) === undefined) return true;
    return false;
  }

  async #readRows(): Promise<PostureRead> {
    const { api, request, deps } = this.#context;
    const { policies, hosts, launchedAt } = this.#input;
    const { criteria } = request;
    await this.#last?.controls.discard();
    const evaluation = new Evaluation({
      criteria,
      baseline: deps.baseline,
      policies,
      serverNowMs: Date.parse(this.#input.endedAt),
    });
    return readRows({
      batches: api.posture({
        policyIds: policies.map(({ id }) => id),
        ips: hosts.toString(),
        paged: hosts.count > PAGED_ABOVE_HOSTS,
      }),
      policies,
      hosts,
      isTarget: (host) => this.#hosts.isTarget(host),
      scene: { launchedAt, isGated: (row) => judgedByGate(criteria?.failOn, row.criticality.value) },
      evaluation,
      controls: deps.directory.openControls(),
    });
  }

  #silentHosts({ dates }: PostureRead): IpSet {
    const withRows = [...dates.values()].flatMap((hosts) => [...hosts.keys()]);
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
