/** A request as the simulator read it. */
export interface SimulatorRequest {
  readonly method: string;
  /** Without the query. */
  readonly path: string;
  /** The raw query, without the question mark; empty when there is none. */
  readonly query: string;
  /** Query and form together; of a repeated parameter the last one (fact sheet 2.3). */
  readonly params: Readonly<Record<string, string>>;
  readonly action: string | undefined;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** An answer before it is sent; a body in pieces is streamed. */
export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Iterable<string>;
  /** The code the body carries, for the journal. */
  readonly code?: string | undefined;
}

/** What happens to a request instead of the ordinary answer. */
export type Interception =
  /** It is answered later; the other handlers decide the rest. */
  | { readonly kind: 'delay'; readonly ms: number }
  /** The connection is reset; with `before` nothing took effect, with `after` it did, and `body` breaks off in the middle. */
  | { readonly kind: 'drop'; readonly when: 'before' | 'after' | 'body' }
  /** This answer goes out; nothing took effect. */
  | { readonly kind: 'replace'; readonly answer: Answer }
  /** It takes effect, and the answer is changed on its way out. */
  | { readonly kind: 'change'; readonly change: (answer: Answer) => Answer };

/** Called for each request before it is answered; undefined lets it pass. */
export type Interceptor = (
  request: SimulatorRequest,
) => Interception | undefined | Promise<Interception | undefined>;

/** The last `/api/<version>/fo/` part of a path without slashes at its ends, or undefined: `scan/compliance`. */
export function foEndpoint(path: string): { version: string; endpoint: string } | undefined {
  const match = /^\/api\/([^/]+)\/fo\/(.*?)\/?$/.exec(path);
  if (match?.[1] === undefined || match[2] === undefined) return undefined;
  return { version: match[1], endpoint: match[2] };
}

/** Whether a request is this FO call, e.g. `isCall(request, 'scan/compliance', 'launch')`. */
export function isCall(request: SimulatorRequest, endpoint: string, action: string): boolean {
  return foEndpoint(request.path)?.endpoint === endpoint && request.action === action;
}

/** The whole body as one text. */
export function bodyText(answer: Answer): string {
  return typeof answer.body === 'string' ? answer.body : Array.from(answer.body).join('');
}

/** An HTML page, as proxies, gateways and maintenance answer (fact sheet 2.5). */
export function htmlPage(status: number, title: string): Answer {
  return {
    status,
    headers: { 'content-type': 'text/html; charset=iso-8859-1' },
    body: `<!DOCTYPE HTML PUBLIC "-//IETF//DTD HTML 2.0//EN">\n<html><head>\n<title>${status} ${title}</title>\n</head><body>\n<h1>${title}</h1>\n<hr>\n</body></html>\n`,
  };
}
