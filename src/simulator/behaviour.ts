import type { Account, HostFate } from './accounts/account.js';

/** An exception that ends on the day on which its row was evaluated: it still holds. */
export const lastDay = 'its last day';

/** One row that is not simply passed. */
export interface Finding {
  readonly cid: number;
  readonly status: 'Passed' | 'Failed' | 'Error';
  readonly technology?: number;
  readonly instance?: string;
  /** Dotted address. */
  readonly host?: string;
  readonly policy?: number;
  /** `ends` is a time, or the day of the evaluation itself. */
  readonly exception?: { readonly status: string; readonly ends?: string | typeof lastDay };
  /** Failed without CAUSE_OF_FAILURE. */
  readonly noCause?: boolean;
}

/** When the rows of a finished scan become fresh. */
export type Freshness =
  /** As soon as the scan is processed. */
  | 'prompt'
  /** The first read of a policy after the scan returns old rows, the second one fresh ones. */
  | 'second-look'
  /** The first read returns one fresh row, the second one all of them, without any other evidence. */
  | 'row-by-row'
  /** The first host of a read is evaluated at once, the others only for the third read, without any other evidence. */
  | 'host-by-host'
  /** Hosts bear the date of the scan at once, their rows are evaluated for the second read only. */
  | 'host-date-first'
  /** Policy 5102 is never evaluated again, all others are at once. */
  | 'one-policy-never'
  /** Always old rows. */
  | 'never'
  /** No rows at all, nor an evaluation. */
  | 'no-rows';

/** Which dates the answers carry (fact sheet 16.4 and 20). */
export interface Dates {
  /** LAST_COMPLIANCE_SCAN_DATETIME of hosts in the glossary. */
  readonly hostScan: boolean;
  /** The same date in the host list. */
  readonly hostList: boolean;
  /** LAST_EVALUATED of the policy. */
  readonly policyEvaluated: boolean;
  /** EVALUATION_DATE of rows: absent, of the evaluation, or the old one under a fresh evaluation. */
  readonly row: 'none' | 'fresh' | 'unchanged';
  /** LAST_PASS_DATE, LAST_FAIL_DATE, their FIRST_ ones and PREVIOUS_STATUS of rows. */
  readonly status: boolean;
  readonly modified: boolean;
  /** `DPV/@lastUpdated` with details Light and All. */
  readonly dataPoint: boolean;
}

/** One policy for one host, whose address is dotted. */
export interface Pair {
  readonly policy: number;
  readonly ip: string;
}

