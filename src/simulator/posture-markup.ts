import type { Host } from './accounts/account.js';
import { technologyNames } from './accounts/technologies.js';
import { type Behaviour, lastDay } from './behaviour.js';
import { criticalityElement } from './criticality.js';
import { formatAddress } from './ipv4.js';
import { attributed, type Element, element, free, freeElement } from './markup.js';
import type { PostureRow } from './posture-rows.js';
import { formatTime } from './server-time.js';

/** What the request asks for of a row. */
export interface Detail {
  readonly level: 'None' | 'Basic' | 'Light' | 'All';
  readonly causeOfFailure: boolean;
  readonly remediation: boolean;
}

/** One INFO (fact sheet 16.3). */
export function infoElement(row: PostureRow, detail: Detail, behaviour: Behaviour): Element {
  const { dates } = behaviour;
  const at = formatTime(row.evaluatedAt);
  const evidence = detail.level === 'Light' || detail.level === 'All';
  return element(
    'INFO',
    element('ID', row.id),
    element('HOST_ID', row.host.id),
    element('CONTROL_ID', row.control.cid),
    element('TECHNOLOGY_ID', row.technology),
    row.instance === '' ? undefined : freeElement('INSTANCE', row.instance),
    element('STATUS', row.status),
    detail.remediation ? freeElement('REMEDIATION', `Set it to: ${row.control.expected}`) : undefined,
    dates.modified ? element('POSTURE_MODIFIED_DATE', at) : undefined,
    dates.row === 'none' ? undefined : element('EVALUATION_DATE', at),
    ...(dates.status ? statusDates(row) : []),
    behaviour.newTrees ? element('SCORE', element('STATUS', 'Passed'), element('ID', 0)) : undefined,
    exceptionElement(row, detail, behaviour),
    evidence ? evidenceElement(row, dates.dataPoint) : undefined,
    detail.causeOfFailure && row.status === 'Failed' && row.finding?.noCause !== true
      ? cause(row)
      : undefined,
  );
}

/** What a scan found; an approved exception may turn the printed status, not what was found. */
function found({ status, finding }: PostureRow): PostureRow['status'] {
  return status === 'Passed' && finding?.exception?.status === 'Approved' ? 'Failed' : status;
}

/** PREVIOUS_STATUS and the dates of scans (fact sheet 16.4); a row that could not be evaluated has none of the dates. */
function statusDates(row: PostureRow): (Element | undefined)[] {
  const { before, scannedAt } = row;
  const dated = (status: 'Failed' | 'Passed'): (Element | undefined)[] => {
    const name = status === 'Failed' ? 'FAIL' : 'PASS';
    const was = before?.status === status ? before.scannedAt : undefined;
    const is = found(row) === status ? scannedAt : undefined;
    const first = was ?? is;
    const last = is ?? was;
    return [
      first === undefined ? undefined : element(`FIRST_${name}_DATE`, formatTime(first)),
      last === undefined ? undefined : element(`LAST_${name}_DATE`, formatTime(last)),
    ];
  };
  return [
    before === undefined ? undefined : element('PREVIOUS_STATUS', before.status),
    ...(row.status === 'Error' ? [] : [...dated('Failed'), ...dated('Passed')]),
  ];
}

function exceptionElement(
  { finding, evaluatedAt }: PostureRow,
  detail: Detail,
  behaviour: Behaviour,
): Element | undefined {
  const exception = finding?.exception;
  if (exception === undefined) return undefined;
  if (detail.level === 'None') return element('EXCEPTION', element('STATUS', exception.status));
  const end =
    exception.ends === lastDay ? `${formatTime(evaluatedAt).slice(0, 10)}T00:00:00Z` : exception.ends;
  return element(
    'EXCEPTION',
    freeElement('ASSIGNEE', 'acme_zd2'),
    element('STATUS', behaviour.newTrees ? exception.status.toUpperCase() : exception.status),
    end === undefined ? undefined : freeElement('END_DATETIME', end),
    element('CREATED', element('BY', 'acme_zd2'), element('DATETIME', '2026-02-01T10:00:00Z')),
  );
}

