import { PcError } from '../../errors.js';
import type { QualysClient } from '../client/client.js';
import { itemsOf } from '../client/read-answer.js';
import { type Endpoint, type Form, foCall } from '../endpoint.js';
import { MissingElement, type XmlNode } from '../xml/xml-node.js';

export type ScanState = 'Queued' | 'Running' | 'Paused' | 'Loading' | 'Finished' | 'Canceled' | 'Error';

/** Whether a scan of the state is over; an unknown state is not (fact sheet 15.3). */
export function hasEnded(state: string): boolean {
  return state === 'Finished' || state === 'Canceled' || state === 'Error';
}

/** One compliance scan as the scan list shows it (fact sheet 15.3). */
export interface Scan {
  readonly id: string | undefined;
  readonly ref: string;
  readonly title: string;
  readonly userLogin: string;
  /** ISO, server time. */
  readonly launchedAt: string;
  /** `HH:MM:SS` in seconds; undefined while Pending. */
  readonly durationSeconds: number | undefined;
  /** A state outside the published ones is kept as Qualys words it and is not terminal. */
  readonly state: ScanState | (string & {});
  readonly subState: string | undefined;
  readonly processed: boolean;
  readonly target: string;
}

export interface ScanFilter {
  readonly ref?: string | undefined;
  /** ISO time of the server. */
  readonly launchedAfter?: string | undefined;
  readonly userLogin?: string | undefined;
  /** Names of states, e.g. Running. */
  readonly states?: readonly ScanState[] | undefined;
}

export interface ScanList {
  /** RESPONSE/DATETIME, ISO. */
  readonly serverTime: string;
  readonly scans: readonly Scan[];
}

/** One launch; exactly one of `ips` and `ec2` (fact sheet 15.2). */
export interface LaunchRequest {
  readonly title: string;
  readonly optionProfileId: string;
  /** Appliance name, or `External`. */
  readonly scanner: string;
  /** API form. */
  readonly ips?: string | undefined;
  readonly networkId?: string | undefined;
  readonly ec2?: {
    readonly connectorName: string;
    /** Sent instead of the name when two connectors share it. */
    readonly connectorUuid?: string | undefined;
    readonly region: string;
    readonly instanceIds: readonly string[];
  };
}

const list: Endpoint<ScanFilter, ScanList> = {
  ...foCall('scans', 'list', ({ ref, launchedAfter, userLogin, states }: ScanFilter) => ({
    scan_ref: ref,
    launched_after_datetime: launchedAfter,
    user_login: userLogin,
    state: states?.join(','),
  })),
  purpose: 'list the scans',
  repeatable: true,
  roots: ['SCAN_LIST_OUTPUT'],
  parse: (root) => ({
    serverTime: root.time('RESPONSE.DATETIME'),
    scans: root.all('RESPONSE.SCAN_LIST.SCAN').map(scanOf),
  }),
};

function scanOf(scan: XmlNode): Scan {
  return {
    id: scan.textIfAny('ID'),
    ref: scan.text('REF'),
    title: scan.textIfAny('TITLE') ?? '',
    userLogin: scan.textIfAny('USER_LOGIN') ?? '',
    launchedAt: scan.time('LAUNCH_DATETIME'),
    durationSeconds: secondsOf(scan.textIfAny('DURATION')),
    state: scan.text('STATUS.STATE'),
    subState: scan.textIfAny('STATUS.SUB_STATE'),
    processed: scan.textIfAny('PROCESSED') === '1',
    target: scan.textIfAny('TARGET') ?? '',
  };
}

/** `HH:MM:SS`, with days before it on long scans; anything else, such as Pending, is no duration yet. */
function secondsOf(duration: string | undefined): number | undefined {
  const parts = /^(?:(\d+) days? )?(\d+):(\d{2}):(\d{2})$/.exec(duration ?? '');
  if (parts === null) return undefined;
  const [, days = '0', hours = '0', minutes = '0', seconds = '0'] = parts;
  return ((Number(days) * 24 + Number(hours)) * 60 + Number(minutes)) * 60 + Number(seconds);
}

/** True for the name of a compliance scan, `compliance/1777887000.11223` (fact sheet 15.2). */
export function isScanReference(text: string): boolean {
  return /^compliance\/\d{1,12}\.\d{1,12}$/.test(text);
}

const launch: Endpoint<LaunchRequest, { readonly id: string; readonly ref: string }> = {
  ...foCall('scans', 'launch', launchForm),
  purpose: 'launch the scan',
  repeatable: false,
  roots: ['SIMPLE_RETURN'],
  parse: (root) => {
    const { ID: id = '', REFERENCE: ref } = itemsOf(root);
    // Another form would be waited for under a name that Qualys does not know.
    if (ref === undefined || !isScanReference(ref)) {
      throw new MissingElement(`${root.path}/RESPONSE/ITEM_LIST/ITEM (KEY REFERENCE)`);
    }
    return { id, ref };
  },
};

function launchForm({ title, optionProfileId, scanner, ips, networkId, ec2 }: LaunchRequest): Form {
  const form = { scan_title: title, option_id: optionProfileId, iscanner_name: scanner };
  if (ec2 === undefined) return { ...form, ip: ips, ip_network_id: networkId };
  const { connectorName, connectorUuid, region, instanceIds } = ec2;
  return {
    ...form,
    ...(connectorUuid === undefined ? { connector_name: connectorName } : { connector_uuid: connectorUuid }),
    ec2_endpoint: region,
    ec2_instance_ids: instanceIds.join(','),
  };
}

const cancel: Endpoint<string, void> = {
  ...foCall('scans', 'cancel', (ref: string) => ({ scan_ref: ref })),
  purpose: 'cancel the scan',
  repeatable: true,
  roots: ['SIMPLE_RETURN'],
  parse: () => undefined,
};

export function listScans(client: QualysClient, filter: ScanFilter): Promise<ScanList> {
  return client.send(list, filter);
}

/** After a signal, how long the answer to a launch is waited for: the scan it names can then be cancelled. */
const LAUNCH_GRACE_MS = 5_000;

/** @throws PcError with code `launch-unknown` when the answer was lost. */
export async function sendLaunch(
  client: QualysClient,
  request: LaunchRequest,
): Promise<{ readonly id: string; readonly ref: string }> {
  try {
    return await client.send(launch, request, { graceMs: LAUNCH_GRACE_MS });
  } catch (error) {
    if (!(error instanceof PcError) || error.code !== 'answer-lost') throw error;
    throw new PcError('It is not known whether Qualys launched the scan: the answer was lost.', {
      kind: 'unreachable',
      code: 'launch-unknown',
      why: error.why,
      next: `Run again: the scan is looked up by its title "${request.title}" before anything is launched.`,
    });
  }
}

/**
 * One request within the time, no retries.
 * @returns why Qualys takes the reference for a wrong value, as it does for a scan that has ended (fact sheet 15.4);
 *   undefined when it confirmed.
 */
export async function cancelScan(
  client: QualysClient,
  ref: string,
  urgentMs: number,
): Promise<string | undefined> {
  try {
    await client.send(cancel, ref, { urgentMs });
    return undefined;
  } catch (error) {
    if (!(error instanceof PcError) || error.code !== 'invalid-value') throw error;
    return error.why ?? error.what;
  }
}
