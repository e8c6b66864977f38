import type { Clock } from '../../../src/clock.js';
import type { Login } from '../../../src/qualys/client/login/login.js';
import {
  type CallEvent,
  createQualysApi,
  type QualysApiOptions,
} from '../../../src/qualys/create-qualys-api.js';
import type { QualysApi } from '../../../src/qualys/qualys-api.js';

/** A clock whose sleeps pass at once and add up. */
function fastClock(): Clock & { readonly slept: number[] } {
  let now = Date.parse('2026-05-04T09:00:00Z');
  const slept: number[] = [];
  return {
    slept,
    now: () => now,
    sleep: async (ms, signal) => {
      signal?.throwIfAborted();
      slept.push(ms);
      now += ms;
    },
  };
}

export interface TestApi {
  readonly api: QualysApi;
  readonly events: CallEvent[];
  readonly slept: number[];
}

interface TestOptions extends Partial<QualysApiOptions> {
  readonly username?: string;
  readonly password?: string;
}

/** An API object for a server of the test, with marker secrets and a clock that does not wait. */
export function testApi(apiServer: string, more: TestOptions = {}): TestApi {
  const events: CallEvent[] = [];
  const clock = fastClock();
  const { username = 'acme2ab1', password = 'S3cret&Marker+1', ...options } = more;
  const login: Login = { kind: 'password', username, password };
  const api = createQualysApi({
    apiServer,
    login,
    userAgent: 'qualys-pc/test',
    clock,
    onEvent: (event) => events.push(event),
    ...options,
  });
  return { api, events, slept: clock.slept };
}
