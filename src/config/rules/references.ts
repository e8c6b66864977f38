import { printable } from '../../text/printable.js';
import { error, type Problem, type Rule } from '../problem.js';
import type { LooseConfig } from '../schema.js';

const prefix = 'Jenkins_';

interface Reference {
  readonly id?: string | undefined;
  readonly title?: string | undefined;
}

function referenceProblems(path: string, reference: Reference, flag: string): Problem[] {
  if (reference.id === undefined && reference.title === undefined)
    return [error(path, 'has neither id nor title', `Set its id or its title, or pass ${flag}.`)];
  return idProblem(`${path}.id`, reference.id);
}

function idProblem(path: string, id: string | undefined): Problem[] {
  if (id === undefined || /^\d+$/.test(id.trim())) return [];
  return [
    error(path, `"${printable(id)}" is not an id of Qualys`, 'Write the number that Qualys shows as the id.'),
  ];
}

function profileRule({ scan }: LooseConfig): Problem[] {
  const profile = scan?.optionProfile;
  if (profile === undefined) return [];
  const problems = referenceProblems('scan.optionProfile', profile, '--option-profile');
  if (profile.title !== undefined && !profile.title.trim().startsWith(prefix))
    problems.push(
      error(
        'scan.optionProfile.title',
        `does not start with ${prefix}`,
        `Choose a compliance option profile whose title starts with exactly ${prefix}.`,
      ),
    );
  return problems;
}

function policiesRule({ scan }: LooseConfig): Problem[] {
  return (scan?.policies ?? []).flatMap((policy, index) =>
    policy === undefined ? [] : referenceProblems(`scan.policies[${index}]`, policy, '--policy'),
  );
}

function numbersRule({ scan, network }: LooseConfig): Problem[] {
  const connector = scan?.target?.type === 'ec2' ? scan.target.connector?.id : undefined;
  return [...idProblem('network', network), ...idProblem('scan.target.connector.id', connector)];
}

/** Rules on the ids and titles of objects in Qualys. */
export const referenceRules: readonly Rule[] = [profileRule, policiesRule, numbersRule];
