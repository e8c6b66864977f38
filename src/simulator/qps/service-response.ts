import type { Answer } from '../exchange.js';
import { type Element, element, render } from '../markup.js';

const refusals = [
  'INVALID_REQUEST',
  'INVALID_CREDENTIALS',
  'UNAUTHORIZED',
  'INSUFFICIENT_PERMISSION',
  'OBJECT_NOT_FOUND',
  'LIMIT_EXCEEDED',
] as const;

/** The values of responseCode that the simulator gives. */
export type ResponseCode = 'SUCCESS' | (typeof refusals)[number];

/** The refusal of this name, if it is one. */
export function qpsRefusal(word: string): ResponseCode | undefined {
  return refusals.find((each) => each === word);
}

interface ServiceResponse {
  readonly server: string;
  /** Names the XSD: `2.0/am/hostasset`. */
  readonly schema: string;
  readonly code: ResponseCode;
  readonly objects?: readonly Element[];
  readonly lastId?: number | undefined;
  readonly error?: string;
}

/** A ServiceResponse: HTTP 200 whatever it says (fact sheet 18.1). */
export function serviceResponse({ server, schema, code, objects, lastId, error }: ServiceResponse): Answer {
  const parts: (Element | undefined)[] = [
    element('responseCode', code),
    error === undefined
      ? undefined
      : element(
          'responseErrorDetails',
          element('errorMessage', error),
          element('errorResolution', 'Check the request and try again.'),
        ),
    objects === undefined ? undefined : element('count', objects.length),
    objects === undefined ? undefined : element('hasMoreRecords', String(lastId !== undefined)),
    lastId === undefined ? undefined : element('lastId', lastId),
    objects === undefined || objects.length === 0 ? undefined : element('data', ...objects),
  ];
  const content = parts.filter((part) => part !== undefined).map((part) => render(part, 'plain', '  '));
  const xsd = `${server}/qps/xsd/${schema}.xsd`;
  return {
    status: 200,
    headers: { 'content-type': 'application/xml' },
    body: `<?xml version="1.0" encoding="UTF-8"?>\n<ServiceResponse xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:noNamespaceSchemaLocation="${xsd}">\n${content.join('')}</ServiceResponse>\n`,
    code: code === 'SUCCESS' ? undefined : code,
  };
}