/** How a tenant answers where the fact sheet leaves several possibilities, and what happens to its scans. */
export interface Behaviour {
  readonly hostFate: (ip: string) => HostFate;
  /** How addresses stand in AUTHENTICATION (open question 1). */
  readonly authShape: 'elements' | 'ranges' | 'plain-list' | 'with-instance';
  /** Another AUTH block that failed besides the operating system's. */
  readonly otherAuthFailed: boolean;
  readonly hasAuthentication: boolean;
  readonly scanEnd:
    | 'finished'
    | 'error'
    | 'canceled'
    | 'paused'
    | 'no-host'
    | 'no-vuln'
    | 'never'
    | 'stays-queued';
  /** Seconds at speed 1. */
  readonly queuedSec: number;
  readonly runningSec: number;
  readonly loadingSec: number;
  readonly processingSec: number;
  /** From the end of the scan until the data and the date of a host are loaded; undefined: together with PROCESSED. */
  readonly loadSec: (ip: string) => number | undefined;
  /** The date that a loaded host bears: that of the loading, or of the end of the scan (open question 21). */
  readonly hostDate: 'loading' | 'scan-end';
  /** From loading a host until its rows under a policy are evaluated and LAST_EVALUATED of it moves. */
  readonly evaluationSec: (pair: Pair) => number;
  /** From the end of the scan until LAST_EVALUATED of every policy moves because of somebody else; undefined: never. */
  readonly othersEvaluateSec: number | undefined;
  /** An evaluation that others cause renews EVALUATION_DATE of rows whose data is old. */
  readonly othersRenewRows: boolean;
  /** Seconds between that and each further time, as agents do it all day; undefined: once. */
  readonly othersEverySec: number | undefined;
  readonly connectorSec: number;
  /** DURATION counts from the launch, or from when the scanners begin. */
  readonly durationFrom: 'launch' | 'start';
  /** How much the service's clock is ahead of the machine's. */
  readonly clockAheadSec: number;
  readonly processed: boolean;
  /** How many reads of the scan list do not list a new scan yet. */
  readonly invisibleLooks: number;
  readonly fetch: 'whole' | 'not-finished' | 'no-appendix';
  readonly connectorEnd: string;
  readonly freshness: Freshness;
  readonly dates: Dates;
  readonly findings: readonly Finding[];
  readonly oldFindings: readonly Finding[];
  /** Rows that the scan does not look at: they keep what the scan of three days ago found, and its date. */
  readonly notScanned: (row: { readonly cid: number; readonly instance: string }) => boolean;
  /** Whether a policy ever has rows for a host. */
  readonly hasRows: (pair: Pair) => boolean;
  /** The level of a control where a policy has changed it (fact sheet 16.4). */
  readonly level: (place: { readonly policy: number; readonly cid: number }) => number | undefined;
  /** Every host has this many instances of its operating system; 1 is a plain row. */
  readonly instancesPerHost: number;
  readonly criticality: 'both' | 'none' | 'label' | 'renamed';
  readonly glossary: 'in-policy' | 'end';
  readonly hasSummary: boolean;
  readonly policyIds: boolean;
  readonly statusFilter: boolean;
  readonly extraControls: boolean;
  /** EC2 hosts are found by a group that holds their private IP (open question 15). */
  readonly ec2ByGroup: boolean;
  /** TRACKING_METHOD of EC2 hosts in the glossary. */
  readonly ec2Tracking: 'INSTANCE_ID' | 'EC2' | 'IP';
  readonly ec2InstanceIds: boolean;
  readonly takesCidr: boolean;
  readonly knownIp: 'success' | 'refused';
  readonly overlappingRecord: 'allowed' | 'refused';
  readonly recordRefusal: 'simple' | 'batch';
  readonly nothingToChange: 'text' | 'code';
  /** Whether the filter by title is case-sensitive. */
  readonly recordTitleCase: 'ignored' | 'told-apart';
  readonly groupTitleCase: 'ignored' | 'told-apart';
  readonly recordElement: 'AUTH_UNIX' | 'AUTH_UNIX_RECORD';
  readonly modulesClaim: 'array' | 'text';
  readonly emptyProfiles: 'element' | 'simple-return';
  readonly versions: 'many' | 'only-2.0';
  /** Actions that are gone in a version, as `scan/compliance list 2.0`. */
  readonly retired: readonly string[];
  readonly unknownVersion: 'html' | '410' | '1905';
  readonly newTrees: boolean;
  /** A profile for vulnerability scans is among the compliance profiles. */
  readonly otherProfiles: boolean;
  /** Whether the API server takes user name and password at all. */
  readonly basic: 'taken' | 'refused';
  /** Bearer tokens: taken everywhere, only with the header that names the gateway, or not for connectors. */
  readonly bearer: 'taken' | 'from-gateway' | 'not-for-connectors';
  readonly tokenSec: number;
  readonly tokenStatus: 200 | 201;
  /** A token tells its end and its subject. */
  readonly tokenClaims: 'whole' | 'few';
  readonly unauthorized: 'xml' | 'html';
  readonly limits: {
    readonly perWindow: number;
    readonly windowSec: number;
    readonly atOnce: number;
    readonly by: 'path' | 'action';
  };
  /** Called once, when a scan has been launched. */
  readonly afterLaunch: (account: Account) => void;
}

/** What the default account does. */
export const ordinary: Behaviour = {
  hostFate: () => 'ok',
  authShape: 'elements',
  otherAuthFailed: false,
  hasAuthentication: true,
  scanEnd: 'finished',
  queuedSec: 0.5,
  runningSec: 3,
  loadingSec: 0.5,
  processingSec: 0.5,
  loadSec: () => undefined,
  hostDate: 'loading',
  evaluationSec: () => 0,
  othersEvaluateSec: undefined,
  othersRenewRows: false,
  othersEverySec: undefined,
  connectorSec: 2,
  durationFrom: 'launch',
  clockAheadSec: 0,
  processed: true,
  invisibleLooks: 0,
  fetch: 'whole',
  connectorEnd: 'FINISHED_SUCCESS',
  freshness: 'prompt',
  dates: {
    hostScan: true,
    hostList: true,
    policyEvaluated: true,
    row: 'fresh',
    status: true,
    modified: true,
    dataPoint: true,
  },
  findings: [],
  oldFindings: [],
  notScanned: () => false,
  hasRows: () => true,
  level: () => undefined,
  instancesPerHost: 1,
  criticality: 'both',
  glossary: 'in-policy',
  hasSummary: true,
  policyIds: true,
  statusFilter: true,
  extraControls: false,
  ec2ByGroup: true,
  ec2Tracking: 'INSTANCE_ID',
  ec2InstanceIds: true,
  takesCidr: false,
  knownIp: 'success',
  overlappingRecord: 'allowed',
  recordRefusal: 'simple',
  nothingToChange: 'text',
  recordTitleCase: 'ignored',
  groupTitleCase: 'told-apart',
  recordElement: 'AUTH_UNIX',
  modulesClaim: 'array',
  emptyProfiles: 'element',
  versions: 'many',
  retired: [],
  unknownVersion: 'html',
  newTrees: false,
  otherProfiles: false,
  basic: 'taken',
  bearer: 'taken',
  tokenSec: 4 * 3600,
  tokenStatus: 201,
  tokenClaims: 'whole',
  unauthorized: 'xml',
  limits: { perWindow: 300, windowSec: 3600, atOnce: 2, by: 'path' },
  afterLaunch: () => undefined,
};