function cause({ control }: PostureRow): Element {
  return element(
    'CAUSE_OF_FAILURE',
    element('UNEXPECTED', freeElement('V', control.found)),
    attributed({ logic: 'OR' }, element('MISSING', freeElement('V', control.expected))),
  );
}

function evidenceElement(row: PostureRow, dated: boolean): Element {
  const value = row.status === 'Passed' ? row.control.expected : row.control.found;
  const point = element('DPV', element('LABEL', ':dp_1'), freeElement('V', value));
  return element(
    'EVIDENCE',
    freeElement('BOOLEAN_EXPR', ':dp_1 in $tp_1'),
    element('DPV_LIST', dated ? attributed({ lastUpdated: formatTime(row.evaluatedAt) }, point) : point),
  );
}

/** Counts rows, and collects what the glossary has to list. */
export class PostureTally {
  readonly hosts = new Map<number, Host>();
  readonly controls = new Map<number, PostureRow['control']>();
  readonly technologies = new Set<number>();
  readonly #counts = { total: 0, Passed: 0, Failed: 0, Error: 0, exceptions: 0 };

  add(row: PostureRow): void {
    this.hosts.set(row.host.id, row.host);
    this.controls.set(row.control.cid, row.control);
    this.technologies.add(row.technology);
    this.#counts.total += 1;
    this.#counts[row.status] += 1;
    if (row.finding?.exception?.status === 'Approved') this.#counts.exceptions += 1;
  }

  get isEmpty(): boolean {
    return this.#counts.total === 0;
  }

  summary(): Element {
    const { total, Passed, Failed, Error: errors, exceptions } = this.#counts;
    return element(
      'SUMMARY',
      element('TOTAL_ASSETS', this.hosts.size),
      element('TOTAL_CONTROLS', this.controls.size),
      element(
        'CONTROL_INSTANCES',
        element('TOTAL', total),
        element('TOTAL_PASSED', Passed),
        element('TOTAL_FAILED', Failed),
        element('TOTAL_ERROR', errors),
        element('TOTAL_EXCEPTIONS', exceptions),
      ),
    );
  }
}

/** GLOSSARY of the rows that a tally has counted. */
export function glossaryElement(tally: PostureTally, detail: Detail, behaviour: Behaviour): Element {
  const hosts = [...tally.hosts.values()].map((host) => hostElement(host, behaviour));
  const controls = [...tally.controls.values()].map((control) =>
    element(
      'CONTROL',
      element('ID', control.cid),
      freeElement('STATEMENT', control.statement),
      criticalityElement(control.criticality, behaviour.criticality),
    ),
  );
  const extra = element(
    'CONTROL',
    element('ID', 99_999),
    freeElement('STATEMENT', 'A control without rows'),
    criticalityElement(5, behaviour.criticality),
  );
  const technologies = [...tally.technologies].map((number) =>
    element('TECHNOLOGY', element('ID', number), freeElement('NAME', technologyNames[number] ?? '')),
  );
  return element(
    'GLOSSARY',
    element(
      'USER_LIST',
      element('USER', element('USER_LOGIN', 'acme_zd2'), element('FIRSTNAME', free('Zoë'))),
    ),
    element('HOST_LIST', ...hosts),
    element('CONTROL_LIST', ...controls, behaviour.extraControls ? extra : undefined),
    behaviour.hasSummary || detail.level === 'All' ? element('TECHNOLOGY_LIST', ...technologies) : undefined,
  );
}

function hostElement(host: Host, behaviour: Behaviour): Element {
  const scannedAt = behaviour.dates.hostScan ? host.lastScanAt : undefined;
  return element(
    'HOST',
    element('ID', host.id),
    attributed({ network_id: '0' }, element('IP', formatAddress(host.ip))),
    element('TRACKING_METHOD', host.tracking === 'INSTANCE_ID' ? behaviour.ec2Tracking : 'IP'),
    freeElement('DNS', host.dns),
    freeElement('OS', host.os),
    element('LAST_VULN_SCAN_DATETIME'),
    scannedAt === undefined ? undefined : element('LAST_COMPLIANCE_SCAN_DATETIME', formatTime(scannedAt)),
  );
}
