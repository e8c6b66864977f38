import { ipWords } from '../../config/values/targets.js';
import type { StepParameter } from '../jenkins-plugin/step-parameters.js';
import { readJsonObject } from './read-profile.js';
import type { ImportedConfig, StepReader } from './step-reader.js';

type Target = NonNullable<ImportedConfig['scan']['target']>;

/** A host or instance; a variable of the environment is kept as `env.NAME`, which the config reads at run time too. */
function hostOrVariable(step: StepReader, name: StepParameter): string | undefined {
  const parts = step.parts(name);
  const [only] = parts ?? [];
  if (parts?.length === 1 && typeof only === 'object') {
    const reference = `env.${only.variable}`;
    step.reportUnknown(name, reference);
    return reference;
  }
  return step.text(name);
}

function hostTarget(step: StepReader): Target | undefined {
  const ip = hostOrVariable(step, 'hostIp');
  if (ip === undefined) {
    if (!step.has('hostIp')) {
      step.lint('target-missing', {
        at: 'useHost',
        problem: 'useHost is on and no hostIp is named, so the plugin fails.',
        advice: 'Fill in scan.target in the config.',
      });
    }
    return undefined;
  }
  if (/[,\s/-]/.test(ip)) {
    step.lint('target-several', {
      at: 'hostIp',
      problem: 'The plugin scans one host, and this names several.',
      advice: 'The config takes the list as it is; qualys-pc scans all of them.',
    });
  }
  return {
    type: 'host',
    ips: ipWords(ip),
  };
}

interface Connector {
  readonly id?: string | undefined;
  readonly name?: string | undefined;
  readonly accountId?: string | undefined;
}

function connectorOf(step: StepReader): Connector {
  const entries = readJsonObject(step, 'ec2ConnDetails');
  if (entries === undefined) return {};
  const [first, ...more] = entries;
  if (first === undefined || first[0] === 'NoConnectorSelected') {
    step.lint('connector-missing', {
      at: 'ec2ConnDetails',
      problem: 'No connector is selected.',
      advice: 'Fill in scan.target.connector; "qualys-pc list connectors" shows them.',
    });
    return {};
  }
  if (more.length > 0) {
    step.lint('connector-several', {
      at: 'ec2ConnDetails',
      problem: 'Several connectors are named, and the plugin fails.',
      advice: 'The config takes the first.',
    });
  }
  const [name, details] = first;
  const member = (key: string): string | undefined => {
    const value: unknown =
      typeof details === 'object' && details !== null ? Reflect.get(details, key) : undefined;
    return typeof value === 'string' || typeof value === 'number' ? String(value) : undefined;
  };
  const id = member('id');
  const accountId = member('awsAccountId');
  if (accountId !== undefined && !/^\d{12}$/.test(accountId)) {
    step.lint('account-odd', {
      at: 'ec2ConnDetails',
      problem: 'The AWS account of the connector is not 12 digits; a number loses its leading zeros.',
      advice: 'Correct scan.target.connector.accountId.',
    });
  }
  return {
    id,
    name: name.trim() === '' ? undefined : name,
    accountId,
  };
}

function ec2Target(step: StepReader): Target | undefined {
  const instance = hostOrVariable(step, 'ec2Id');
  const connector = connectorOf(step);
  const runConnector = step.flag('runConnector');
  // What is named of it stays: without an instance the config is refused until one is filled in.
  if (instance === undefined && !step.has('ec2Id')) {
    step.lint('target-missing', {
      at: 'useEc2',
      problem: 'useEc2 is on and no ec2Id is named, so the plugin fails.',
      advice: 'Fill in scan.target.instanceIds in the config.',
    });
  }
  return {
    type: 'ec2',
    instanceIds: instance === undefined ? undefined : [instance],
    connector,
    runConnector,
  };
}

/** The target that `useHost` or `useEc2` turns on. */
export function readTarget(step: StepReader): Target | undefined {
  const [host, ec2] = [step.flag('useHost'), step.flag('useEc2')];
  if (host && ec2) {
    step.lint('target-both', {
      at: 'useEc2',
      problem: 'Both a host and an instance are turned on; the plugin asks for one.',
      advice: 'The config takes the host.',
    });
  }
  if (host) return hostTarget(step);
  if (ec2) return ec2Target(step);
  step.lint('target-missing', {
    problem: 'Neither useHost nor useEc2 is on, so the plugin scans nothing and fails.',
    advice: 'Fill in scan.target in the config.',
  });
  return undefined;
}
