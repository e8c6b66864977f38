import type { StepParameter } from '../jenkins-plugin/step-parameters.js';
import type { StepReader } from './step-reader.js';

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
