import { type RemoteList, useRemoteList } from '../../ui/lists/use-remote-list.js';
import { configFromDraft } from '../../wizard/draft-config.js';
import type { WizardServices } from '../../wizard/services.js';
import type { Plan } from '../../workflow/plan/plan-changes.js';
import type { Wizard } from '../state/use-wizard.js';

interface PlanAsked {
  readonly isAsked: boolean;
  /** Scans launched so far: each may have changed what the next one would. */
  readonly launches: number;
}

/** What a launch would change, read while Review shows it: a list of one plan. */
export function usePlan(
  { connection, state, secrets }: Wizard,
  services: Pick<WizardServices, 'plan'>,
  { isAsked, launches }: PlanAsked,
): RemoteList<Plan> {
  const { draft } = state;
  const number = connection.status === 'connected' ? connection.number : undefined;
  const { platform, apiServer, scan } = configFromDraft(draft);
  const of =
    isAsked && number !== undefined
      ? JSON.stringify({ number, launches, platform, apiServer, scan })
      : undefined;
  return useRemoteList(of, async (signal) => [await services.plan(draft, secrets, signal)]);
}
