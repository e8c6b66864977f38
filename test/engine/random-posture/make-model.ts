import {
  type BaselineKey,
  controlKey,
  criticalityNames,
  Dice,
  type Layout,
  type Model,
  type ModelException,
  type ModelExclusion,
  type ModelHost,
  type ModelRow,
  type ModelSelection,
  type ShownCriticality,
  type StateName,
} from './model.js';

/** Addresses that the simulated account holds. */
const addresses = ['10.20.30.40', '10.20.30.41', '10.20.30.42', '10.20.30.43'];
/** Policies of the profile that the runs use. */
const allPolicies = ['5101', '5102'];
const technologies = ['1', '81', '141'];
const instances = ['', '', 'os', 'Oracle10:1:1521:ora10204u', 'a::b, "c" <d>'];
const labels = ['UNDEFINED', 'MINIMAL', 'MEDIUM', 'SERIOUS', 'CRITICAL', 'URGENT'];
const states: readonly StateName[] = ['fail', 'error', 'exceptions'];

const dayMs = 86_400_000;
const dayOf = (offset: number) => new Date(Date.now() + offset * dayMs).toISOString().slice(0, 10);

/**
 * One random case; the same seed gives the same one on the same day.
 * @param known - hosts of the account, by address.
 */
export function makeModel(seed: number, known: readonly ModelHost[]): Model {
  const dice = new Dice(seed);
  const hosts = addresses
    .slice(0, 1 + dice.below(addresses.length))
    .flatMap((ip) => known.find((host) => host.ip === ip) ?? []);
  const policies = dice.chance(0.6) ? allPolicies : [dice.pick(allPolicies)];
  const hasFeature = dice.chance(0.92);
  const layout = layoutOf(dice);
  const criticality = new Map<string, ShownCriticality>();
  const shared = new Map<number, ShownCriticality>();
  const rows: Omit<ModelRow, 'id'>[] = [];
  for (const policyId of policies) {
    const cids = controlsOf(dice);
    for (const cid of cids) {
      const own = layout.glossary === 'inside' && dice.chance(0.1);
      const shown = (own ? undefined : shared.get(cid)) ?? criticalityOf(dice, hasFeature);
      if (!own) shared.set(cid, shown);
      criticality.set(controlKey(policyId, cid), shown);
      for (const host of hosts) rows.push(...rowsOf(dice, { policyId, cid, host, first: cid === cids[0] }));
    }
  }
  const numbered = rows.map((row, index) => ({ ...row, id: 880_001 + index }));
  const posture = { seed, policies, hosts, rows: numbered, criticality, layout };
  // Without criteria nothing is gated: there is nothing to warn of, to leave out or to compare with.
  if (dice.chance(0.05))
    return { ...posture, failOn: undefined, warnOn: undefined, exclude: [], baseline: undefined };
  return {
    ...posture,
    failOn: selectionOf(dice),
    warnOn: dice.chance(0.4) ? selectionOf(dice) : undefined,
    exclude: dice.chance(0.5) ? exclusionsOf(dice, numbered) : [],
    baseline: dice.chance(0.4) ? baselineOf(dice, numbered) : undefined,
  };
}

function layoutOf(dice: Dice): Layout {
  return {
    glossary: dice.pick(['inside', 'inside', 'end', 'first-policy', 'last-policy']),
    page: dice.chance(0.15) ? 1 + dice.below(7) : undefined,
    dates: dice.pick(['own', 'own', 'evaluation', 'both']),
    shuffled: dice.chance(0.5),
    twice: dice.chance(0.15),
  };
}

function controlsOf(dice: Dice): number[] {
  const count = 1 + dice.below(8);
  const cids = new Set<number>();
  while (cids.size < count)
    cids.add(dice.pick([114, 1141, 1142, 1145, 1146, 11411, 141, 2201, 2211, 7, 99_999]));
  return [...cids];
}

