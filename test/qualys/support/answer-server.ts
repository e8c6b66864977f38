import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A request as it arrived. */
export interface Asked {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
  readonly form: URLSearchParams;
}

/** What the server sends back; a function does with the socket what it likes. */
export type Reply =
  | string
  | {
      readonly status?: number;
      readonly headers?: Record<string, string>;
      readonly body?: string;
      /** Closes the connection after this many characters of the body. */
      readonly breakAt?: number;
    }
  | ((asked: Asked, response: ServerResponse) => void);

export interface AnswerServer {
  readonly url: string;
  readonly asked: Asked[];
  readonly close: () => Promise<void>;
}

/** A server that gives one reply after the other; the last one again and again. */
export async function answerServer(...replies: [Reply, ...Reply[]]): Promise<AnswerServer> {
  const asked: Asked[] = [];
  const server: Server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const body = Buffer.concat(chunks).toString('utf8');
      const one: Asked = {
        method: request.method ?? '',
        path: request.url ?? '',
        headers: request.headers,
        body,
        form: new URLSearchParams(body),
      };
      const reply = replies[Math.min(asked.length, replies.length - 1)] ?? '';
      asked.push(one);
      send(reply, one, response);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    asked,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}

function send(reply: Reply, asked: Asked, response: ServerResponse): void {
  if (typeof reply === 'function') {
    reply(asked, response);
    return;
  }
  const {
    status = 200,
    headers = {},
    body = '',
    breakAt,
  } = typeof reply === 'string' ? { body: reply } : reply;
  response.writeHead(status, { 'content-type': 'application/xml', ...headers });
  if (breakAt === undefined) {
    response.end(body);
    return;
  }
  response.write(body.slice(0, breakAt), () => response.socket?.destroy());
}
