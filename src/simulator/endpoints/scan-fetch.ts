import type { HostFate, Scan } from '../accounts/account.js';
import { hostFor } from '../accounts/hosts.js';
import type { FoCall, XmlDocument } from '../fo-action.js';
import { formatAddress, formatRange, normalized } from '../ipv4.js';
import { attributed, type Element, element, free, freeElement } from '../markup.js';
import type { Refusal } from '../parameter-rules.js';
import { hasEnded, phaseOf } from '../scan-life.js';
import { formatDuration, formatTime } from '../server-time.js';

/** `action=fetch`: the result with its APPENDIX (fact sheet 15.5). */
export function fetchScan(call: FoCall): XmlDocument | Refusal {
  const { account, behaviour, tenant, params, now } = call;
  const scan = account.scans.find((each) => each.reference === params.scan_ref && !each.deleted);
  const phase = scan === undefined ? undefined : phaseOf(scan, tenant, now);
  const ready = phase !== undefined && (hasEnded(phase) || phase.state === 'Paused');
  if (scan === undefined || !ready || behaviour.fetch === 'not-finished') {
    return {
      refused: 15003,
      text: `The scan reference ${params.scan_ref ?? ''} does not exist or the scan is not finished.`,
    };
  }
  const header = headerElement(call, scan, phase.durationSec);
  const scanned = phase.state === 'Finished' && behaviour.fetch === 'whole';
  return {
    root: 'COMPLIANCE_SCAN_RESULT_OUTPUT',
    dtd: 'fo/scan/compliance/compliance_scan_result_output.dtd',
    content: [
      element(
        'RESPONSE',
        element('DATETIME', formatTime(now)),
        element('COMPLIANCE_SCAN', header, scanned ? appendix(call, scan) : undefined),
      ),
    ],
  };
}

function ipsWith(scan: Scan, ...fates: HostFate[]): number[] {
  return scan.hosts.filter(({ fate }) => fates.includes(fate)).map(({ ip }) => ip);
}

function rangeText(ips: readonly number[], separator = ','): string {
  return normalized(ips.map((ip) => ({ first: ip, last: ip })))
    .map(formatRange)
    .join(separator);
}

function headerElement({ account, now }: FoCall, scan: Scan, durationSec: number | undefined): Element {
  const key = (value: string, content: string): Element =>
    attributed({ value }, element('KEY', free(content)));
  const alive = scan.hosts.length - ipsWith(scan, 'not-alive').length;
  return element(
    'HEADER',
    freeElement('NAME', 'Compliance Scan Results'),
    element('GENERATION_DATETIME', formatTime(now)),
    element(
      'COMPANY_INFO',
      freeElement('NAME', 'Acme'),
      freeElement('ADDRESS', '1 Road'),
      freeElement('CITY', 'Town'),
      freeElement('STATE', 'ST'),
      freeElement('COUNTRY', 'Country'),
      freeElement('ZIP_CODE', '00000'),
    ),
    element(
      'USER_INFO',
      freeElement('NAME', 'Ada Example'),
      element('USERNAME', account.username),
      element('ROLE', 'Manager'),
    ),
    key('USERNAME', account.username),
    key('TITLE', scan.title),
    key('TARGET', scan.target),
    key('DURATION', formatDuration(durationSec)),
    key('SCAN_HOST', scan.scannerName),
    key('NBHOST_ALIVE', String(alive)),
    key('NBHOST_TOTAL', String(scan.hosts.length)),
    key('STATUS', 'FINISHED'),
  );
}

function appendix({ account, behaviour }: FoCall, scan: Scan): Element {
  const notAlive = ipsWith(scan, 'not-alive');
  const alive = ipsWith(scan, 'ok', 'auth-failed', 'insufficient', 'not-attempted');
  const listElement = (name: string, ips: number[]): Element | undefined =>
    ips.length === 0 ? undefined : freeElement(name, rangeText(ips));
  const windows = (ip: number): boolean => hostFor(account, ip, 'IP').os.startsWith('Windows');
  const tried = ipsWith(scan, 'ok', 'auth-failed', 'insufficient');
  const blocks = [
    authBlock(behaviour.authShape, 'Unix/Cisco/Checkpoint Firewall', scan, (ip) => !windows(ip)),
    authBlock(behaviour.authShape, 'Windows', scan, windows),
    behaviour.otherAuthFailed
      ? element(
          'AUTH',
          freeElement('TYPE', 'Oracle'),
          element('FAILED', ...ipElements('with-instance', tried)),
        )
      : undefined,
  ].filter((block) => block !== undefined);
  return element(
    'APPENDIX',
    element('TARGET_HOSTS', listElement('HOSTS_SCANNED', alive), listElement('HOSTS_NOT_ALIVE', notAlive)),
    element(
      'TARGET_DISTRIBUTION',
      element('SCANNER', freeElement('NAME', scan.scannerName), freeElement('HOSTS', rangeText(alive))),
    ),
    behaviour.hasAuthentication && blocks.length > 0 ? element('AUTHENTICATION', ...blocks) : undefined,
  );
}

type Shape = FoCall['behaviour']['authShape'];

function authBlock(
  shape: Shape,
  type: string,
  scan: Scan,
  belongs: (ip: number) => boolean,
): Element | undefined {
  const lists = (
    [
      ['SUCCESS', 'ok'],
      ['FAILED', 'auth-failed'],
      ['INSUFFICIENT', 'insufficient'],
    ] as const
  ).flatMap(([name, fate]) => {
    const ips = ipsWith(scan, fate).filter(belongs);
    return ips.length === 0 ? [] : [element(name, ...ipElements(shape, ips))];
  });
  return lists.length === 0 ? undefined : element('AUTH', freeElement('TYPE', type), ...lists);
}

/** The four ways in which addresses may stand here (open question 1). */
function ipElements(shape: Shape, ips: readonly number[]): (Element | ReturnType<typeof free>)[] {
  switch (shape) {
    case 'elements':
      return ips.map((ip) => freeElement('IP', formatAddress(ip)));
    case 'ranges':
      return [freeElement('IP', rangeText(ips))];
    case 'plain-list':
      return [free(` ${rangeText(ips, ' , ')} `)];
    case 'with-instance':
      return ips.flatMap((ip) => [
        freeElement('IP', `${formatAddress(ip)} (Port 1521, SID orcl)`),
        freeElement('INSTANCE', 'Port 1521, SID orcl'),
      ]);
  }
}
