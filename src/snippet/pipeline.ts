import { publicHosts } from '../config/allowed-server.js';
import { defaultConfigPath, defaultReportDirectory, type ReportFormatName } from '../config/names.js';
import { type Problem, refusal } from '../config/problem.js';
import type { Config } from '../config/schema.js';
import { parseDuration } from '../config/values/duration.js';
import { isLoopback } from '../net/host-names.js';
import { type ImageOptions, imageProblem } from './container-image.js';
import { runningNotes, scanRounds } from './instance-scans.js';
import { joinSecrets, type PipelineSecrets, pipelineSecrets, secretVariables } from './pipeline-secrets.js';

/** What the formats that call this program need of a config. */
export interface Pipeline {
  readonly configPath: string;
  /** Distinguishes this job from those of other configs in one pipeline; empty for the default config path. */
  readonly suffix: string;
  readonly secrets: PipelineSecrets;
  /** Secrets and targets, by variable name. */
  readonly environment: readonly string[];
  /** Folder of the results, relative to the repository. */
  readonly directory: string;
  readonly formats: readonly ReportFormatName[];
  /** Words of `qualys-pc run`, unquoted. */
  readonly runWords: readonly string[];
  readonly installLines: readonly string[];
  /** The pipeline's own timeout for the scans of one machine. */
  readonly minutes: number;
  readonly refusals: readonly Problem[];
  readonly notes: readonly string[];
}

/**
 * Reads a config the way a pipeline needs it.
 * @param configs The config, or each job of one as a config of its own.
 * @param wanted Report formats that the system shows; those the config lacks are added by a flag.
 */
export function pipelineOf(
  configs: readonly [Config, ...Config[]],
  options: ImageOptions,
  wanted: readonly ReportFormatName[],
): Pipeline {
  const [config, ...others] = configs;
  const configPath = configPathInRepository(options.configPath);
  const path = typeof configPath === 'string' ? configPath : defaultConfigPath;
  const secrets = joinSecrets([pipelineSecrets(config), ...others.map(pipelineSecrets)]);
  const { directory, isOverride } = reportDirectoryInRepository(config.reports.directory);
  const formats = [...new Set([...configs.flatMap(({ reports }) => reports.formats), ...wanted])];
  const lacksFormats = configs.some(({ reports }) => new Set(reports.formats).size < formats.length);
  const install = installProblem(options.install);
  const image = imageProblem(options);
  const runWords = [
    'qualys-pc',
    'run',
    '--config',
    path,
    ...(isOverride ? ['--report-dir', directory] : []),
    ...(lacksFormats ? ['--report-format', formats.join(',')] : []),
    ...serversToAllow(config).flatMap((host) => ['--allow-server', host]),
    ...proxiesToAllow(config).flatMap((host) => ['--allow-proxy', host]),
    ...secrets.allowFiles.flatMap((path) => ['--allow-file', path]),
    ...secrets.allowEnv.flatMap((name) => ['--allow-env', name]),
    '--warning-exit-code',
  ];
  return {
    configPath: path,
    suffix: jobSuffix(path),
    secrets,
    environment: [...secretVariables(secrets), ...secrets.plainVariables],
    directory,
    formats,
    runWords,
    installLines: installLines(options.install),
    minutes: Math.max(...configs.map((each) => jobMinutes(each) * scanRounds(each, options.shards))),
    refusals: [
      ...(typeof configPath === 'string' ? [] : [configPath]),
      ...(install === undefined ? [] : [install]),
      ...(image === undefined ? [] : [image]),
      ...secrets.refusals,
    ],
    notes: [
      ...secrets.notes,
      ...new Set(configs.flatMap(runningNotes)),
      ...(isOverride
        ? [
            `The results go to "${directory}": the config's own folder is no folder below the repository that every pipeline can name.`,
          ]
        : []),
      ...(options.install === undefined && options.image === undefined && options.use === undefined
        ? [
            'The machine of the pipeline must have qualys-pc installed (Node.js 20 or later); --install adds a line that does it.',
          ]
        : []),
    ],
  };
}

/** Hosts that get secrets only when a flag names them: private clouds and overrides (design, section 3). */
function serversToAllow(config: Config): string[] {
  const hosts = [config.apiServer, config.gateway].flatMap((server) => {
    if (server === undefined || !URL.canParse(server)) return [];
    const { host, hostname } = new URL(server);
    return publicHosts.includes(host) || isLoopback(hostname) ? [] : [host];
  });
  return [...new Set(hosts)];
}

/** The proxy that gets its password only when a flag names it. A text that is no host name gets no flag: it is no proxy. */
function proxiesToAllow({ proxy }: Config): string[] {
  if (proxy === undefined || (proxy.username === undefined && proxy.password === undefined)) return [];
  if (!/^[\p{L}\p{N}._:[\]-]+$/u.test(proxy.host)) return [];
  return [`${proxy.host}:${proxy.port}`];
}

