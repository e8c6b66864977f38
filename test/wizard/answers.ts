import type { Connector } from '../../src/qualys/resources/connectors.js';
import type { OptionProfile } from '../../src/qualys/resources/option-profiles.js';
import { type Draft, emptyDraft } from '../../src/wizard/draft.js';
import type { Facts } from '../../src/wizard/facts.js';
import { reviewIndex } from '../../src/wizard/steps.js';
import { startWizard, type WizardAction, type WizardState, wizardReducer } from '../../src/wizard/wizard.js';

/** Every question answered, for a host. */
export const hostDraft: Draft = {
  ...emptyDraft,
  platform: 'US2',
  username: 'acme2ab1',
  ips: '10.20.30.40',
  jobName: 'payments-api',
  authKind: 'unix',
  authUsername: 'scan',
  scanner: 'External',
  optionProfile: { id: '9001', title: 'Jenkins_Linux baseline' },
  policies: [
    { id: '11', title: 'CIS Debian 12 v1.0' },
    { id: '12', title: 'Acme Hardening <base> & "more"' },
  ],
};

/** Every question answered, for an EC2 instance. */
export const ec2Draft: Draft = {
  ...hostDraft,
  targetKind: 'ec2',
  instanceIds: 'i-0a11b22c33d44e55f',
  connector: { id: '1401', name: 'prod-eu', accountId: '123456789012' },
  scanner: 'edge-scan-01',
};

export const connected: Facts = { connected: true, hostPassword: true };

export const prodConnector: Connector = {
  id: '1401',
  name: 'prod-eu',
  accountId: '123456789012',
  state: 'FINISHED_SUCCESS',
  group: 'ok',
  disabled: false,
};

export const linuxProfile: OptionProfile = {
  id: '9001',
  title: 'Jenkins_Linux baseline',
  policies: [
    { id: '11', title: 'CIS Debian 12 v1.0' },
    { id: '12', title: 'Acme Hardening <base> & "more"' },
  ],
};

/** The wizard after these actions. */
export function played(state: WizardState, ...actions: readonly WizardAction[]): WizardState {
  return actions.reduce(wizardReducer, state);
}

export const forward = (facts: Facts = connected): WizardAction => ({ type: 'forward', facts });
export const answer = (patch: Partial<Draft>): WizardAction => ({ type: 'answer', patch });
export const back: WizardAction = { type: 'back' };

/** The wizard on Review with every answer given by walking through it. */
export function atReview(draft: Draft, facts: Facts = connected): WizardState {
  return played(startWizard(draft), ...Array.from({ length: reviewIndex }, () => forward(facts)));
}
