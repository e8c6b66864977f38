import { onTestFinished } from 'vitest';
import type { QualysApi } from '../../../src/qualys/qualys-api.js';
import { type AnswerServer, answerServer, type Reply } from './answer-server.js';
import { testApi } from './test-api.js';

/** A client, and what it has asked so far. */
export interface Asking {
  readonly api: QualysApi;
  readonly asked: AnswerServer['asked'];
}

/** A server that gives one reply after the other, and a client of it; both go with the test. */
export function askServer(...replies: [Reply, ...Reply[]]): Promise<Asking> {
  return ask(replies, () => ({}));
}

/** The same with a gateway at the same address. */
export function askGateway(...replies: [Reply, ...Reply[]]): Promise<Asking> {
  return ask(replies, ({ url }) => ({ gateway: url }));
}

async function ask(
  replies: [Reply, ...Reply[]],
  more: (server: AnswerServer) => { gateway?: string },
): Promise<Asking> {
  const server = await answerServer(...replies);
  const { api } = testApi(server.url, more(server));
  onTestFinished(async () => {
    api.close();
    await server.close();
  });
  return { api, asked: server.asked };
}
