import type { PostureHost, PostureRow } from '../../qualys/posture/posture.js';
import type { ControlLine, PostureState } from '../results/control-line.js';
import type { Baseline, BaselineEntry } from './baseline.js';
import { ControlGroups } from './control-groups.js';
import type { CompiledCriteria, Exclusion, Selection } from './criteria.js';
import { PolicyTally, Totals } from './tally.js';

const ALL_CRITICALITIES = 5;

/**
 * The state that criteria read: an approved exception counts as one whatever STATUS says (fact sheet 16.4), through
 * its last day, UTC; pending, rejected and expired ones leave the row as it is.
 */
export function stateOf(
  { status, exception }: Pick<PostureRow, 'status' | 'exception'>,
  serverNowMs: number,
): PostureState {
  if (exception?.status.toLowerCase() !== 'approved') return status;
  const ends =
    exception.endsAt === undefined
      ? Number.POSITIVE_INFINITY
      : Math.floor(Date.parse(exception.endsAt) / DAY_MS);
  return ends >= Math.floor(serverNowMs / DAY_MS) ? 'exception' : status;
}

const DAY_MS = 86_400_000;

/** Whether the gate would judge a control of this criticality by its status. */
export function judgedByGate(failOn: Selection | undefined, criticality: number): boolean {
  if (failOn === undefined || !(failOn.states.has('failed') || failOn.states.has('error'))) return false;
  return criticality === 0
    ? failOn.criticalities.size === ALL_CRITICALITIES
    : failOn.criticalities.has(criticality);
}

/** Most rows have no evidence: they share one empty list. */
const nothing: string[] = [];

function listOf(values: readonly string[]): string[] {
  return values.length === 0 ? nothing : [...values];
}

/** Whether a row is selected; `undefined-criticality` when only its missing criticality keeps it out. */
function selects(
  selection: Selection | undefined,
  state: PostureState,
  criticality: number,
): 'yes' | 'no' | 'undefined-criticality' {
  if (selection === undefined || !selection.states.has(state)) return 'no';
  if (criticality === 0)
    return selection.criticalities.size === ALL_CRITICALITIES ? 'yes' : 'undefined-criticality';
  return selection.criticalities.has(criticality) ? 'yes' : 'no';
}

export interface EvaluationInput {
  readonly criteria: CompiledCriteria | undefined;
  readonly baseline: Baseline | undefined;
  readonly policies: readonly { readonly id: string; readonly title: string }[];
  readonly serverNowMs: number;
}

/** Reads each row once and keeps of it what its control's group says: a fold with flat memory. */
export class Evaluation {
  readonly totals = new Totals();
  readonly groups = new ControlGroups();
  readonly policies: ReadonlyMap<string, PolicyTally>;
  readonly matches: { readonly exclusion: Exclusion; matched: number }[];
  readonly fixed = new Map<BaselineEntry, BaselineEntry>();
  /** Rows that warn only because Qualys gives no criticality for their control. */
  undefinedCriticality = 0;
  /** Whether any control bears a criticality: a subscription without the feature has none (fact sheet 16.4). */
  hasCriticality = false;
  /** Rows that fail the build though an exception was requested, or fell back to Pending by itself. */
  pendingExceptions = 0;
  readonly #input: EvaluationInput;
  #host: { readonly from: PostureHost | undefined; readonly said: ControlLine['host'] } = {
    from: undefined,
    said: { id: '', ip: '' },
  };

  constructor(input: EvaluationInput) {
    this.#input = input;
    this.policies = new Map(input.policies.map(({ id, title }) => [id, new PolicyTally(id, title)]));
    this.matches = (input.criteria?.exclusions ?? []).map((exclusion) => ({ exclusion, matched: 0 }));
  }

  /** Judges one row, counts it, and returns its line for controls.jsonl. */
  add(row: PostureRow): ControlLine {
    const state = stateOf(row, this.#input.serverNowMs);
    const { counts, why, exclusion, isAccepted = false } = this.#judge(row, state);
    if (row.criticality.value > 0) this.hasCriticality = true;
    if (counts === 'fail' && row.exception?.status.toLowerCase() === 'pending') this.pendingExceptions += 1;
    const line: ControlLine = {
      policyId: row.policyId,
      cid: row.cid,
      statement: row.statement,
      criticality: row.criticality,
      host: this.#hostOf(row.host),
      technology: row.technology,
      instance: row.instance,
      state,
      missing: listOf(row.missing),
      unexpected: listOf(row.unexpected),
      evaluatedAt: row.evaluatedAt ?? null,
      exception:
        row.exception === undefined
          ? null
          : { status: row.exception.status, endsAt: row.exception.endsAt ?? null },
      counts,
      why,
      exclusion:
        exclusion === undefined
          ? null
          : { cids: exclusion.written, reason: exclusion.reason, expires: exclusion.expires },
    };
    this.totals.add(line);
    this.policies.get(row.policyId)?.add(line);
    if (counts !== 'no' || isAccepted) this.groups.add(line, isAccepted);
    return line;
  }

  /** Rows of a host usually stand together and share what their lines say of it. */
  #hostOf(host: PostureHost): ControlLine['host'] {
    if (host !== this.#host.from) {
      const { id, ip, dns } = host;
      this.#host = { from: host, said: dns === undefined ? { id, ip } : { id, ip, dns } };
    }
    return this.#host.said;
  }

  #judge(
    row: PostureRow,
    state: PostureState,
  ): Pick<ControlLine, 'counts' | 'why'> & { exclusion?: Exclusion; isAccepted?: boolean } {
    const exclusion = this.#exclusionOf(row);
    const { criteria, baseline } = this.#input;
    const value = row.criticality.value;
    const fails = selects(criteria?.failOn, state, value);
    if (exclusion !== undefined)
      return { counts: 'no', why: 'excluded', exclusion, isAccepted: fails === 'yes' };
    const entry = baseline?.find({ ...row, host: row.host.ip });
    if (fails === 'yes')
      return entry === undefined
        ? { counts: 'fail', why: 'criteria' }
        : { counts: 'no', why: 'baseline', isAccepted: true };
    if (entry !== undefined && state === 'passed') this.fixed.set(entry, entry);
    if (fails === 'undefined-criticality') this.undefinedCriticality += 1;
    const warns = selects(criteria?.warnOn, state, value);
    if (fails === 'undefined-criticality' || warns !== 'no') return { counts: 'warn', why: 'criteria' };
    if (state !== 'exception') return { counts: 'no', why: 'not-selected' };
    const isAccepted = selects(criteria?.failOn, row.status, value) === 'yes';
    return { counts: 'no', why: 'exception', isAccepted };
  }

  /** Counts the row for every entry that names it; the first unexpired one takes the row out. */
  #exclusionOf(row: PostureRow): Exclusion | undefined {
    let found: Exclusion | undefined;
    for (const match of this.matches) {
      if (!match.exclusion.cids.has(row.cid) || !this.#isWithin(match.exclusion, row)) continue;
      match.matched += 1;
      if (!match.exclusion.expired) found ??= match.exclusion;
    }
    return found;
  }

  /** An entry that names a policy, technology or instance beside its CIDs excludes only rows of it. */
  #isWithin({ policy, technology, instance }: Exclusion, row: PostureRow): boolean {
    return (
      (policy === undefined ||
        policy === row.policyId ||
        policy === this.policies.get(row.policyId)?.title) &&
      (technology === undefined || technology === row.technology) &&
      (instance === undefined || instance === row.instance)
    );
  }
}
