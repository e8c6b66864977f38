import { describe, expect, test } from 'vitest';
import { refusals } from '../../src/qualys/client/refusals.js';
import { errorCodes } from '../../src/simulator/error-answers.js';
import { startSimulator } from '../../src/simulator/start-simulator.js';
import { pcErrorOf } from './support/errors.js';
import { testApi } from './support/test-api.js';

/** Qualys' code, how it may come, and what a person is told; `sent` is how often the call went out. */
const table: readonly [scenario: string, code: string, kind: string, sent: number][] = [
  ['error-999', 'internal-error', 'unreachable', 5],
  ['error-999/200', 'internal-error', 'unreachable', 5],
  ['error-1901', 'unknown-parameter', 'refused', 1],
  ['error-1903', 'missing-parameter', 'refused', 1],
  ['error-1904', 'conflicting-parameters', 'refused', 1],
  ['error-1905', 'invalid-value', 'refused', 1],
  ['error-1905/200', 'invalid-value', 'refused', 1],
  ['error-1907', 'combined-parameters', 'refused', 1],
  ['error-1908', 'method-not-allowed', 'refused', 1],
  ['error-1920', 'blocked', 'refused', 3],
  ['error-1922', 'missing-alternative', 'refused', 1],
  ['error-1959', 'limit-reached', 'refused', 3],
  ['error-1960', 'concurrency-limit', 'refused', 40],
  ['error-1960/400', 'concurrency-limit', 'refused', 40],
  ['error-1965', 'rate-limit', 'refused', 40],
  ['error-1966', 'limit-reached', 'refused', 3],
  ['error-1981', 'same-request-running', 'refused', 5],
  ['error-1981/202', 'same-request-running', 'refused', 5],
  ['error-1999', 'maintenance', 'unreachable', 5],
  ['error-2000', 'wrong-credentials', 'refused', 1],
  ['error-2000/400', 'wrong-credentials', 'refused', 1],
  ['error-2001', 'account-expired', 'refused', 1],
  ['error-2002', 'account-inactive', 'refused', 1],
  ['error-2002/400', 'account-inactive', 'refused', 1],
  ['error-2003', 'registration-incomplete', 'refused', 1],
  ['error-2010', 'module-not-licensed', 'refused', 1],
  ['error-2011', 'securid-required', 'refused', 1],
  ['error-2012', 'api-not-licensed', 'refused', 1],
  ['error-1200', 'refused', 'refused', 1],
  ['error-15003', 'scan-not-finished', 'refused', 1],
];

describe('every code of the API', () => {
  test.each(table)('%s is told as %s (%s) after %s calls', async (scenario, code, kind, sent) => {
    const simulator = await startSimulator({ scenario });
    try {
      const { api } = testApi(simulator.url, simulator.credentials);
      const error = await pcErrorOf(api.listOptionProfiles());
      expect(error).toMatchObject({ code, kind });
      const number = /\d+/.exec(scenario)?.[0];
      expect(error.why).toMatch(new RegExp(`^Qualys code ${number}: \\w`));
      expect(error.what).toMatch(/^[A-Z].*\.$/);
      expect(error.next).toMatch(/\.$/);
      expect(simulator.journal).toHaveLength(sent);
      api.close();
    } finally {
      await simulator.close();
    }
  });

  test.each([
    ['error-INVALID_REQUEST', 'invalid-request', 'refused', 1],
    ['error-INVALID_CREDENTIALS', 'wrong-credentials', 'refused', 1],
    ['error-UNAUTHORIZED', 'not-permitted', 'refused', 1],
    ['error-INSUFFICIENT_PERMISSION', 'not-permitted', 'refused', 1],
    ['error-OBJECT_NOT_FOUND', 'object-missing', 'usage', 1],
    ['error-LIMIT_EXCEEDED', 'rate-limit', 'refused', 5],
    ['error-LIMIT_EXCEEDED/429', 'rate-limit', 'refused', 5],
    ['error-LIMIT_EXCEEDED/409', 'rate-limit', 'refused', 5],
  ])('%s of the connector calls is told as %s (%s) after %s calls', async (scenario, code, kind, sent) => {
    const simulator = await startSimulator({ scenario });
    try {
      const { api } = testApi(simulator.url, simulator.credentials);
      const error = await pcErrorOf(api.listConnectors());
      expect(error).toMatchObject({ code, kind });
      expect(error.why).toMatch(/^Qualys code [A-Z_]+: Refused/);
      expect(error.next).toMatch(/\.$/);
      expect(simulator.journal).toHaveLength(sent);
      api.close();
    } finally {
      await simulator.close();
    }
  });

  test.each(['error-LIMIT_EXCEEDEDx1', 'error-LIMIT_EXCEEDED/429x1'])(
    '%s is waited for once, and the list is whole',
    async (scenario) => {
      const simulator = await startSimulator({ scenario });
      try {
        const { api } = testApi(simulator.url, simulator.credentials);
        expect(await api.listConnectors()).toHaveLength(simulator.account.connectors.length);
        api.close();
      } finally {
        await simulator.close();
      }
    },
  );

  test('stands in the table above', () => {
    const tested = new Set(table.map(([scenario]) => Number(/\d+/.exec(scenario)?.[0])));
    expect(errorCodes.filter((code) => !tested.has(code))).toEqual([]);
    const warning = '1980';
    const numbers = Object.keys(refusals).filter((code) => /^\d+$/.test(code) && code !== warning);
    expect(numbers.filter((code) => !tested.has(Number(code)))).toEqual([]);
  });

  test.each(['error-2000', 'error-2001', 'error-2002', 'error-2003', 'error-2011', 'error-1905/401'])(
    'after %s no other call is sent',
    async (scenario) => {
      const simulator = await startSimulator({ scenario });
      try {
        const { api } = testApi(simulator.url, simulator.credentials);
        const first = await pcErrorOf(api.listOptionProfiles());
        expect((await pcErrorOf(api.listPolicies())).code).toBe(first.code);
        expect(simulator.journal).toHaveLength(1);
        api.close();
      } finally {
        await simulator.close();
      }
    },
  );

  test('a wait that is longer than what is left ends at once and says until when', async () => {
    const simulator = await startSimulator({ scenario: 'rate-limit-long' });
    try {
      const { api, slept } = testApi(simulator.url, { ...simulator.credentials, remainingMs: () => 1000 });
      const error = await pcErrorOf(api.listOptionProfiles());
      expect(error.code).toBe('rate-limit');
      expect(error.what).toContain('at 2026-05-06 16:33 UTC, too late to wait for');
      expect(slept).toEqual([]);
      api.close();
    } finally {
      await simulator.close();
    }
  });
});
