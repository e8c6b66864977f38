import { licenceWords, type Plan } from '../workflow/plan/plan-changes.js';
import type { Draft } from './draft.js';
import { scannerWarnings } from './scanner-warnings.js';
import { screenWords } from './screen-words.js';
import type { WizardStepId } from './steps.js';

/** A warning of the plan in the words of the screens, and the step that it is about. */
export interface PlanWarning {
  readonly text: string;
  readonly step: WizardStepId | undefined;
}

interface Wording {
  readonly about: RegExp;
  readonly step: WizardStepId;
  /** Absent: as the plan says it. */
  readonly text?: (draft: Draft, warning: string) => string | undefined;
}

const wordings: readonly Wording[] = [
  {
    about: /^The polling interval /,
    step: 'timeouts',
    text: () => "Looks that often may use up the account's calls: 30 seconds or more are safe.",
  },
  {
    about: /^The scanner is External|^The external scanners/,
    step: 'scanner',
    text: (draft) =>
      scannerWarnings(draft, undefined)[0] ?? 'External scanners do not reach private addresses.',
  },
  { about: /^Scanner appliance/, step: 'scanner' },
  {
    about: /^The job name "/,
    step: 'target',
    text: (_draft, warning) => {
      const name = /^The job name "(.*)" is guessed/.exec(warning)?.[1];
      return name === undefined ? undefined : `The job name ${name} is taken from this folder.`;
    },
  },
  {
    about: /^The scan title\b/,
    step: 'target',
    text: () => 'The scan title holds letters that Qualys does not take; it gets their nearest ones.',
  },
  {
    about: /^The job name\b/,
    step: 'target',
    text: () => 'The job name does not fit into names of Qualys as it stands; it is shortened there.',
  },
  { about: /^criteria /, step: 'criteria', text: () => 'Nothing can fail the build: there is no gate.' },
  {
    about: /^The API server\b/,
    step: 'connect',
    text: () => "The API server is the platform's own; the file need not name it.",
  },
];

/** The plan's warnings as Review shows them: no key of the config, no flag, each with its step. */
export function planWarnings(
  warnings: readonly string[],
  draft: Draft,
  isDemo: boolean,
): readonly PlanWarning[] {
  return warnings.map(screenWords).flatMap((warning): PlanWarning[] => {
    const wording = wordings.find(({ about }) => about.test(warning));
    if (wording === undefined) return [{ text: warning, step: undefined }];
    // The demo asks its own service, which has no limits to use up, at an address of its own.
    if (isDemo && (wording.step === 'timeouts' || wording.step === 'connect')) return [];
    return [{ text: wording.text?.(draft, warning) ?? warning, step: wording.step }];
  });
}

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
