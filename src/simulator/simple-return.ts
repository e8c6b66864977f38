import type { XmlDocument } from './fo-action.js';
import { element, free } from './markup.js';
import type { Refusal } from './parameter-rules.js';
import { formatTime } from './server-time.js';

interface SimpleReturn {
  readonly now: number;
  readonly code?: number;
  readonly text: string;
  readonly items?: Readonly<Record<string, string | number>>;
  readonly dtd?: string;
}

/** SIMPLE_RETURN (fact sheet 2.6): a success without CODE, a refusal with one. */
export function simpleReturn({
  now,
  code,
  text,
  items = {},
  dtd = 'simple_return.dtd',
}: SimpleReturn): XmlDocument {
  const list = Object.entries(items).map(([key, value]) =>
    element('ITEM', element('KEY', key), element('VALUE', value)),
  );
  const response = element(
    'RESPONSE',
    element('DATETIME', formatTime(now)),
    code === undefined ? undefined : element('CODE', code),
    element('TEXT', text),
    list.length === 0 ? undefined : element('ITEM_LIST', ...list),
  );
  return { root: 'SIMPLE_RETURN', dtd, content: [response] };
}

/** A refusal as SIMPLE_RETURN. */
export function refusalDocument(refusal: Refusal, now: number): XmlDocument {
  return simpleReturn({
    now,
    code: refusal.refused,
    text: refusal.text,
    ...(refusal.items === undefined ? {} : { items: refusal.items }),
  });
}

/** A batch of BATCH_RETURN (fact sheet 2.7). */
export interface Batch {
  readonly code?: number;
  readonly text: string;
  readonly ids: readonly number[];
}

/** BATCH_RETURN, the answer of the calls on authentication records. */
export function batchReturn(now: number, batches: readonly Batch[]): XmlDocument {
  const list = batches.map(({ code, text, ids }) =>
    element(
      'BATCH',
      code === undefined ? undefined : element('CODE', code),
      element('TEXT', free(text)),
      ids.length === 0 ? undefined : element('ID_SET', ...ids.map((id) => element('ID', id))),
    ),
  );
  return {
    root: 'BATCH_RETURN',
    dtd: 'batch_return.dtd',
    content: [element('RESPONSE', element('DATETIME', formatTime(now)), element('BATCH_LIST', ...list))],
  };
}
