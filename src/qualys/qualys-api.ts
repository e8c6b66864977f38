import type { VersionUsed } from './api-versions.js';
import type { PostureQuery, PostureRow, PostureSummary } from './posture/posture.js';
import type { ScannerAppliance } from './resources/appliances.js';
import type { AssetGroup } from './resources/asset-groups.js';
import type { AuthRecord, AuthRecordChange, AuthRecordPlatform } from './resources/auth-records.js';
import type { Connection } from './resources/connection.js';
import type { Connector } from './resources/connectors.js';
import type { HostDate } from './resources/hosts.js';
import type { Instance } from './resources/instances.js';
import type { OptionProfile } from './resources/option-profiles.js';
import type { Policy } from './resources/policies.js';
import type { ScanResult } from './resources/scan-result.js';
import type { LaunchRequest, ScanFilter, ScanList } from './resources/scans.js';

/**
 * Everything this program asks of Qualys, one method per question. Each returns plain values; no XML, HTTP status
 * or page leaves this layer. Every method throws PcError of kind `refused`, `unreachable` or (for objects that
 * Qualys does not know) `usage`, and the given signal's reason when aborted.
 */
export interface QualysApi {
  /**
   * The same account and limits, with requests that stop when the signal does.
   * @param remainingMs - Milliseconds that calls and waits may still take; a call under way ends with them.
   */
  withSignal(signal: AbortSignal, remainingMs?: () => number): QualysApi;

  /** Step 1. Clouds: gateway token; private clouds: about.php plus a PC call. Wrong credentials are sent once. */
  connect(): Promise<Connection>;

  /** Allows one more call after refused credentials, when a person asks for it; without it none is sent. */
  askAgain(): void;

  listScannerAppliances(): Promise<ScannerAppliance[]>;
  /** Compliance option profiles of any title; the caller filters by prefix. */
  listOptionProfiles(): Promise<OptionProfile[]>;

  /** Which of these addresses (API form, `a,b-c`) are in the account with PC enabled; API form again. */
  listPcIps(ips: string): Promise<string>;
  /** Adds addresses with PC enabled. Already there is success. */
  addIps(ips: string): Promise<void>;

  /** The hosts at the addresses (API form), with the date of their last compliance scan; all pages. */
  listHosts(ips: string): Promise<HostDate[]>;

  /** All records whose title contains the text, or all records of the platform; all pages. */
  listAuthRecords(platform: AuthRecordPlatform, titleContains?: string): Promise<AuthRecord[]>;
  /** Undefined when there is no such record. */
  findAuthRecord(platform: AuthRecordPlatform, id: string): Promise<AuthRecord | undefined>;
  createAuthRecord(change: AuthRecordChange & { readonly title: string }): Promise<{ readonly id: string }>;
  /** "Nothing to change" is success. */
  updateAuthRecord(id: string, change: AuthRecordChange): Promise<void>;
  deleteAuthRecord(platform: AuthRecordPlatform, id: string): Promise<void>;

  /** Groups that Qualys returns for the title (see `findByTitle`), or all of them; all pages. */
  listAssetGroups(title?: string): Promise<AssetGroup[]>;
  /** @throws PcError with code `title-taken` when another group has the title. */
  addAssetGroup(title: string, ips: string): Promise<{ readonly id: string }>;
  editAssetGroup(
    id: string,
    change: { readonly setIps: string } | { readonly addIps: string },
  ): Promise<void>;
  deleteAssetGroup(id: string): Promise<void>;

  /** Policies by id, or all of them; all pages. */
  listPolicies(ids?: readonly string[]): Promise<Policy[]>;
  addAssetGroupToPolicy(policyId: string, assetGroupId: string): Promise<void>;
  removeAssetGroupFromPolicy(policyId: string, assetGroupId: string): Promise<void>;

  /**
   * Launches one scan. Sent again only after an answer that proves it did not run (409 with 1960 or 1965).
   * The signal ends waits before it at once; a launch on its way is waited for a few seconds more.
   * @throws PcError with code `launch-unknown` when the answer was lost: look the scan up before launching again.
   */
  launchScan(request: LaunchRequest): Promise<{ readonly id: string; readonly ref: string }>;
  listScans(filter: ScanFilter): Promise<ScanList>;
  /**
   * One request, no retries.
   * @returns why Qualys has nothing to cancel under the reference, as for a scan that has ended; undefined when it
   *   confirmed.
   */
  cancelScan(ref: string, options: { readonly timeoutMs: number }): Promise<string | undefined>;
  /** @throws PcError with code `scan-not-finished` while Qualys has no result yet (15003). */
  fetchScanResult(ref: string): Promise<ScanResult>;

  /**
   * Posture rows of complete documents only: a cut-off answer is fetched again inside, and gives up as
   * `unreachable`; it never yields a part. Rows are made one by one as a batch is read, which works
   * once, so that memory stays flat.
   */
  posture(query: PostureQuery): AsyncGenerator<Iterable<PostureRow>, PostureSummary>;

  listConnectors(): Promise<Connector[]>;
  getConnector(id: string): Promise<Connector>;
  runConnector(id: string): Promise<void>;
  /** Every EC2 instance that Qualys knows, or those of one AWS account; all pages. */
  listInstances(accountId?: string): Promise<Instance[]>;
  /** The instances of the account that Qualys knows; unknown ids are absent. Newest source wins. */
  findInstances(instanceIds: readonly string[], accountId: string | undefined): Promise<Instance[]>;

  /** The version that answered each action so far. */
  versionsUsed(): readonly VersionUsed[];

  /** Frees sockets. */
  close(): void;
}
