import type { AuthRecord } from '../accounts/account.js';
import type { FoCall, XmlDocument } from '../fo-action.js';
import { formatRange } from '../ipv4.js';
import { type Element, element, freeElement } from '../markup.js';
import { idNumbers } from '../parameter-rules.js';
import { formatTime } from '../server-time.js';
import { truncationWarning } from '../truncation.js';

/** Records per answer, fixed by Qualys (fact sheet 12.3). */
const pageSize = 1000;

/** `action=list`: the title filter is a substring, without a hint in the answer. */
export function listRecords(call: FoCall, platform: AuthRecord['platform']): XmlDocument {
  const { account, behaviour, params, now } = call;
  const wanted = params.ids === undefined ? undefined : idNumbers(params.ids);
  const letters = (text: string): string =>
    behaviour.recordTitleCase === 'ignored' ? text.toLowerCase() : text;
  const contains = (whole: string, part = ''): boolean => letters(whole).includes(letters(part));
  const found = account.records
    .filter(
      (record) =>
        record.platform === platform &&
        contains(record.title, params.title) &&
        contains(record.comments, params.comments) &&
        (wanted?.includes(record.id) ?? true) &&
        record.id >= Number(params.id_min ?? 0) &&
        record.id <= Number(params.id_max ?? Number.POSITIVE_INFINITY),
    )
    .toSorted((a, b) => a.id - b.id);
  const type = `AUTH_${platform.toUpperCase()}`;
  const name = behaviour.recordElement === 'AUTH_UNIX_RECORD' ? `${type}_RECORD` : type;
  const next = found[pageSize];
  const records = found
    .slice(0, pageSize)
    .map((record) =>
      params.details === 'None' ? element(name, element('ID', record.id)) : recordElement(name, record),
    );
  return {
    root: `${type}_LIST_OUTPUT`,
    dtd: `fo/auth/${platform}/dtd/auth_list_output.dtd`,
    content: [
      element(
        'RESPONSE',
        element('DATETIME', formatTime(now)),
        records.length === 0 ? undefined : element(`${type}_LIST`, ...records),
        next === undefined ? undefined : truncationWarning(call, pageSize, next.id),
        params.details === 'All' ? glossary() : undefined,
      ),
    ],
  };
}

const domainElement = {
  none: 'WINDOWS_DOMAIN',
  netbios: 'WINDOWS_DOMAIN',
  'active-directory': 'WINDOWS_AD_DOMAIN',
} as const;

function recordElement(name: string, record: AuthRecord): Element {
  return element(
    name,
    element('ID', record.id),
    freeElement('TITLE', record.title),
    freeElement('USERNAME', record.username),
    record.domain === undefined ? undefined : freeElement(domainElement[record.domainType], record.domain),
    record.ranges.length === 0
      ? undefined
      : element(
          'IP_SET',
          ...record.ranges.map((range) =>
            element(range.first === range.last ? 'IP' : 'IP_RANGE', formatRange(range)),
          ),
        ),
    element('CREATED', element('DATETIME', formatTime(record.createdAt)), element('BY', record.createdBy)),
    element('LAST_MODIFIED', element('DATETIME', formatTime(record.changedAt))),
    record.comments === '' ? undefined : freeElement('COMMENTS', record.comments),
  );
}

function glossary(): Element {
  const user = element('USER', element('USER_LOGIN', 'acme_zd2'), freeElement('FIRST_NAME', 'Zoë'));
  return element('GLOSSARY', element('USER_LIST', user));
}
