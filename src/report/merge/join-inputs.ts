import { ControlGroups } from '../../workflow/judge/control-groups.js';
import type { ReportInput } from '../report-input.js';
import { type MergeTerms, mergeInputs } from './merge.js';

/**
 * Inputs as one, with true counts. What a list of one leaves out may stand in that of another, or be left out there too,
 * so that no sum of the lists is true: where one is cut, the controls that count are grouped again, from all rows.
 */
export async function joinInputs(
  inputs: readonly [ReportInput, ...ReportInput[]],
  terms?: MergeTerms,
): Promise<ReportInput> {
  const joined = mergeInputs(inputs, terms);
  if (inputs.every(({ result }) => result.controlsOmitted === 0)) return joined;
  const groups = new ControlGroups();
  for await (const row of joined.rows()) groups.add(row, false);
  const { controls, controlsOmitted } = groups.result;
  return { ...joined, result: { ...joined.result, controls, controlsOmitted } };
}
