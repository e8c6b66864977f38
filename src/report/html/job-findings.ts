import { firstOf } from '../../text/counted.js';
import { worstFirst } from '../../workflow/judge/group-order.js';
import { HostNumbers, HostRuns } from '../../workflow/judge/host-runs.js';
import type { ControlGroup } from '../../workflow/results/control-group.js';
import type { ControlLine } from '../../workflow/results/control-line.js';
import type { Result } from '../../workflow/results/result.js';

/** Controls and hosts that the section of a job names, the worst of each. */
const MOST_CONTROLS = 5;
const MOST_HOSTS = 5;

type Head = Pick<ControlGroup, 'policyId' | 'cid' | 'statement' | 'criticality' | 'counts'>;

/** A control that fails a job, with the hosts of that job alone. */
export interface JobControl extends Head {
  readonly hosts: number;
  readonly hostRanges: string;
}

/** A host of a job: how many of its rows fail the build. */
export interface JobHost {
  readonly ip: string;
  readonly failing: number;
  readonly rows: number;
}

/** What a job found: its rows in numbers, and the worst of what fails it. */
export interface JobFinding {
  readonly totals: Result['policies'][number]['totals'];
  readonly failing: number;
  readonly controls: readonly JobControl[];
  readonly controlsLeft: number;
  readonly hosts: readonly JobHost[];
  /** Hosts with a row that fails the build beyond those. */
  readonly hostsLeft: number;
}

interface Tally {
  readonly totals: { passed: number; failed: number; error: number; exceptions: number };
  failing: number;
  readonly controls: Map<string, { readonly head: Head; readonly on: HostRuns }>;
  readonly hosts: Map<string, { failing: number; rows: number }>;
}

const totalOf = { passed: 'passed', failed: 'failed', error: 'error', exception: 'exceptions' } as const;

/** The rows of joined results by job. Rows of one job alone are not counted: the whole page is about it. */
export class JobFindings {
  readonly #hosts = new HostNumbers();
  readonly #tallies = new Map<string, Tally>();

  add(row: ControlLine): void {
    if (row.job === undefined) return;
    const tally = this.#tallyOf(row.job);
    const host = tally.hosts.get(row.host.ip) ?? { failing: 0, rows: 0 };
    tally.hosts.set(row.host.ip, host);
    tally.totals[totalOf[row.state]] += 1;
    host.rows += 1;
    if (row.counts !== 'fail') return;
    host.failing += 1;
    tally.failing += 1;
    const { policyId, cid, statement, criticality, counts } = row;
    const key = `${cid} ${policyId}`;
    const control = tally.controls.get(key) ?? {
      head: { policyId, cid, statement, criticality, counts },
      on: new HostRuns(),
    };
    tally.controls.set(key, control);
    control.on.add(this.#hosts.numberOf(row.host.ip));
  }

  #tallyOf(job: string): Tally {
    const known = this.#tallies.get(job);
    if (known !== undefined) return known;
    const totals = { passed: 0, failed: 0, error: 0, exceptions: 0 };
    const tally: Tally = { totals, failing: 0, controls: new Map(), hosts: new Map() };
    this.#tallies.set(job, tally);
    return tally;
  }

  /** What each job found; a job without a row is not among them. */
  get result(): ReadonlyMap<string, JobFinding> {
    const sorted = this.#hosts.sorted();
    return new Map(
      [...this.#tallies].map(([job, { totals, failing, controls, hosts }]) => {
        const worst = [...controls.values()].sort((a, b) => worstFirst(a.head, b.head));
        const failingHosts = [...hosts]
          .map(([ip, host]): JobHost => ({ ip, ...host }))
          .filter((host) => host.failing > 0)
          .sort((a, b) => b.failing - a.failing || (a.ip < b.ip ? -1 : 1));
        const firstControls = firstOf(worst, MOST_CONTROLS);
        const firstHosts = firstOf(failingHosts, MOST_HOSTS);
        return [
          job,
          {
            totals,
            failing,
            controls: firstControls.shown.map(({ head, on }) => ({ ...head, ...on.words(sorted) })),
            controlsLeft: firstControls.hidden,
            hosts: firstHosts.shown,
            hostsLeft: firstHosts.hidden,
          },
        ];
      }),
    );
  }
}
