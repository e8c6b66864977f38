import { controlKey, criticalityNames, type Model, type ModelRow, type ModelSelection } from './model.js';

/** What design.md section 4, steps 10 and 11, says of a model. */
export interface Expected {
  readonly exitCode: 0 | 1 | 4;
  readonly totals: Readonly<Record<CountName, number>>;
  /** Keys of the rows that fail the build, sorted. */
  readonly failing: readonly string[];
}

type CountName =
  | 'passed'
  | 'failed'
  | 'error'
  | 'exceptions'
  | 'failing'
  | 'warning'
  | 'excluded'
  | 'baselined';

type Counted = 'fail' | 'warn' | 'excluded' | 'baseline' | 'no';

/** One row among all: policy, control, host, technology, instance. */
export const rowKey = (row: {
  readonly policyId: string;
  readonly cid: number;
  readonly host: { readonly ip: string };
  readonly technology: string;
  readonly instance: string;
}): string => [row.policyId, row.cid, row.host.ip, row.technology, row.instance].join(' | ');

export function expectedOf(model: Model): Expected {
  const counted = model.rows.map((row) => ({ row, state: stateOf(row), counts: countsOf(model, row) }));
  const number = (isOne: (each: (typeof counted)[number]) => boolean) => counted.filter(isOne).length;
  const failing = counted.filter(({ counts }) => counts === 'fail').map(({ row }) => rowKey(row));
  return {
    exitCode: lacksCriticality(model) ? 4 : failing.length > 0 ? 1 : 0,
    totals: {
      passed: number(({ state }) => state === 'passed'),
      failed: number(({ state }) => state === 'failed'),
      error: number(({ state }) => state === 'error'),
      exceptions: number(({ state }) => state === 'exception'),
      failing: failing.length,
      warning: number(({ counts }) => counts === 'warn'),
      excluded: number(({ counts }) => counts === 'excluded'),
      baselined: number(({ counts }) => counts === 'baseline'),
    },
    failing: failing.sort(),
  };
}

function stateOf({ status, exception }: ModelRow): 'passed' | 'failed' | 'error' | 'exception' {
  if (exception !== undefined && /^approved$/i.test(exception.status) && !exception.isOver)
    return 'exception';
  if (status === 'Passed') return 'passed';
  return status === 'Failed' ? 'failed' : 'error';
}

function countsOf(model: Model, row: ModelRow): Counted {
  if (isExcluded(model, row)) return 'excluded';
  const inGate = meets(model, model.failOn, row);
  if (inGate === 'yes') return isInBaseline(model, row) ? 'baseline' : 'fail';
  if (inGate === 'level unknown') return 'warn';
  return meets(model, model.warnOn, row) === 'no' ? 'no' : 'warn';
}

function isExcluded(model: Model, row: ModelRow): boolean {
  return model.exclude.some(
    (entry) =>
      !entry.isExpired &&
      entry.ranges.some(([from, to]) => row.cid >= from && row.cid <= to) &&
      (entry.policy === undefined || entry.policy === row.policyId) &&
      (entry.technology === undefined || entry.technology === row.technology) &&
      (entry.instance === undefined || entry.instance === row.instance),
  );
}

function isInBaseline(model: Model, row: ModelRow): boolean {
  return (model.baseline ?? []).some((key) => rowKey({ ...key, host: { ip: key.host } }) === rowKey(row));
}

/** Criticality 0 is met by a selection of all five levels only, and is else a warning. */
function meets(
  model: Model,
  selection: ModelSelection | undefined,
  row: ModelRow,
): 'yes' | 'no' | 'level unknown' {
  if (selection === undefined) return 'no';
  const wanted = {
    passed: false,
    failed: selection.states.includes('fail'),
    error: selection.states.includes('error'),
    exception: selection.states.includes('exceptions'),
  }[stateOf(row)];
  if (!wanted) return 'no';
  const level = model.criticality.get(controlKey(row.policyId, row.cid))?.value ?? 0;
  if (level === 0) return selection.criticalities.length === 5 ? 'yes' : 'level unknown';
  const name = criticalityNames[level - 1];
  return name !== undefined && selection.criticalities.includes(name) ? 'yes' : 'no';
}

/** No control of the answer bears a level, undefined (0) being none, and the gate tells levels apart: nothing can be judged. */
function lacksCriticality(model: Model): boolean {
  if (model.failOn === undefined || model.failOn.criticalities.length === 5) return false;
  const shown = model.rows.map(({ policyId, cid }) => model.criticality.get(controlKey(policyId, cid)));
  return shown.every((each) => each === undefined || each.value === 0);
}
