import type { Problem } from '../../config/problem.js';
import type { Config } from '../../config/schema.js';
import { refusal } from '../refusal.js';
import { jsonObject } from './json-text.js';
import type { StepArguments } from './step-parameters.js';

type Target = Config['scan']['target'];

const otherFormat = 'Choose a format that runs qualys-pc itself, for example "jenkins".';

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
  const [instance, ...more] = target.instanceIds;
  if (instance === undefined || more.length > 0) {
    return refusal('scan.target.instanceIds', 'The plugin scans exactly one instance', otherFormat);
  }
  const { id, name, accountId } = target.connector;
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
