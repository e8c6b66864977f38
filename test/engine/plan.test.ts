import { beforeAll, expect, test } from 'vitest';
import { IpSet } from '../../src/net/ip-set.js';
import type { JournalEntry } from '../../src/simulator/journal.js';
import { scenarios } from '../../src/simulator/start-simulator.js';
import type { PlannedChange } from '../../src/workflow/plan/plan-changes.js';
import { scanEventSchema } from '../../src/workflow/run/event-schema.js';
import type { ScanEvent } from '../../src/workflow/run/events.js';
import { startVirtualTime } from '../faults/virtual-time.js';
import { openWorkplace } from '../support/engine.js';
import { scanFor } from '../support/scenario-scan.js';
import { stopAfter } from '../support/stop-after.js';

/** Nobody waits for scenarios that keep a call open for longer, in real time; what was changed until then counts. */
const mostMs = 4_000;

// One after the other, on virtual time: a wait costs nothing.
beforeAll(startVirtualTime);

/** Whether the plan says this change, by the object it names. */
function isPlanned({ path, action, params }: JournalEntry, changes: readonly PlannedChange[]): boolean {
  return changes
    .filter((change) => change.action !== 'unchanged')
    .some(({ object, action: planned, name, id }) => {
      switch (object) {
        case 'ip': {
          if (!path.includes('/asset/ip/')) return false;
          const known = IpSet.findIn(name);
          return known.isEmpty || known.equals(IpSet.parse(params.ips ?? ''));
        }
        case 'auth-record':
          if (!/\/auth\/(?:unix|windows)\//.test(path)) return false;
          // What a parallel build creates a moment earlier is updated instead.
          return action === 'create' ? params.title === name : params.ids === id || planned === 'create';
        case 'asset-group':
          if (!path.includes('/asset/group/')) return false;
          return action === 'add' ? params.title === name : params.id === id || planned === 'create';
        case 'policy':
          return path.includes('/compliance/policy/') && params.id === id;
        case 'connector':
          return path.endsWith(`/run/am/assetdataconnector/${id}`);
        case 'scan':
          return action === 'launch' && params.scan_title === name;
        default:
          return object satisfies never;
      }
    });
}

const planOf = (events: readonly ScanEvent[]) => events.find((event) => event.type === 'plan')?.plan;

/** A plan but for the time in the title of its scan. */
const timeless = (value: unknown) => JSON.stringify(value)?.replaceAll(/_\d{4}(?:-\d\d){5}/g, '');

/** @returns how many changes the run made. */
async function lookAt(scenario: string, faults: string[]): Promise<number> {
  const ends: (() => Promise<void>)[] = [];
  const place = await openWorkplace({
    scenario,
    virtual: true,
    speed: 60,
    onTestFinished: (end) => {
      ends.push(end);
    },
    config: {
      scan: {
        authRecord: { platform: 'unix', username: 'scan', password: 'env:QUALYS_HOST_PASSWORD' },
      },
      timeouts: { pollingInterval: '0.1s', timeout: '2s' },
    },
  });
  place.writeConfig({ scan: scanFor(scenario) });
  const fault = (text: string) => faults.push(`${scenario}: ${text}`);
  const start = (args: readonly string[]) => {
    const { signals, clear } = stopAfter(mostMs);
    return place.here(['run', '--events', 'events.jsonl', ...args], { signals }).finally(clear);
  };
  const dry = await start(['--dry-run']);
  const checked = planOf(await place.events().catch(() => []));
  for (const { path, action } of place.simulator.journal.filter(({ changes }) => changes))
    fault(`the check sent ${path} ${action}`);
  const ran = await start([]);
  for (const { code, stderr } of [dry, ran]) if (code === 70) fault(stderr);
  const events = await place.events().catch(() => []);
  for (const event of events) {
    const { success, error } = scanEventSchema.safeParse(event);
    if (!success) fault(`${event.type} is not as its schema says: ${error.message}`);
  }
  const plan = planOf(events);
  // A connector that ends between the check and the run makes its addresses known.
  const isFinal = !timeless(checked)?.includes('the connector finds');
  if (plan !== undefined && dry.code === 0 && isFinal && timeless(plan) !== timeless(checked))
    fault(`the check said ${timeless(checked)}, the run ${timeless(plan)}`);
  const made = place.simulator.journal.filter(
    ({ changes, action, code, status }) =>
      changes && action !== 'cancel' && code === undefined && status !== 409,
  );
  for (const change of made)
    if (!isPlanned(change, plan?.changes ?? []))
      fault(`${change.path} ${change.action} ${change.params.id ?? change.params.title} is not in the plan`);
  for (const end of ends) await end();
  return made.length;
}

test('In every scenario `check` changes nothing, its plan is that of the run, and names every object that the run then changes; every event is as its schema says', {
  timeout: 600_000,
}, async () => {
  const names = scenarios.map(({ name }) => name).filter((name) => !name.startsWith('error-<'));
  expect(names.length).toBeGreaterThan(100);
  const faults: string[] = [];
  let changes = 0;
  for (const name of names) changes += await lookAt(name, faults);
  expect(faults).toEqual([]);
  expect(changes).toBeGreaterThan(100);
});
