/** The twelve steps in their order; both faces show this list (design, section 4). */
export const scanSteps = [
  'connect',
  'target',
  'host',
  'auth-record',
  'asset-group',
  'policies',
  'launch',
  'wait',
  'authentication',
  'posture',
  'evaluate',
  'report',
] as const;
export type StepId = (typeof scanSteps)[number];

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
