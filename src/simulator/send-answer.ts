import type { ServerResponse } from 'node:http';
import { type Answer, bodyText } from './exchange.js';

/** Sends an answer in chunks, without Content-Length, as Qualys does; waits when the reader is slow. */
export async function sendAnswer(response: ServerResponse, answer: Answer): Promise<void> {
  response.writeHead(answer.status, answer.headers);
  const pieces = typeof answer.body === 'string' ? [answer.body] : answer.body;
  for (const piece of pieces) {
    if (response.destroyed) return;
    if (piece !== '' && !response.write(piece)) await drained(response);
  }
  response.end();
}

/** Sends the first half of the body, then resets the connection. */
export async function sendHalf(response: ServerResponse, answer: Answer): Promise<void> {
  response.writeHead(answer.status, answer.headers);
  const text = bodyText(answer);
  response.write(text.slice(0, Math.floor(text.length / 2)), () => response.socket?.resetAndDestroy());
}

function drained(response: ServerResponse): Promise<void> {
  return new Promise((resolve) => {
    const done = (): void => {
      response.off('drain', done);
      response.off('close', done);
      resolve();
    };
    response.once('drain', done);
    response.once('close', done);
  });
}
