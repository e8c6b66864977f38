import type { Draft } from '../draft.js';
import { type Facts, findReferenced } from '../facts.js';
import type { FieldProblem } from '../problem.js';
import { readInstanceIds, readIps, type TargetList } from '../target-text.js';

/** Instances of one run; more is the business of `run --shard` (design, section 4, step 2). */
const mostInstances = 10;

export function checkTarget(draft: Draft, facts: Facts): readonly FieldProblem[] {
  return [
    ...(draft.targetKind === 'host'
      ? checkIps(draft)
      : [...checkInstances(draft), ...checkConnector(draft, facts)]),
    ...(draft.title.trim() === '' ? [{ field: 'title' as const, text: 'The scan needs a title.' }] : []),
  ];
}

function checkIps({ ips }: Draft): readonly FieldProblem[] {
  const list = readIps(ips);
  if (list.parts.length === 0) return [{ field: 'ips', text: 'At least one address is needed.' }];
  return named('ips', list);
}

function checkInstances({ instanceIds }: Draft): readonly FieldProblem[] {
  const list = readInstanceIds(instanceIds);
  if (list.parts.length === 0) return [{ field: 'instanceIds', text: 'At least one instance id is needed.' }];
  if (list.problems.length > 0) return named('instanceIds', list);
  if (list.parts.length <= mostInstances) return [];
  const text = `${list.parts.length} instances are more than the ${mostInstances} of one run: save the config and spread them with run --shard.`;
  return [{ field: 'instanceIds', text }];
}

function named(field: 'ips' | 'instanceIds', { problems }: TargetList): readonly FieldProblem[] {
  return problems.map((problem) => ({ field, text: problem.endsWith('.') ? problem : `${problem}.` }));
}

function checkConnector({ connector }: Draft, { connectors }: Facts): readonly FieldProblem[] {
  if (connector?.id === undefined && connector?.name === undefined)
    return [{ field: 'connector', text: 'Choose the connector that knows the instance.' }];
  if (connectors === undefined) return [];
  const { id, name: title } = connector;
  if (findReferenced(connectors, { id, title }, ({ name }) => name) !== undefined) return [];
  return [{ field: 'connector', text: `This account has no connector "${title ?? id}": choose another.` }];
}
