import { type Command, Option } from 'commander';
import { type ConfigFlag, configFlags } from '../../config/flags.js';
import { criticalityNames, reportFormats, stateNames } from '../../config/names.js';
import { platformIds } from '../../qualys/platforms.js';
import { parseShard } from '../../workflow/units/shard.js';
import { annotationChoices } from '../process/ci-log.js';
import { givenOptions, jsonOption, terminalOptions } from './given-options.js';
import { collect, fileName, fileNames, jobsNamed, wholeNumber } from './option-values.js';
import type { AccountArgs, ScanArgs } from './scan-args.js';

/** What commander hands to an action. */
type Values = Readonly<Record<string, unknown>>;

/** Words that a shell may offer; the config's own rules decide what is right. */
const offered: Readonly<Record<string, readonly string[]>> = {
  platform: [...platformIds, 'PCP'],
  clientLevel: ['user', 'subscription'],
  authPlatform: ['unix', 'windows'],
  failOnState: stateNames,
  warnOnState: stateNames,
  failOnCriticality: criticalityNames,
  warnOnCriticality: criticalityNames,
  reportFormat: reportFormats,
  onTimeout: ['leave', 'cancel'],
};

/** Flags of the login, the server and the proxy. */
const accountKeys = [
  'platform',
  'apiServer',
  'gateway',
  'username',
  'clientId',
  'clientLevel',
  'proxyHost',
  'proxyPort',
  'proxyUsername',
];

const groups = {
  account: 'Account:',
  target: 'What is scanned:',
  criteria: 'What fails the build:',
  results: 'Time and results:',
  run: 'This run:',
  output: 'Output:',
  servers: 'Secrets and servers:',
} as const;

function groupOf({ key, path }: ConfigFlag): string {
  if (accountKeys.includes(key)) return groups.account;
  switch (path[0]) {
    case 'criteria':
      return groups.criteria;
    case 'timeouts':
    case 'reports':
      return groups.results;
    default:
      return groups.target;
  }
}

function configOption(flag: ConfigFlag): Option[] {
  const heading = groupOf(flag);
  if (flag.kind === 'boolean') {
    const opposite = new Option(`--no-${flag.name.slice(2)}`, `The opposite of ${flag.name}`);
    return [new Option(flag.name, flag.help), opposite].map((option) => option.helpGroup(heading));
  }
  const option = new Option(`${flag.name} <${flag.placeholder}>`, flag.help).helpGroup(heading);
  if (flag.kind === 'list') option.argParser(collect);
  const words = offered[flag.key];
  if (words !== undefined) option.argChoices = [...words];
  return [option];
}

function addAll(command: Command, heading: string, options: readonly Option[]): void {
  for (const option of options) command.addOption(option.helpGroup(heading));
}

function configFileOption(): Option {
  const help = 'Config file, - for standard input; a further one is laid over it';
  return new Option('-c, --config <FILE>', help).argParser(fileNames);
}

function jobOption(): Option {
  return new Option('--job <NAME>', 'Jobs of a config that holds several; all without it').argParser(
    jobsNamed,
  );
}

/** Adds what says which servers, files and variables are trusted. */
function addTrustOptions(command: Command): void {
  addAll(command, groups.servers, [
    new Option('--ca-file <FILE>', 'PEM file with your own certificate authority').argParser(fileName),
    new Option('--allow-server <HOST>', 'Private server that may receive the password').argParser(collect),
    new Option('--allow-proxy <HOST>', 'Proxy of the config that may receive its password in CI').argParser(
      collect,
    ),
    new Option('--allow-file <PATH>', 'File or folder that file: may name in CI').argParser(collect),
    new Option('--allow-env <NAME>', 'Variable besides QUALYS_* that env: may name in CI').argParser(collect),
  ]);
}

/**
 * Adds what `config` takes: the files, every flag that overrides them, and what a pipeline that gives `check` and `run`
 * the same flags names beside them: `config` asks no server and reads no secret, so it changes nothing there.
 */
export function addConfigOptions(command: Command): Command {
  command.addOption(configFileOption());
  command.addOption(jobOption());
  for (const flag of configFlags) for (const option of configOption(flag)) command.addOption(option);
  addTrustOptions(command);
  return command;
}

