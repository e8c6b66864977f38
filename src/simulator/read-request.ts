import type { IncomingMessage } from 'node:http';
import type { SimulatorRequest } from './exchange.js';

/** Reads a request to its end: query, form, and of a repeated parameter the last one. */
export async function readRequest(incoming: IncomingMessage): Promise<SimulatorRequest> {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(Buffer.from(chunk));
  const body = Buffer.concat(chunks).toString('utf8');
  const [path = '/', ...rest] = (incoming.url ?? '/').split('?');
  const query = rest.join('?');
  const headers = Object.fromEntries(
    Object.entries(incoming.headers).map(([name, value]) => [
      name,
      Array.isArray(value) ? value.join(', ') : (value ?? ''),
    ]),
  );
  const params = Object.fromEntries([
    ...new URLSearchParams(query),
    ...formFields(body, headers['content-type'] ?? ''),
  ]);
  return { method: incoming.method ?? 'GET', path, query, params, action: params.action, headers, body };
}

/** URL-encoded and multipart forms are both read (fact sheet 2.2). */
function formFields(body: string, contentType: string): [string, string][] {
  if (contentType.startsWith('application/x-www-form-urlencoded')) return [...new URLSearchParams(body)];
  const boundary = /^multipart\/form-data;.*boundary="?([^";]+)/.exec(contentType)?.[1];
  if (boundary === undefined) return [];
  return body.split(`--${boundary}`).flatMap((part): [string, string][] => {
    const name = /name="([^"]*)"/.exec(part)?.[1];
    const start = part.indexOf('\r\n\r\n');
    return name === undefined || start < 0 ? [] : [[name, part.slice(start + 4).replace(/\r\n$/, '')]];
  });
}
