import type { ApiVersions, Endpoint, Form } from '../endpoint.js';

/** A call as it goes over the wire, but for its credentials. */
export interface PreparedRequest {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  /** Path and action, for the log. Never a query or a body. */
  readonly resource: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | undefined;
  readonly firstByteMs: number;
  /** QPS and V1 send no rate headers. */
  readonly publishesLimits: boolean;
  /** Values in the body that no text may show. */
  readonly secrets: readonly (string | undefined)[];
}

/** Large answers take minutes before the first byte (fact sheet 2.5). */
const firstByteMs = { normal: 5 * 60_000, slow: 15 * 60_000 } as const;

/** Writes the request of a call; all parameters go into the body. */
export function prepareRequest<Input>(
  endpoint: Pick<Endpoint<Input, unknown>, 'method' | 'path' | 'action' | 'body' | 'slow'>,
  input: Input,
  versions: ApiVersions,
): PreparedRequest {
  const path = endpoint.path(versions, input);
  const body = endpoint.body(input);
  const common = {
    method: endpoint.method,
    path,
    resource: `${path} ${endpoint.action}`,
    firstByteMs: firstByteMs[endpoint.slow === true ? 'slow' : 'normal'],
    publishesLimits: path.startsWith('/api/'),
  };
  const headers = { 'x-requested-with': 'qualys-pc', accept: '*/*' };
  if (typeof body === 'string') {
    return {
      ...common,
      headers: { ...headers, 'content-type': 'text/xml; charset=utf-8' },
      body,
      secrets: [],
    };
  }
  if (body === undefined) return { ...common, headers, body: undefined, secrets: [] };
  return {
    ...common,
    headers: { ...headers, 'content-type': 'application/x-www-form-urlencoded' },
    body: encodeForm(body),
    secrets: [body.password],
  };
}

/** A form as application/x-www-form-urlencoded; undefined values are left out. */
export function encodeForm(form: Form): string {
  const sent = Object.entries(form).filter((pair): pair is [string, string] => pair[1] !== undefined);
  return new URLSearchParams(sent).toString();
}
