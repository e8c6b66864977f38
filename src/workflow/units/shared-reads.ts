import type { Clock } from '../../clock.js';
import type { QualysApi } from '../../qualys/qualys-api.js';

/** For how long the units of a run take what one of them has read; one that starts later reads for itself. */
const KEPT_MS = 10 * 60_000;

interface Kept {
  readonly answer: Promise<unknown>;
  readonly readAtMs: number;
}

/**
 * An API of which the units of one run ask once what is the same for all of them and what none of them changes: the
 * login, the scanner appliances and the option profiles. A hundred units would ask it a hundred times, and the account
 * has 300 calls an hour. A failed answer is nobody else's.
 */
export function sharedReads(api: QualysApi, clock: Pick<Clock, 'now'>): QualysApi {
  return sharing(api, new Map(), clock);
}

function sharing(api: QualysApi, kept: Map<string, Kept>, clock: Pick<Clock, 'now'>): QualysApi {
  const once = <T>(key: string, ask: () => Promise<T>): Promise<T> => {
    const before = kept.get(key);
    // Each key has one question, and so one type of answer.
    if (before !== undefined && clock.now() - before.readAtMs < KEPT_MS)
      return (before.answer as Promise<T>).catch(ask);
    const answer = ask();
    const own: Kept = { answer, readAtMs: clock.now() };
    kept.set(key, own);
    answer.catch(() => {
      if (kept.get(key) === own) kept.delete(key);
    });
    return answer;
  };
  return {
    ...api,
    withSignal: (signal, remainingMs) => sharing(api.withSignal(signal, remainingMs), kept, clock),
    connect: () => once('connect', api.connect),
    listScannerAppliances: () => once('appliances', api.listScannerAppliances),
    listOptionProfiles: () => once('option profiles', api.listOptionProfiles),
  };
}
