import { setTimeout as pause } from 'node:timers/promises';
import type { Simulator } from '../../src/simulator/start-simulator.js';

/** What a call answered. */
export interface Reply {
  readonly status: number;
  readonly text: string;
  readonly headers: Headers;
}

type Params = Record<string, string>;

function login({ credentials }: Simulator): string {
  return `Basic ${Buffer.from(`${credentials.username}:${credentials.password}`).toString('base64')}`;
}

async function reply(response: Response): Promise<Reply> {
  return { status: response.status, text: await response.text(), headers: response.headers };
}

/** POST to an FO endpoint, e.g. `scan/compliance`, with everything in the body. */
export async function post(simulator: Simulator, endpoint: string, params: Params): Promise<Reply> {
  return reply(
    await fetch(`${simulator.url}/api/2.0/fo/${endpoint}/`, {
      method: 'POST',
      headers: { authorization: login(simulator), 'x-requested-with': 'test' },
      body: new URLSearchParams(params),
    }),
  );
}

/** GET of an FO endpoint. */
export async function get(simulator: Simulator, endpoint: string, params: Params): Promise<Reply> {
  return reply(
    await fetch(`${simulator.url}/api/2.0/fo/${endpoint}/?${new URLSearchParams(params)}`, {
      headers: { authorization: login(simulator), 'x-requested-with': 'test' },
    }),
  );
}

/** A call of the QPS family. */
export async function qps(simulator: Simulator, path: string, body?: string): Promise<Reply> {
  return reply(
    await fetch(`${simulator.url}/qps/rest/${path}`, {
      method: body === undefined ? 'GET' : 'POST',
      headers: { authorization: login(simulator), 'content-type': 'text/xml' },
      body: body ?? null,
    }),
  );
}

/** Text of the first element of a name, CDATA unwrapped; undefined when there is none. */
export function first(text: string, name: string): string | undefined {
  return all(text, name)[0];
}

/** Texts of all elements of a name. */
export function all(text: string, name: string): string[] {
  return [...text.matchAll(new RegExp(`<${name}(?: [^>]*)?>([\\s\\S]*?)</${name}>`, 'g'))].map(
    ([, inner = '']) => inner.replaceAll(/<!\[CDATA\[([\s\S]*?)\]\]>/g, '$1').trim(),
  );
}

/** Launches a scan of addresses with the profile "Jenkins_Linux baseline" and waits until it is processed. */
export async function scanned(simulator: Simulator, ip: string, optionId = '51491'): Promise<string> {
  const launched = await post(simulator, 'scan/compliance', {
    action: 'launch',
    scan_title: 'test',
    option_id: optionId,
    ip,
    iscanner_name: 'edge-scan-01',
  });
  const reference = /compliance\/[\d.]+/.exec(launched.text)?.[0];
  if (reference === undefined) throw new Error(`No scan was launched: ${launched.text}`);
  await scanUntil(simulator, (list) => first(list, 'PROCESSED') === '1', { scan_ref: reference });
  return reference;
}

/** Between two looks of one test: looks without a pause would use up the 300 calls of a window. */
const lookEveryMs = 10;

/**
 * Lists the scans until an answer shows what a test waits for.
 * @returns That answer.
 * @throws Error when the list is refused.
 */
export async function scanUntil(
  simulator: Simulator,
  shows: (list: string) => boolean,
  params: Params = {},
): Promise<string> {
  for (;;) {
    const list = await post(simulator, 'scan/compliance', { action: 'list', ...params });
    if (list.status !== 200) throw new Error(`The scan list is refused: ${list.text}`);
    if (shows(list.text)) return list.text;
    await pause(lookEveryMs);
  }
}
