import type { ControlLine, PostureState } from '../workflow/results/control-line.js';

/** A state as people read it. */
export const stateWords = {
  passed: 'Passed',
  failed: 'Failed',
  error: 'Error',
  exception: 'Exception',
} as const satisfies Record<PostureState, string>;

/** Qualys' label of a criticality, or a word for its absence. */
export function criticalityWord({ value, label }: ControlLine['criticality']): string {
  if (label.trim() !== '') return label;
  return value === 0 ? 'UNDEFINED' : String(value);
}

/** "expected no, found yes": what was not there, then what should not have been; undefined when Qualys says neither. */
export function expectedAndFound(row: Pick<ControlLine, 'missing' | 'unexpected'>): string | undefined {
  const parts = [
    ...(row.missing.length === 0 ? [] : [`expected ${row.missing.join(', ')}`]),
    ...(row.unexpected.length === 0 ? [] : [`found ${row.unexpected.join(', ')}`]),
  ];
  return parts.length === 0 ? undefined : parts.join(', ');
}

/** Technology and instance, where Qualys names them. */
export function insideWords({ technology, instance }: Pick<ControlLine, 'technology' | 'instance'>): string {
  return [technology, instance].filter((part) => part !== '').join(', ');
}

/** The host, with technology and instance where Qualys names them. */
export function placeWords(row: Pick<ControlLine, 'host' | 'technology' | 'instance'>): string {
  const inside = insideWords(row);
  return inside === '' ? row.host.ip : `${row.host.ip} (${inside})`;
}

/** Why a row counts or does not, as one phrase. */
export function whyWords(row: ControlLine): string {
  const selection = `${stateWords[row.state]} and ${criticalityWord(row.criticality)}`;
  if (row.counts === 'fail') return `fails the build: ${selection} are selected`;
  if (row.counts === 'warn')
    return row.criticality.value === 0 ? 'warns: Qualys gives no criticality' : `warns: ${selection}`;
  switch (row.why) {
    case 'excluded':
      return exclusionWords(row.exclusion);
    case 'exception':
      return exceptionWords(row.exception);
    case 'baseline':
      return 'in the baseline: it failed before the gate was there';
    case 'criteria':
    case 'not-selected':
      return row.state === 'passed' ? 'passed' : `not selected: ${selection}`;
  }
}

function exclusionWords(exclusion: ControlLine['exclusion']): string {
  if (exclusion === null) return 'excluded by the config';
  const until = exclusion.expires === null ? '' : `, until ${exclusion.expires}`;
  return `excluded by the config (${exclusion.cids}): ${exclusion.reason ?? 'no reason given'}${until}`;
}

function exceptionWords(exception: ControlLine['exception']): string {
  if (exception === null) return 'excepted in Qualys';
  const until = exception.endsAt === null ? ', without an end' : `, until ${exception.endsAt.slice(0, 10)}`;
  return `excepted in Qualys (${exception.status}${until})`;
}
