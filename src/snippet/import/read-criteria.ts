import { criticalityNames, stateNames } from '../../config/names.js';
import { parseCids } from '../../config/values/cid-set.js';
import { configPaths, type StepParameter } from '../jenkins-plugin/step-parameters.js';
import type { ImportedConfig, StepReader } from './step-reader.js';

type Criteria = NonNullable<ImportedConfig['criteria']>;

const stateParameters = {
  fail: 'stateFail',
  error: 'stateError',
  exceptions: 'stateExceptions',
} as const satisfies Record<(typeof stateNames)[number], StepParameter>;
const criticalityParameters = {
  urgent: 'criticalityUrgent',
  critical: 'criticalityCritical',
  serious: 'criticalitySerious',
  medium: 'criticalityMedium',
  minimal: 'criticalityMinimal',
} as const satisfies Record<(typeof criticalityNames)[number], StepParameter>;

function readFailOn(step: StepReader): Pick<Criteria, 'failOn'> {
  const states = stateNames.filter((name) => step.flag(stateParameters[name]));
  const criticalities = criticalityNames.filter((name) => step.flag(criticalityParameters[name]));
  if (!step.flag('failByStateAndCriticality')) {
    if (states.length > 0 || criticalities.length > 0) {
      step.lint('criteria-off', {
        at: 'failByStateAndCriticality',
        problem:
          'States or criticalities are selected and failByStateAndCriticality is off, so the plugin ignores them.',
        advice: 'The config leaves them out; add criteria.failOn if they should count.',
      });
    }
    return {};
  }
  if (states.length === 0 || criticalities.length === 0) {
    step.lint('criteria-empty', {
      at: 'failByStateAndCriticality',
      problem: 'failByStateAndCriticality is on without a state or without a criticality, so nothing fails.',
      advice: 'Fill in criteria.failOn in the config.',
    });
    return {};
  }
  if (states.includes('exceptions')) {
    step.lint('exceptions-count', {
      at: 'stateExceptions',
      problem:
        'The plugin never finds the state "Exceptions"; qualys-pc does, so builds can fail that passed.',
      advice: 'Take "exceptions" out of criteria.failOn.states if that is not wanted.',
    });
  }
  return { failOn: { states, criticalities } };
}

function readExclusions(step: StepReader): Pick<Criteria, 'exclude'> {
  const isOn = step.flag('excludedCriteria');
  const cids = step.text('excludedCids');
  if (cids === undefined) return {};
  if (!isOn) {
    step.lint('exclusion-off', {
      at: 'excludedCids',
      problem: 'CIDs are named and excludedCriteria is off, so the plugin excludes none.',
      advice: 'The config excludes none; add criteria.exclude if they should be.',
    });
    return {};
  }
  const set = parseCids(cids);
  if (typeof set === 'string') {
    step.lint('exclusion-odd', {
      at: 'excludedCids',
      problem: 'The list of excluded CIDs holds something that is no CID.',
      advice: 'The config excludes none; add criteria.exclude by hand.',
    });
    return {};
  }
  step.lint('exclusion-exact', {
    at: 'excludedCids',
    problem: /-/.test(cids)
      ? 'The plugin compares CIDs as text and knows no ranges; qualys-pc excludes exactly these numbers, ranges included.'
      : 'The plugin looks for each CID inside this text, so 1141 excludes 114 too; qualys-pc excludes exactly these numbers.',
    advice: 'Check that the list says what is meant; a reason and a last day can be added to each entry.',
  });
  return { exclude: [{ cids }] };
}

/** What fails a build; undefined when nothing does. */
export function readCriteria(step: StepReader): Criteria | undefined {
  const failOn = readFailOn(step);
  const exclude = readExclusions(step);
  const failOnAuthFailure = step.flag('failByAuth');
  const isKnown = !step.unknown.some(({ parameter }) => configPaths[parameter].startsWith('criteria.fail'));
  if (isKnown && failOn.failOn === undefined && !failOnAuthFailure) {
    step.lint('no-criteria', {
      problem: 'The step has no criteria: the build passes whatever the scan finds.',
      advice: 'Add criteria.failOn to the config.',
    });
  } else if (isKnown && !failOnAuthFailure) {
    step.lint('auth-failure-passes', {
      at: 'failByAuth',
      problem: 'When the login to the host fails, nothing is checked and the build passes.',
      advice: 'Set criteria.failOnAuthFailure: true if it should fail.',
    });
  }
  if (failOn.failOn === undefined && !failOnAuthFailure && exclude.exclude === undefined) return undefined;
  return { ...failOn, ...(failOnAuthFailure ? { failOnAuthFailure } : {}), ...exclude };
}
