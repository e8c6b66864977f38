import { readPoliciesText } from '../jenkins-plugin/encodings.js';
import type { StepParameter } from '../jenkins-plugin/step-parameters.js';
import type { ImportedConfig, StepReader } from './step-reader.js';

type ProfilePart = Pick<ImportedConfig['scan'], 'optionProfile' | 'policies'>;

function readOptionProfile(step: StepReader): ProfilePart {
  const entries = readJsonObject(step, 'optionProfile');
  if (entries === undefined) {
    if (!step.has('optionProfile')) {
      step.lint('profile-missing', {
        problem: 'The step names no option profile.',
        advice: 'Fill in scan.optionProfile; "qualys-pc list option-profiles" shows them.',
      });
    }
    return {};
  }
  const member = (key: string): string | undefined => {
    const value = entries.find(([name]) => name === key)?.[1];
    const text = typeof value === 'string' || typeof value === 'number' ? String(value) : '';
    return text.trim() === '' ? undefined : text;
  };
  const title = member('optionProfileName');
  const id = member('optionProfileID');
  if (title === undefined && id === undefined) {
    step.lint('profile-missing', {
      at: 'optionProfile',
      problem: 'The option profile has neither name nor id.',
      advice: 'Fill in scan.optionProfile.',
    });
    return {};
  }
  if (title !== undefined && !title.startsWith('Jenkins_')) {
    step.lint('profile-name', {
      at: 'optionProfile',
      problem:
        'The option profile\'s title does not begin with "Jenkins_", so neither the plugin nor qualys-pc offers it.',
      advice: 'Rename the profile in Qualys, or choose another.',
    });
  }
  return { optionProfile: { id, title } };
}

function readPolicies(step: StepReader): ProfilePart {
  const text = step.text('selectedPolicies');
  if (text === undefined) {
    if (!step.has('selectedPolicies') || step.parts('selectedPolicies') !== undefined) {
      step.lint('policies-missing', {
        at: 'selectedPolicies',
        problem: 'No policy is selected, so the plugin fails.',
        advice: 'The config takes all policies that the option profile carries.',
      });
    }
    return {};
  }
  const policies = readPoliciesText(text);
  if (policies.some(({ id, title }) => !/^\d+$/.test(id) || title === undefined)) {
    step.lint('policies-odd', {
      at: 'selectedPolicies',
      problem:
        'The list of policies is not "<id>::<title>" joined by ",,"; a title with ",," or "::" breaks it.',
      advice: 'Check scan.policies in the config.',
    });
  }
  const named = policies
    .map(({ id, title }) => ({ id: id.trim() === '' ? undefined : id.trim(), title }))
    .filter(({ id, title }) => id !== undefined || title !== undefined);
  return named.length === 0 ? {} : { policies: named };
}

/** The option profile and the policies. */
export function readProfile(step: StepReader): ProfilePart {
  return { ...readOptionProfile(step), ...readPolicies(step) };
}

/** The members of an argument that holds a JSON object as text; a remark when it is none. */
export function readJsonObject(
  step: StepReader,
  name: StepParameter,
): readonly (readonly [key: string, value: unknown])[] | undefined {
  const text = step.text(name);
  if (text === undefined) return undefined;
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return Object.entries(value);
  } catch {
    // Not JSON: the remark below says so.
  }
  step.lint('json-unreadable', {
    at: name,
    problem: `The argument "${name}" is not the JSON object that the plugin writes.`,
    advice: 'Fill in by hand what it meant.',
  });
  return undefined;
}