const postureMinutes = 15;
const marginMinutes = 15;

/**
 * Minutes after which a pipeline may kill the job: the scan's own timeout, the least time that posture gets after it
 * (design 4, step 10), and a margin for reading, reports and uploads. So the program ends first,
 * and reports why.
 */
export function jobMinutes(config: Config): number {
  const parsed = parseDuration(config.timeouts.timeout);
  const minutes = typeof parsed === 'number' ? parsed / 60_000 : 120;
  return Math.ceil(minutes + Math.min(postureMinutes, minutes) + marginMinutes);
}

/**
 * Distinguishes the jobs of two configs in one pipeline: `-db` for `qualys-pc-db.yaml`, `-ci` for
 * `ci/qualys-pc.yaml`, empty for the default path.
 * Lower-case letters, digits and single hyphens, as every system takes them.
 */
function jobSuffix(configPath: string): string {
  if (configPath === defaultConfigPath) return '';
  const name = configPath
    .replace(/\.(?:json|ya?ml)$/i, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-?(?:qualys-pc(?:-|$))?|-$/g, '')
    .replace(/(?:^|-)qualys-pc$/, '')
    .slice(0, 30)
    .replace(/-$/, '');
  return name === '' ? '' : `-${name}`;
}

const personalFolder = /(?:^|[\s"'=:])(?:\/(?:home|Users|root|tmp|var\/folders)\/|[A-Za-z]:\\)/;
const inlineSecret =
  /:\/\/[^\s/@]+:[^\s/@$]+@|(?:_authToken|_password|_auth|token|password|passwd|secret)\s*[=:]\s*["']?[^\s"'$]/i;

/** Why an `--install` command cannot stand in a file that others read. */
function installProblem(install: string | undefined): Problem | undefined {
  if (install === undefined) return undefined;
  if (install.trim() === '')
    return refusal('install', 'The install command is empty', 'Leave --install out.');
  if (!install.isWellFormed() || /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u2028\u2029]/.test(install)) {
    return refusal('install', 'The install command holds control characters', 'Type it again without them.');
  }
  if (inlineSecret.test(install)) {
    return refusal(
      'install',
      'The install command holds a secret',
      'Keep it in the CI system and read it from a variable there, for example "$NPM_TOKEN".',
    );
  }
  if (personalFolder.test(install)) {
    return refusal(
      'install',
      'The install command names a folder of this machine',
      'Install from a registry or a URL that the pipeline reaches.',
    );
  }
  return undefined;
}

/** The lines of an install command. */
function installLines(install: string | undefined): string[] {
  return install === undefined ? [] : install.trim().split(/\r?\n/);
}

/**
 * A path below the working folder that means the same in a shell, a glob and an expression of every system: no
 * wildcard, no quote, no dollar, no comma, no leading dash.
 */
function isPlainPath(path: string): boolean {
  return /^(?!-)[\p{L}\p{N}._/ +=@-]+$/u.test(path) && !path.includes('//') && path.trim() === path;
}

function isBelow(path: string): boolean {
  return !/^(?:\/|[A-Za-z]:|\\|~)/.test(path) && !path.split(/[\\/]/).includes('..');
}

/** The path as it stands in the pipeline, or why it cannot stand there. */
export function configPathInRepository(path: string | undefined): string | Problem {
  const tidy = (path ?? defaultConfigPath).replace(/^(?:\.\/)+/, '');
  if (!isBelow(tidy)) {
    return refusal(
      'configPath',
      'The config file lies outside the repository, so a pipeline does not find it',
      `Put it into the repository and run the command from the repository's top folder, or name its path there with --config-path, for example --config-path ${defaultConfigPath}.`,
    );
  }
  if (!isPlainPath(tidy) || tidy.endsWith('/')) {
    return refusal(
      'configPath',
      `The path "${tidy}" holds characters that pipelines read as something else`,
      'Rename the file with letters, digits, ".", "-", "_" and "/".',
    );
  }
  return tidy;
}

/**
 * The folder of the results as the pipeline names it. A folder of this machine, or one that is the repository
 * itself, is replaced, and `isOverride` asks for a flag that says so to the program.
 */
function reportDirectoryInRepository(directory: string): { directory: string; isOverride: boolean } {
  const tidy = directory.replace(/^(?:\.\/)+/, '').replace(/\/+$/, '');
  const isUsable = isBelow(tidy) && isPlainPath(tidy) && !tidy.includes(' ') && tidy !== '' && tidy !== '.';
  if (!isUsable) return { directory: defaultReportDirectory, isOverride: true };
  return { directory: tidy, isOverride: false };
}
