import type { FoCall } from './fo-action.js';
import { type Element, element, free } from './markup.js';

/** Another name of the platform than the one that was asked (fact sheet 2.8): never to be followed. */
const otherName = 'https://qualysapi-b.qg9.apps.qualys.test';

/** WARNING 1980 with the next request, whose `&` are not escaped inside CDATA. */
export function truncationWarning(call: FoCall, limit: number, nextId: number): Element {
  const query = Object.entries({ ...call.params, id_min: String(nextId) })
    .map(([key, value]) => `${key}=${encodeURIComponent(value)}`)
    .join('&');
  return element(
    'WARNING',
    element('CODE', 1980),
    element('TEXT', `${limit} record limit exceeded. Use URL to get next batch of results.`),
    element('URL', free(`${otherName}/api/${call.version}/fo/${call.endpoint}/?${query}`)),
  );
}