/** By value, by value under another name, by label alone, or not at all (fact sheet 16.4). */
function criticalityOf(dice: Dice, hasFeature: boolean): ShownCriticality {
  if (!hasFeature || dice.chance(0.06)) return { value: 0, written: undefined };
  const value = dice.chance(0.08) ? 0 : 1 + dice.below(5);
  const label = labels[value] ?? '';
  const form = dice.below(4);
  if (form === 0)
    return { value, written: { label: dice.pick(['Sev A', 'Hoch', 'P1 & more']), value: String(value) } };
  if (form === 1) return { value, written: { label: label.toLowerCase(), value: undefined } };
  return { value, written: { label, value: String(value) } };
}

function rowsOf(
  dice: Dice,
  { policyId, cid, host, first }: { policyId: string; cid: number; host: ModelHost; first: boolean },
): Omit<ModelRow, 'id'>[] {
  const used = dice.some(technologies, 0.4);
  // The first control of a policy has a row on every host, so that no pair of policy and host is empty.
  const on = used.length === 0 && first ? [dice.pick(technologies)] : used;
  return on.flatMap((technology) => {
    const names = dice.chance(0.2) ? ['db1', 'db2'] : [dice.pick(instances)];
    return names.map((instance) => ({
      policyId,
      cid,
      host,
      technology,
      instance,
      status: dice.chance(0.55) ? 'Passed' : dice.chance(0.75) ? 'Failed' : 'Error',
      exception: dice.chance(0.25) ? exceptionOf(dice) : undefined,
    }));
  });
}

function exceptionOf(dice: Dice): ModelException {
  const status = dice.pick(['Approved', 'APPROVED', 'approved', 'Pending', 'Rejected', 'Expired']);
  const form = dice.below(5);
  if (form === 0) return { status, ends: undefined, isOver: false };
  if (form === 1) return { status, ends: '0000-00-00T00:00:00Z', isOver: false };
  if (form === 2) return { status, ends: `${dayOf(-1)}T00:00:00Z`, isOver: true };
  if (form === 3) return { status, ends: '2099-06-30T00:00:00Z', isOver: false };
  // Its last day: it holds until that day is over. Half an hour before midnight, the next one: the run may end after it.
  return { status, ends: `${dayOf(1 / 48)}T00:00:00Z`, isOver: false };
}

function selectionOf(dice: Dice): ModelSelection {
  const chosen = dice.some(states, 0.5);
  const levels = dice.chance(0.35) ? [...criticalityNames] : dice.some(criticalityNames, 0.5);
  return {
    states: chosen.length === 0 ? ['fail'] : chosen,
    criticalities: levels.length === 0 ? [dice.pick(criticalityNames)] : levels,
  };
}

function exclusionsOf(dice: Dice, rows: readonly ModelRow[]): ModelExclusion[] {
  return Array.from({ length: 1 + dice.below(3) }, () => {
    const cid = rows.length > 0 ? dice.pick(rows).cid : 1141;
    const to = cid + dice.below(6);
    const single = dice.chance(0.5);
    const isExpired = dice.chance(0.2);
    const row = rows.length > 0 ? dice.pick(rows) : undefined;
    return {
      cids: single ? `${cid}` : `${cid}-${to}, 5`,
      ranges: single
        ? [[cid, cid]]
        : [
            [cid, to],
            [5, 5],
          ],
      expires: isExpired ? dayOf(-1) : dice.pick([undefined, dayOf(1 / 48), '2099-01-01']),
      isExpired,
      policy: dice.chance(0.15) ? row?.policyId : undefined,
      technology: dice.chance(0.1) ? row?.technology : undefined,
      instance: dice.chance(0.1) && row?.instance !== '' ? row?.instance : undefined,
    };
  });
}

function baselineOf(dice: Dice, rows: readonly ModelRow[]): BaselineKey[] {
  return dice.some(rows, 0.25).map(({ policyId, cid, technology, instance, host }) => ({
    policyId,
    cid,
    technology,
    instance,
    host: host.ip,
  }));
}
