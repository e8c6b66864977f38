import type { Problem } from '../../config/problem.js';
import type { Config } from '../../config/schema.js';
import { refusal } from '../refusal.js';
import { jsonObject } from './json-text.js';
import { isMisread, type NamedPolicy, policiesText } from './policies-text.js';
import type { StepArguments } from './step-parameters.js';

const isNamed = (policy: { id?: string | undefined; title?: string | undefined }): policy is NamedPolicy =>
  policy.id !== undefined && policy.title !== undefined;

const repeated = (values: readonly string[]): boolean => new Set(values).size < values.length;

/** `optionProfile` and `selectedPolicies`, or why the plugin would scan something else. */
export function pluginProfile(
  config: Config,
): Pick<StepArguments, 'optionProfile' | 'selectedPolicies'> | Problem {
  const { optionProfile, policies } = config.scan;
  if (optionProfile.title === undefined) {
    return refusal(
      'scan.optionProfile.title',
      'The plugin launches by the title of the option profile',
      'Add the title; "qualys-pc list option-profiles" shows it.',
    );
  }
  if (policies === undefined) {
    return refusal(
      'scan.policies',
      'The plugin scans only policies that are named',
      'Name them with id and title; "qualys-pc list policies" shows both.',
    );
  }
  const named = policies.filter(isNamed);
  if (named.length < policies.length || named.length === 0) {
    return refusal(
      'scan.policies',
      'The plugin needs the id and the title of every policy',
      'Add what is missing; "qualys-pc list policies" shows both.',
    );
  }
  if (repeated(named.map(({ title }) => title)) || repeated(named.map(({ id }) => id))) {
    return refusal(
      'scan.policies',
      'The plugin keeps policies by title, so of two with one title it keeps one',
      'Rename one of them in Qualys, or name each policy once.',
    );
  }
  if (isMisread(named)) {
    return refusal(
      'scan.policies',
      'The plugin splits its list of policies at ",," and "::", and a title or id here is cut by that',
      'Rename the policy in Qualys, or choose the format "jenkins", which runs qualys-pc itself.',
    );
  }
  const details = jsonObject(named.map(({ id, title }) => [title, JSON.stringify(id)]));
  return {
    optionProfile: jsonObject([
      ['optionProfileName', JSON.stringify(optionProfile.title)],
      ['optionProfileID', JSON.stringify(optionProfile.id ?? '')],
      ['policyDetails', details],
    ]),
    selectedPolicies: policiesText(named),
  };
}
