import * as z from 'zod';
import type { ScanHistory } from '../workflow/run-context.js';
import type { CommandIo } from './io.js';

const durations = z.record(z.string(), z.array(z.number().positive()));
/** Earlier scans that an estimate looks back on. */
const mostDurations = 10;

/** Durations that this machine remembers. Its store is opened when one is asked for: no request waits for it. */
export function personalHistory(io: Pick<CommandIo, 'env'>): ScanHistory {
  const open = async () => {
    const { openPersonalStore } = await import('./personal-store.js');
    const store = openPersonalStore(io);
    const parsed = durations.safeParse(store.get('durations'));
    return { store, before: parsed.success ? parsed.data : {} };
  };
  return {
    durations: async (optionProfileId) => (await open()).before[optionProfileId] ?? [],
    record: async (optionProfileId, seconds) => {
      const { store, before } = await open();
      const own = [...(before[optionProfileId] ?? []), seconds].slice(-mostDurations);
      store.set('durations', { ...before, [optionProfileId]: own });
    },
  };
}
