import { type Problem, refusal } from '../../config/problem.js';
import type { Config } from '../../config/schema.js';
import { isMisread, jsonObject, type NamedPolicy, policiesText } from './encodings.js';
import type { StepArguments } from './step-parameters.js';

type Target = Config['scan']['target'];

const otherFormat = 'Choose a format that runs qualys-pc itself, for example the declarative pipeline.';

/** The plugin's own pattern of a host, or a variable that it reads when it runs. */
const isOneHost = (text: string): boolean =>
  /^\d{1,3}\.\d{1,3}\.\d{1,3}\.\d{1,3}$/.test(text) || /^env\.[A-Za-z_][A-Za-z0-9_]*$/.test(text);

function hostArguments(target: Target & { type: 'host' }): StepArguments | Problem {
  const [ip, ...more] = target.ips;
  if (ip === undefined || more.length > 0 || !isOneHost(ip)) {
    return refusal(
      'scan.target.ips',
      'The plugin scans exactly one host, named by one IPv4 address',
      otherFormat,
    );
  }
  return { useHost: true, hostIp: ip, useEc2: false, runConnector: false };
}

function ec2Arguments(target: Target & { type: 'ec2' }): StepArguments | Problem {
  if (target.instances !== undefined)
    return refusal(
      'scan.target.instances',
      'The plugin scans exactly one instance, named by its id',
      otherFormat,
    );
  const [instance, ...more] = target.instanceIds;
  if (instance === undefined || more.length > 0) {
    return refusal('scan.target.instanceIds', 'The plugin scans exactly one instance', otherFormat);
  }
  if (target.connectors !== undefined)
    return refusal('scan.target.connectors', 'The plugin takes exactly one connector', otherFormat);
  const { id, name, accountId } = target.connector ?? {};
  if (id === undefined || name === undefined || accountId === undefined) {
    return refusal(
      'scan.target.connector',
      "The plugin needs the connector's id, name and AWS account",
      'Add what is missing to the config; "qualys-pc list connectors" shows all three.',
    );
  }
  if (/[[\]]/.test(name)) {
    return refusal(
      'scan.target.connector.name',
      'The plugin takes "[" and "]" out of a connector\'s name and then does not find it.',
      `Rename the connector in Qualys, or: ${otherFormat}`,
    );
  }
  const details = jsonObject([
    ['awsAccountId', JSON.stringify(accountId)],
    ['id', JSON.stringify(id)],
  ]);
  return {
    useHost: false,
    useEc2: true,
    ec2Id: instance,
    ec2ConnDetails: jsonObject([[name, details]]),
    runConnector: target.runConnector,
  };
}

/** The arguments that name the one target. */
export function pluginTarget(target: Target): StepArguments | Problem {
  return target.type === 'host' ? hostArguments(target) : ec2Arguments(target);
}

const isNamed = (policy: { id?: string | undefined; title?: string | undefined }): policy is NamedPolicy =>
  policy.id !== undefined && policy.title !== undefined;

const repeated = (values: readonly string[]): boolean => new Set(values).size < values.length;

/** `optionProfile` and `selectedPolicies`, or why the plugin would scan something else. */
export function pluginProfile(
  config: Config,
): Pick<StepArguments, 'optionProfile' | 'selectedPolicies'> | Problem {
  const { optionProfile, policies } = config.scan;
  if (optionProfile.title === undefined) {
    return refusal(
      'scan.optionProfile.title',
      'The plugin launches by the title of the option profile',
      'Add the title; "qualys-pc list option-profiles" shows it.',
    );
  }
  if (policies === undefined) {
    return refusal(
      'scan.policies',
      'The plugin scans only policies that are named',
      'Name them with id and title; "qualys-pc list policies" shows both.',
    );
  }
  const named = policies.filter(isNamed);
  if (named.length < policies.length || named.length === 0) {
    return refusal(
      'scan.policies',
      'The plugin needs the id and the title of every policy',
      'Add what is missing; "qualys-pc list policies" shows both.',
    );
  }
  if (repeated(named.map(({ title }) => title)) || repeated(named.map(({ id }) => id))) {
    return refusal(
      'scan.policies',
      'The plugin keeps policies by title, so of two with one title it keeps one',
      'Rename one of them in Qualys, or name each policy once.',
    );
  }
  if (isMisread(named)) {
    return refusal(
      'scan.policies',
      'The plugin splits its list of policies at ",," and "::", and a title or id here is cut by that',
      'Rename the policy in Qualys, or choose the format "jenkins", which runs qualys-pc itself.',
    );
  }
  const details = jsonObject(named.map(({ id, title }) => [title, JSON.stringify(id)]));
  return {
    optionProfile: jsonObject([
      ['optionProfileName', JSON.stringify(optionProfile.title)],
      ['optionProfileID', JSON.stringify(optionProfile.id ?? '')],
      ['policyDetails', details],
    ]),
    selectedPolicies: policiesText(named),
  };
}
