/** Which posture to read. */
export interface PostureQuery {
  readonly policyIds: readonly string[];
  /** API form; restricts to hosts with these addresses. */
  readonly ips?: string | undefined;
  readonly assetGroupIds?: readonly string[] | undefined;
  /** Ask policy by policy in pages, as for thousands of hosts; otherwise up to ten policies share a call. */
  readonly paged?: boolean | undefined;
}

export type PostureStatus = 'passed' | 'failed' | 'error';

export interface PostureHost {
  readonly id: string;
  readonly ip: string;
  readonly dns?: string | undefined;
  readonly trackingMethod?: string | undefined;
  /** LAST_COMPLIANCE_SCAN_DATETIME, ISO. */
  readonly lastComplianceScan?: string | undefined;
}

/** One control on one host, technology and instance under one policy (fact sheet 16). */
export interface PostureRow {
  readonly id: string;
  readonly policyId: string;
  readonly cid: number;
  readonly statement: string;
  /** value 0 and label UNDEFINED when Qualys gives none. */
  readonly criticality: { readonly value: number; readonly label: string };
  readonly host: PostureHost;
  /** Name where the glossary has it, else the id. */
  readonly technology: string;
  /** Empty for plain operating-system rows. */
  readonly instance: string;
  /** Qualys' STATUS; an exception is not a status, see `exception`. */
  readonly status: PostureStatus;
  /** Qualys' EXCEPTION child. Status as Qualys words it; the end in ISO, absent when there is none to read. */
  readonly exception?:
    | {
        readonly status: string;
        readonly endsAt?: string | undefined;
        /** The end is a date of zeros: the exception holds for ever. */
        readonly neverEnds?: true | undefined;
      }
    | undefined;
  /** EVALUATION_DATE, ISO. */
  readonly evaluatedAt?: string | undefined;
  /**
   * The scan that reported the status last: LAST_PASS_DATE of a passed row, LAST_FAIL_DATE of a failed one, the later
   * of the two under an approved exception, whose STATUS may not be the scan's (fact sheet 16.4). ISO; the day alone,
   * `YYYY-MM-DD`, when Qualys gives no time.
   */
  readonly statusDate?: string | undefined;
  readonly missing: readonly string[];
  readonly unexpected: readonly string[];
}

/** What is known once every document was read. */
export interface PostureSummary {
  /** RESPONSE/DATETIME of the last answer, ISO. */
  readonly serverTime: string;
  readonly calls: number;
}
