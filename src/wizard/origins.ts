import type { Draft } from './draft.js';
import type { WizardStart } from './services.js';
import type { WizardStepId } from './steps.js';

/** The answers that each step asks for. */
const answersOf: Readonly<Record<WizardStepId, readonly (keyof Draft)[]>> = {
  connect: [
    'platform',
    'apiServer',
    'loginKind',
    'username',
    'clientId',
    'clientLevel',
    'proxy',
    'proxyUsername',
  ],
  target: ['targetKind', 'ips', 'instanceIds', 'connector', 'runConnector', 'title', 'jobName'],
  'auth-record': ['authKind', 'authExisting', 'authUsername', 'authDomain', 'authKeepsPassword'],
  scanner: ['scanner'],
  'option-profile': ['optionProfile', 'policies'],
  criteria: ['failStates', 'failCriticalities', 'failOnAuthFailure', 'exclusions'],
  timeouts: ['pollingInterval', 'timeout'],
  review: [],
};

/** What the answers of a step may have come from besides the person. */
export interface OriginSources extends Pick<WizardStart, 'prefilled' | 'configPath' | 'fromEnvironment'> {
  /** Answers of an earlier session that were gone on with. */
  readonly resumed: Draft | undefined;
}

/** Where the answers of a step came from while none of them was changed: `from qualys-pc.yaml`; else undefined. */
export function originOfStep(
  id: WizardStepId,
  draft: Draft,
  { prefilled, configPath, fromEnvironment, resumed }: OriginSources,
): string | undefined {
  const keys = answersOf[id];
  const areOf = (source: Draft | undefined) =>
    source !== undefined && keys.length > 0 && keys.every((key) => source[key] === draft[key]);
  if (configPath !== undefined && areOf(prefilled)) return `from ${configPath}`;
  if (areOf(resumed)) return 'from the answers that were kept';
  const variables = keys.flatMap((key) => {
    const given = fromEnvironment[key];
    return given !== undefined && given.value === draft[key] ? [given.variable] : [];
  });
  return variables.length === 0 ? undefined : `from ${variables.join(', ')}`;
}
