import type { StepId } from './events.js';

/** What a step is called before it has anything to say itself. */
export const stepTitles: Readonly<Record<StepId, string>> = {
  connect: 'Connection',
  target: 'Target',
  host: 'Host in the account',
  'auth-record': 'Auth record',
  'asset-group': 'Asset group',
  policies: 'Policies',
  launch: 'Launch',
  wait: 'Scan',
  authentication: 'Authentication',
  posture: 'Posture',
  evaluate: 'Verdict',
  report: 'Reports',
};
