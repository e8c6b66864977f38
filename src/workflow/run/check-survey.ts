import { surveyTarget } from '../steps/target.js';
import { resolveGroups } from '../units/resolve-groups.js';
import { nameUncut } from '../units/resolve-instances.js';
import type { RunContext } from './run-context.js';

/** Step 2 of `check`, once the account is connected: proves that everything is there and says the plan. */
export async function surveyForPlan(context: RunContext): Promise<void> {
  await resolveGroups(context, undefined);
  nameUncut(context);
  await surveyTarget(context);
}
