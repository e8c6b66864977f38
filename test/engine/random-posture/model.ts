// A made-up posture and a made-up gate, for the comparison of the program with an evaluator of its own kind
// (oracle.ts). Nothing here or there imports the product's code.

/** What a criticality looks like in an answer; `value` 0 with no label means that the element is absent. */
export interface ShownCriticality {
  readonly value: number;
  /** How the element says it; undefined when the control has none. */
  readonly written: { readonly label: string | undefined; readonly value: string | undefined } | undefined;
}

export interface ModelException {
  readonly status: string;
  /** As END_DATETIME says it; undefined when absent. */
  readonly ends: string | undefined;
  /** Whether that day is over, today counted as not over. */
  readonly isOver: boolean;
}

export interface ModelRow {
  readonly id: number;
  readonly policyId: string;
  readonly cid: number;
  readonly host: ModelHost;
  readonly technology: string;
  readonly instance: string;
  readonly status: 'Passed' | 'Failed' | 'Error';
  readonly exception: ModelException | undefined;
}

export interface ModelHost {
  readonly id: number;
  readonly ip: string;
}

export interface ModelExclusion {
  /** As the config writes it: `1141, 1145-1150`. */
  readonly cids: string;
  readonly ranges: readonly (readonly [number, number])[];
  readonly expires: string | undefined;
  readonly isExpired: boolean;
  readonly policy: string | undefined;
  readonly technology: string | undefined;
  readonly instance: string | undefined;
}

export type StateName = 'fail' | 'error' | 'exceptions';
export const criticalityNames = ['minimal', 'medium', 'serious', 'critical', 'urgent'] as const;
export type CriticalityName = (typeof criticalityNames)[number];

export interface ModelSelection {
  readonly states: readonly StateName[];
  readonly criticalities: readonly CriticalityName[];
}

export interface BaselineKey {
  readonly policyId: string;
  readonly cid: number;
  readonly technology: string;
  readonly instance: string;
  readonly host: string;
}

/** One case: what Qualys holds, and what the build asks. */
export interface Model {
  readonly seed: number;
  readonly policies: readonly string[];
  readonly hosts: readonly ModelHost[];
  readonly rows: readonly ModelRow[];
  /** By policy and CID: the level of a control may differ by policy. */
  readonly criticality: ReadonlyMap<string, ShownCriticality>;
  readonly failOn: ModelSelection | undefined;
  readonly warnOn: ModelSelection | undefined;
  readonly exclude: readonly ModelExclusion[];
  readonly baseline: readonly BaselineKey[] | undefined;
  readonly layout: Layout;
}

/** How the document is written. */
export interface Layout {
  readonly glossary: 'inside' | 'end' | 'first-policy' | 'last-policy';
  /** Rows a page with `policy_id`; undefined: `policy_ids` is answered whole. */
  readonly page: number | undefined;
  readonly dates: 'own' | 'evaluation' | 'both';
  readonly shuffled: boolean;
  readonly twice: boolean;
}

export const controlKey = (policyId: string, cid: number): string => `${policyId}/${cid}`;

/** A small generator of numbers that gives the same row for the same seed. */
export class Dice {
  #state: number;
  constructor(seed: number) {
    this.#state = seed >>> 0;
  }
  /** From 0 up to, not including, 1. */
  next(): number {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0;
    let t = this.#state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  }
  below(limit: number): number {
    return Math.floor(this.next() * limit);
  }
  chance(part: number): boolean {
    return this.next() < part;
  }
  pick<T>(from: readonly T[]): T {
    const [one] = from.slice(this.below(from.length));
    return one as T;
  }
  some<T>(from: readonly T[], part: number): T[] {
    return from.filter(() => this.chance(part));
  }
  shuffle<T>(from: readonly T[]): T[] {
    return from
      .map((one) => ({ one, at: this.next() }))
      .sort((a, b) => a.at - b.at)
      .map(({ one }) => one);
  }
}
