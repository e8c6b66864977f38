import { IpSet } from '../../../src/net/ip-set.js';
import type { JournalEntry } from '../../../src/simulator/journal.js';
import type { PlannedChange } from '../../../src/workflow/plan/plan-changes.js';
import { scanEventSchema } from '../../../src/workflow/run/event-schema.js';
import type { ScanEvent } from '../../../src/workflow/run/events.js';

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

/**
 * A plan but for the time in the title of its scan, and but for the address of this machine: the check asks the simulator
 * itself, the run asks US2 through its proxy.
 */
const timeless = (value: unknown) =>
  JSON.stringify(value)
    ?.replaceAll(/_\d{4}(?:-\d\d){5}/g, '')
    .replace(/ \(127\.0\.0\.1:\d+\)/, '');

/** What a check said, the run after it, and what the simulator was sent. */
export interface CheckedRun {
  readonly check: { readonly code: number; readonly events: readonly ScanEvent[] };
  /** What the check sent. */
  readonly checkJournal: readonly JournalEntry[];
  readonly events: readonly ScanEvent[];
  /** What both sent. */
  readonly journal: readonly JournalEntry[];
}

/** What a run changed. */
export const changesIn = (journal: readonly JournalEntry[]) =>
  journal.filter(
    ({ changes, action, code, status }) =>
      changes && action !== 'cancel' && code === undefined && status !== 409,
  );

/** What is wrong with the plans of a check and of the run after it, and with the run's events. */
export function planFaults({ check, checkJournal, events, journal }: CheckedRun): string[] {
  const faults: string[] = [];
  for (const { path, action, changes } of checkJournal)
    if (changes) faults.push(`the check sent ${path} ${action}`);
  for (const event of events) {
    const { success, error } = scanEventSchema.safeParse(event);
    if (!success) faults.push(`${event.type} is not as its schema says: ${error.message}`);
  }
  const checked = planOf(check.events);
  const plan = planOf(events);
  // A connector that ends between the check and the run makes its addresses known.
  const isFinal = !timeless(checked)?.includes('the connector finds');
  if (plan !== undefined && check.code === 0 && isFinal && timeless(plan) !== timeless(checked))
    faults.push(`the check said ${timeless(checked)}, the run ${timeless(plan)}`);
  for (const change of changesIn(journal))
    if (!isPlanned(change, plan?.changes ?? []))
      faults.push(
        `${change.path} ${change.action} ${change.params.id ?? change.params.title} is not in the plan`,
      );
  return faults;
}
