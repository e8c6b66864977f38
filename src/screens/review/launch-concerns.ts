import { licenceWords, type Plan } from '../../workflow/plan/plan-changes.js';

/** What of a plan a person must agree to in so many words; empty when nothing needs it. */
export function launchConcerns(plan: Plan): readonly string[] {
  const licence = licenceWords(plan.newIps);
  const records = plan.changes.filter(
    ({ object, action }) => object === 'auth-record' && action === 'update',
  );
  return [
    ...(licence === undefined ? [] : [licence]),
    ...records.map(
      ({ name, before, after }) =>
        `The auth record ${name} is overwritten: ${before ?? 'unknown'} becomes ${after}.`,
    ),
  ];
}
