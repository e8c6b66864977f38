import type { Draft } from '../draft.js';
import type { Facts } from '../facts.js';
import type { FieldProblem } from '../problem.js';

export function checkScanner(draft: Draft, { scanners }: Facts): readonly FieldProblem[] {
  const wanted = draft.scanner.trim();
  if (wanted === '') return [{ field: 'scanner', text: 'Choose a scanner.' }];
  if (wanted === 'External')
    return draft.targetKind === 'host'
      ? []
      : [{ field: 'scanner', text: 'The external scanners cannot scan EC2 instances: choose an appliance.' }];
  if (scanners === undefined || scanners.some(({ id, name }) => id === wanted || name === wanted)) return [];
  return [{ field: 'scanner', text: `This account has no scanner "${wanted}": choose another.` }];
}
