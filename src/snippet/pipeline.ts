import type { ReportFormatName } from '../config/names.js';
import type { Problem } from '../config/problem.js';
import type { Config } from '../config/schema.js';
import { resultFiles } from '../workflow/result.js';
import { serversToAllow } from './allow-server.js';
import { installLines, installProblem } from './install-command.js';
import { jobMinutes } from './job-minutes.js';
import { jobSuffix } from './job-suffix.js';
import { configPathInRepository, defaultConfigPath, reportDirectoryInRepository } from './pipeline-paths.js';
import { type PipelineSecrets, pipelineSecrets, secretVariables } from './pipeline-secrets.js';
import type { SnippetOptions } from './snippet-format.js';

/** What every format that calls this program says about a config. */
export interface Pipeline {
  readonly configPath: string;
  /** Tells this job from those of other configs in one pipeline; empty for the usual config path. */
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
  /** The pipeline's own timeout. */
  readonly minutes: number;
  readonly refusals: readonly Problem[];
  readonly notes: readonly string[];
}

/** Reports that a pipeline publishes and that must not be an earlier build's, by name. */
export function publishedFiles({ formats }: Pick<Pipeline, 'formats'>): string[] {
  return [
    ...(formats.includes('junit') ? [resultFiles.junit] : []),
    ...(formats.includes('html') ? [resultFiles.html] : []),
    ...(formats.includes('sarif') ? [resultFiles.sarif] : []),
    ...(formats.includes('markdown') ? [resultFiles.markdown] : []),
  ];
}

/**
 * Reads a config the way a pipeline needs it.
 * @param wanted Report formats that the system shows; those the config lacks are added by a flag.
 */
export function pipelineOf(
  config: Config,
  options: SnippetOptions,
  wanted: readonly ReportFormatName[],
): Pipeline {
  const configPath = configPathInRepository(options.configPath);
  const path = typeof configPath === 'string' ? configPath : defaultConfigPath;
  const secrets = pipelineSecrets(config);
  const { directory, isOverride } = reportDirectoryInRepository(config.reports.directory);
  const formats = [...new Set([...config.reports.formats, ...wanted])];
  const install = installProblem(options.install);
  const runWords = [
    'qualys-pc',
    'run',
    '--config',
    path,
    ...(isOverride ? ['--report-dir', directory] : []),
    ...(formats.length > config.reports.formats.length ? ['--report-format', formats.join(',')] : []),
    ...serversToAllow(config).flatMap((host) => ['--allow-server', host]),
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
    minutes: jobMinutes(config),
    refusals: [
      ...(typeof configPath === 'string' ? [] : [configPath]),
      ...(install === undefined ? [] : [install]),
      ...secrets.refusals,
    ],
    notes: [
      ...secrets.notes,
      ...(isOverride
        ? [
            `The results go to "${directory}": the config's own folder is no folder below the repository that every pipeline can name.`,
          ]
        : []),
      ...(options.install === undefined
        ? [
            'The machine of the pipeline must have qualys-pc installed (Node.js 20 or later); --install adds a line that does it.',
          ]
        : []),
    ],
  };
}
