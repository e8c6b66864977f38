import { parseCids } from '../../config/cid-list.js';
import type { Problem } from '../../config/problem.js';
import type { Config } from '../../config/schema.js';
import { refusal } from '../refusal.js';
import type { StepArguments } from './step-parameters.js';

/** Written out one by one, so many still make a step that a person can read. */
const mostCids = 2_000;

/** All excluded CIDs in one list, ranges written out: the plugin compares text and knows no ranges (fact sheet 21, 39). */
function excludedCids(criteria: NonNullable<Config['criteria']>): string | Problem {
  const lists = criteria.exclude.map(({ cids }) => cids);
  if (lists.length === 0) return '';
  const set = parseCids(lists.join(','));
  if (typeof set === 'string') {
    return refusal('criteria.exclude', `The excluded CIDs cannot be read: ${set}`, 'Correct the list.');
  }
  if (set.count > mostCids) {
    return refusal(
      'criteria.exclude',
      `The plugin knows no ranges, and ${set.count} excluded CIDs are too many to write out`,
      'Exclude fewer, or choose the format "jenkins", which runs qualys-pc itself.',
    );
  }
  return set.expand(mostCids).join(',');
}

/** The arguments that decide whether a build fails. */
export function pluginCriteria(criteria: Config['criteria']): StepArguments | readonly Problem[] {
  const cids = criteria === undefined ? '' : excludedCids(criteria);
  const problems = [
    ...(criteria?.warnOn === undefined
      ? []
      : [
          refusal(
            'criteria.warnOn',
            'The plugin knows no warnings',
            'Take warnOn out, or choose the format "jenkins".',
          ),
        ]),
    ...(criteria?.baseline === undefined
      ? []
      : [
          refusal(
            'criteria.baseline',
            'The plugin knows no baseline',
            'Take it out, or choose the format "jenkins".',
          ),
        ]),
    ...(typeof cids === 'string' ? [] : [cids]),
  ];
  if (problems.length > 0 || typeof cids !== 'string') return problems;
  const { failOn } = criteria ?? {};
  const states = failOn?.states ?? [];
  const criticalities = failOn?.criticalities ?? [];
  return {
    failByStateAndCriticality: failOn !== undefined,
    stateFail: states.includes('fail'),
    stateError: states.includes('error'),
    stateExceptions: states.includes('exceptions'),
    criticalityUrgent: criticalities.includes('urgent'),
    criticalityCritical: criticalities.includes('critical'),
    criticalitySerious: criticalities.includes('serious'),
    criticalityMedium: criticalities.includes('medium'),
    criticalityMinimal: criticalities.includes('minimal'),
    failByAuth: criteria?.failOnAuthFailure ?? false,
    excludedCriteria: cids !== '',
    ...(cids === '' ? {} : { excludedCids: cids }),
  };
}