/** Adds what names an account: the config, the flags that override it, and a way to give the password. */
export function addLoginOptions(command: Command): Command {
  command.addOption(configFileOption());
  for (const flag of configFlags.filter(({ key }) => accountKeys.includes(key))) {
    for (const option of configOption(flag)) command.addOption(option);
  }
  addAll(command, groups.servers, [
    new Option('--password-stdin', 'Read the password, client secret or token from standard input'),
  ]);
  return command;
}

/** Adds what every command that talks to Qualys takes. */
export function addAccountOptions(command: Command): Command {
  addLoginOptions(command);
  addTrustOptions(command);
  addAll(command, groups.output, [
    new Option('-q, --quiet', 'No progress: the outcome and errors alone').conflicts('verbose'),
    new Option('-v, --verbose', 'One line per API call, and stacks of errors'),
    ...terminalOptions(),
  ]);
  return command;
}

/** Adds the flags that name the login to a job's hosts. */
export function addHostOptions(command: Command): Command {
  for (const flag of configFlags.filter(({ key }) => key === 'jobName' || key === 'authPlatform')) {
    for (const option of configOption(flag)) command.addOption(option);
  }
  return command;
}

/** Adds what `run` and `check` take. */
export function addScanOptions(command: Command, { outcome }: { readonly outcome: string }): Command {
  addAccountOptions(command);
  for (const flag of configFlags.filter(({ key }) => !accountKeys.includes(key))) {
    for (const option of configOption(flag)) command.addOption(option);
  }
  addAll(command, groups.run, [
    jobOption(),
    new Option('--dry-run', 'Print the plan and change nothing, like check'),
    new Option('--resume [FILE]', 'Resume an unfinished run, whatever its age').argParser(fileName),
    new Option('--new', 'Launch a new scan even if one is unfinished').conflicts('resume'),
    new Option('--detach', 'Launch and leave; exit 5'),
    new Option('--allow-new-ips <N>', 'How many addresses may be new to the account').argParser(wholeNumber),
    new Option('--shard <I/N>', 'Scan part I of N of the target').argParser(parseShard),
    new Option('--warning-exit-code', 'End with 6 instead of 0 when warnOn found something'),
  ]);
  addAll(command, groups.output, [
    jsonOption(outcome),
    new Option('--events <FILE>', 'Write every event as a JSON line; - is stderr').argParser(fileName),
    new Option('--annotations <WHEN>', 'Fold the log and mark errors for the CI').choices(annotationChoices),
  ]);
  return command;
}

const texts = (value: unknown): readonly string[] =>
  (Array.isArray(value) ? value : []).flatMap((text: unknown) => String(text).split(',')).filter(Boolean);
const textOrNone = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);

/** Answers that were given; a boolean flag that was not is no answer. */
function flagAnswers(command: Command): AccountArgs['flags'] {
  const values = command.opts();
  const given = configFlags.filter(({ key }) => command.getOptionValueSource(key) === 'cli');
  return Object.fromEntries(given.map(({ key }) => [key, values[key]]));
}

/** The arguments as the commands take them. */
export function accountArgs(command: Command): AccountArgs {
  const values: Values = command.opts();
  const [config, ...overlays]: readonly string[] = Array.isArray(values.config) ? values.config : [];
  return {
    given: givenOptions(command),
    config,
    overlays,
    flags: flagAnswers(command),
    jobs: texts(values.job),
    passwordStdin: values.passwordStdin === true,
    caFile: textOrNone(values.caFile),
    allowServers: texts(values.allowServer),
    allowProxies: texts(values.allowProxy),
    allowEnv: texts(values.allowEnv),
    allowFiles: texts(values.allowFile),
    level: values.quiet === true ? 'quiet' : values.verbose === true ? 'verbose' : 'normal',
  };
}

/** {@link accountArgs} and what belongs to one run. */
export function scanArgs(command: Command): ScanArgs {
  const values: Values = command.opts();
  const { resume, allowNewIps, shard } = values;
  return {
    ...accountArgs(command),
    options: {
      resume: resume === undefined ? undefined : { file: textOrNone(resume) },
      forceNew: values.new === true,
      detach: values.detach === true,
      allowNewIps: typeof allowNewIps === 'number' ? allowNewIps : undefined,
      warningExitCode: values.warningExitCode === true,
    },
    shard: typeof shard === 'object' && shard !== null ? (shard as ScanArgs['shard']) : undefined,
    dryRun: values.dryRun === true,
    json: values.json === true,
    events: textOrNone(values.events),
    annotations: annotationChoices.find((choice) => choice === values.annotations) ?? 'auto',
  };
}
