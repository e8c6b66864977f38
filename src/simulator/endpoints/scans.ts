import type { Scan } from '../accounts/account.js';
import type { FoAction, FoCall, FoEndpoint, XmlDocument } from '../fo-action.js';
import { contains, parseIpList } from '../ipv4.js';
import { element, freeElement } from '../markup.js';
import {
  dateTime,
  flag,
  id,
  invalidValue,
  ipList,
  oneOf,
  type Refusal,
  someOf,
  text,
} from '../parameter-rules.js';
import { hasEnded, phaseOf, type ScanPhase } from '../scan-life.js';
import { formatDuration, formatTime, parseTime } from '../server-time.js';
import { simpleReturn } from '../simple-return.js';
import { launchRules } from './launch-rules.js';
import { fetchScan } from './scan-fetch.js';
import { launch } from './scan-launch.js';

const consultant = { client_id: id, client_name: text() };

const reference = {
  problem: (value: string) =>
    /^compliance\/\d+\.\d+$/.test(value) ? undefined : 'not a reference of a compliance scan',
};

/** `/fo/scan/compliance/` (fact sheet 15). */
export const scanEndpoint: FoEndpoint = {
  versions: ['2.0', '3.0'],
  actions: {
    launch: { changes: true, rules: launchRules, run: launch },
    list: {
      changes: false,
      rules: {
        known: {
          ...consultant,
          scan_ref: reference,
          scan_id: id,
          state: someOf('Running', 'Paused', 'Canceled', 'Finished', 'Error', 'Queued', 'Loading'),
          processed: flag,
          type: oneOf('On-Demand', 'Scheduled', 'API'),
          target: ipList,
          user_login: text(),
          launched_after_datetime: dateTime,
          launched_before_datetime: dateTime,
          show_ags: flag,
          show_op: flag,
          show_status: flag,
          show_last: flag,
        },
      },
      run: list,
    },
    fetch: {
      changes: false,
      rules: { known: { ...consultant, scan_ref: text() }, required: ['scan_ref'] },
      run: fetchScan,
    },
    cancel: onScan('Canceling scan', (scan, now) => {
      scan.canceledAt = now;
    }),
    pause: onScan('Pausing scan', (scan, now) => {
      scan.pausedAt = now;
    }),
    resume: onScan('Resuming scan', (scan) => {
      scan.pausedAt = undefined;
    }),
    delete: onScan('Deleting scan', (scan) => {
      scan.deleted = true;
    }),
  },
};

function onScan(said: string, change: (scan: Scan, now: number) => void): FoAction {
  return {
    changes: true,
    rules: { known: { ...consultant, scan_ref: text() }, required: ['scan_ref'] },
    run: ({ account, tenant, params, now }: FoCall): XmlDocument | Refusal => {
      const scan = account.scans.find((each) => each.reference === params.scan_ref && !each.deleted);
      if (scan === undefined) return invalidValue('scan_ref', params.scan_ref ?? '', 'scan does not exist');
      const ended = hasEnded(phaseOf(scan, tenant, now));
      if (ended !== (said === 'Deleting scan')) {
        return invalidValue(
          'scan_ref',
          scan.reference,
          ended ? 'the scan has ended' : 'the scan has not ended',
        );
      }
      change(scan, now);
      return simpleReturn({ now, text: said, items: { ID: scan.id, REFERENCE: scan.reference } });
    },
  };
}

function list({ account, behaviour, tenant, params, now }: FoCall): XmlDocument {
  tenant.scanLooks += 1;
  const hidden = tenant.scanLooks <= behaviour.invisibleLooks ? account.scans.at(-1) : undefined;
  const after = parseTime(params.launched_after_datetime ?? '') ?? now - 30 * 86_400_000;
  const before = parseTime(params.launched_before_datetime ?? '') ?? Number.POSITIVE_INFINITY;
  const target = params.target === undefined ? undefined : parseIpList(params.target).ranges;
  const found = account.scans
    .filter((scan) => !scan.deleted && scan !== hidden)
    .map((scan) => ({ scan, phase: phaseOf(scan, tenant, now) }))
    .filter(
      ({ scan, phase }) =>
        (params.scan_ref === undefined || scan.reference === params.scan_ref) &&
        (params.scan_id === undefined || scan.id === Number(params.scan_id)) &&
        (params.user_login === undefined || scan.userLogin === params.user_login) &&
        (params.type === undefined || params.type === 'API') &&
        (params.processed === undefined || phase.processed === (params.processed === '1')) &&
        (params.state === undefined || params.state.split(',').includes(phase.state)) &&
        (target === undefined || scan.hosts.some(({ ip }) => contains(target, ip))) &&
        Math.floor(scan.launchedAt / 1000) * 1000 >= after &&
        scan.launchedAt <= before,
    )
    .toReversed();
  const shown = params.show_last === '1' ? found.slice(0, 1) : found;
  return {
    root: 'SCAN_LIST_OUTPUT',
    dtd: 'fo/scan/scan_list_output.dtd',
    content: [
      element(
        'RESPONSE',
        element('DATETIME', formatTime(now)),
        shown.length === 0
          ? undefined
          : element('SCAN_LIST', ...shown.map(({ scan, phase }) => scanElement(scan, phase, params))),
      ),
    ],
  };
}

function scanElement(scan: Scan, phase: ScanPhase, params: FoCall['params']): ReturnType<typeof element> {
  const groups = scan.groupTitles.map((title) => freeElement('ASSET_GROUP_TITLE', title));
  return element(
    'SCAN',
    element('ID', scan.id),
    element('REF', scan.reference),
    element('TYPE', 'API'),
    freeElement('TITLE', scan.title),
    element('USER_LOGIN', scan.userLogin),
    element('LAUNCH_DATETIME', formatTime(scan.launchedAt)),
    element('DURATION', formatDuration(phase.durationSec)),
    element('PROCESSING_PRIORITY', '0 - No Priority'),
    element('PROCESSED', phase.processed ? 1 : 0),
    params.show_status === '0'
      ? undefined
      : element(
          'STATUS',
          element('STATE', phase.state),
          phase.subState === undefined ? undefined : element('SUB_STATE', phase.subState),
        ),
    freeElement('TARGET', scan.target),
    params.show_ags === '1' && groups.length > 0 ? element('ASSET_GROUP_TITLE_LIST', ...groups) : undefined,
    params.show_op === '1'
      ? element('OPTION_PROFILE', freeElement('TITLE', scan.optionTitle), element('DEFAULT_FLAG', 0))
      : undefined,
  );
}
