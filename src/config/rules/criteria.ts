import { printable } from '../../text/printable.js';
import { error, note, type Problem, type Rule } from '../problem.js';
import type { LooseConfig } from '../schema.js';
import { parseCids } from '../values/cid-set.js';
import { isDay } from '../values/last-day.js';

function exclusionRule({ criteria }: LooseConfig): Problem[] {
  return (criteria?.exclude ?? []).flatMap((entry, index) => {
    const path = `criteria.exclude[${index}]`;
    const problems: Problem[] = [];
    const cids = entry?.cids === undefined ? undefined : parseCids(String(entry.cids));
    if (typeof cids === 'string')
      problems.push(
        error(`${path}.cids`, printable(cids), 'Write CIDs and ranges, for example "1141, 1145-1150".'),
      );
    if (entry?.expires !== undefined && !isDay(entry.expires.trim()))
      problems.push(
        error(
          `${path}.expires`,
          `"${printable(entry.expires)}" is not a day of the calendar`,
          'Write the last day that the exclusion holds as yyyy-mm-dd, for example 2027-03-31.',
        ),
      );
    return problems;
  });
}

/** Criteria without anything that fails the build, which a reader could take for a gate. */
function gateRule({ criteria }: LooseConfig): Problem[] {
  if (criteria === undefined || criteria.failOn !== undefined || criteria.failOnAuthFailure === true)
    return [];
  return [
    note(
      'criteria',
      'names nothing that fails the build',
      'Set criteria.failOn, or pass --fail-on-state and --fail-on-criticality.',
    ),
  ];
}

/** Rules on `criteria`. */
export const criteriaRules: readonly Rule[] = [exclusionRule, gateRule];
