/** Kinds of the arguments of `qualysPolicyComplianceScanner`, version 1.0.8 (PCScanNotifier's constructor). */
export const stepParameters = {
  platform: 'string',
  apiServer: 'string',
  credsId: 'string',
  useProxy: 'boolean',
  proxyServer: 'string',
  proxyPort: 'integer',
  proxyCredentialsId: 'string',
  scanName: 'string',
  useHost: 'boolean',
  hostIp: 'string',
  useEc2: 'boolean',
  ec2Id: 'string',
  ec2ConnDetails: 'string',
  runConnector: 'boolean',
  createAuthRecord: 'boolean',
  unixAndWindowsCredentials: 'string',
  unixAndWindowsCredentialsId: 'string',
  scannerName: 'string',
  optionProfile: 'string',
  selectedPolicies: 'string',
  failByStateAndCriticality: 'boolean',
  stateFail: 'boolean',
  stateError: 'boolean',
  stateExceptions: 'boolean',
  criticalityUrgent: 'boolean',
  criticalityCritical: 'boolean',
  criticalitySerious: 'boolean',
  criticalityMedium: 'boolean',
  criticalityMinimal: 'boolean',
  failByAuth: 'boolean',
  excludedCriteria: 'boolean',
  excludedCids: 'string',
  pollingInterval: 'string',
  vulnsTimeout: 'string',
} as const satisfies Record<string, 'string' | 'boolean' | 'integer'>;

/** A name of an argument. */
export type StepParameter = keyof typeof stepParameters;

/** Path in the config of what an argument sets. */
export const configPaths: Readonly<Record<StepParameter, string>> = {
  platform: 'platform',
  apiServer: 'apiServer',
  credsId: 'jenkins.credentialsId',
  useProxy: 'proxy',
  proxyServer: 'proxy.host',
  proxyPort: 'proxy.port',
  proxyCredentialsId: 'jenkins.proxyCredentialsId',
  scanName: 'scan.title',
  useHost: 'scan.target',
  hostIp: 'scan.target',
  useEc2: 'scan.target',
  ec2Id: 'scan.target.instanceIds',
  ec2ConnDetails: 'scan.target.connector',
  runConnector: 'scan.target.runConnector',
  createAuthRecord: 'scan.authRecord',
  unixAndWindowsCredentials: 'scan.authRecord.platform',
  unixAndWindowsCredentialsId: 'jenkins.hostCredentialsId',
  scannerName: 'scan.scanner',
  optionProfile: 'scan.optionProfile',
  selectedPolicies: 'scan.policies',
  failByStateAndCriticality: 'criteria.failOn',
  stateFail: 'criteria.failOn',
  stateError: 'criteria.failOn',
  stateExceptions: 'criteria.failOn',
  criticalityUrgent: 'criteria.failOn',
  criticalityCritical: 'criteria.failOn',
  criticalitySerious: 'criteria.failOn',
  criticalityMedium: 'criteria.failOn',
  criticalityMinimal: 'criteria.failOn',
  failByAuth: 'criteria.failOnAuthFailure',
  excludedCriteria: 'criteria.exclude',
  excludedCids: 'criteria.exclude',
  pollingInterval: 'timeouts.pollingInterval',
  vulnsTimeout: 'timeouts.timeout',
};

/** Arguments of one step; a value of the wrong kind is a compile error. */
export type StepArguments = {
  readonly [Name in StepParameter]?: (typeof stepParameters)[Name] extends 'string'
    ? string
    : (typeof stepParameters)[Name] extends 'boolean'
      ? boolean
      : number;
};

/** The arguments with a value, in the order of the plugin's form. */
export function orderedArguments(values: StepArguments): [StepParameter, string | boolean | number][] {
  return (Object.keys(stepParameters) as StepParameter[]).flatMap((name) => {
    const value = values[name];
    return value === undefined ? [] : [[name, value]];
  });
}
