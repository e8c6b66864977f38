import type { Config } from '../../config/schema.js';
import { containerImage } from '../container-image.js';
import {
  cellLines,
  cellsAtATime,
  cellVariable,
  jobFolders,
  joinJobsCommand,
  pipelineOfJobs,
} from '../job-matrix.js';
import { markerLines } from '../markers.js';
import { type Pipeline, pipelineOf } from '../pipeline.js';
import { secretVariables } from '../pipeline-secrets.js';
import { commentLines, shellCommand, shellWord } from '../quote.js';
import { mergeCommand, shardCount } from '../shards.js';
import { forwardingLines } from '../shell-lines.js';
import {
  refused,
  type Snippet,
  type SnippetFormat,
  type SnippetJobs,
  type SnippetOptions,
} from '../snippet-format.js';
import { kubernetesJob, type ObjectNames, objectNames, volumeClaim } from './kubernetes-objects.js';

const fileName = 'qualys-policy-compliance.k8s.yaml';

function secretSentences(secrets: readonly string[], { secret }: ObjectNames): string[] {
  if (secrets.length === 0) return ['Needs Kubernetes 1.29 or later.'];
  return [
    `Needs Kubernetes 1.29 or later and a Secret named ${secret} with the keys ${secrets.join(', ')}, made once`,
    'from a file of lines KEY=value that lies in no repository:',
    `  kubectl create secret generic ${secret} --from-env-file=${secret}.env`,
  ];
}

/** What an Indexed Job spreads over its pods, and how a second Job joins their results. */
interface PodSpread {
  readonly pipeline: Pipeline;
  /** Name of the Indexed Job, and the words for what it does. */
  readonly name: keyof Pick<ObjectNames, 'shards' | 'jobs'>;
  readonly words: string;
  readonly indexes: number;
  readonly parallelism: number;
  /** Lines of a pod's script, from a command that runs the program. */
  readonly lines: readonly string[];
  readonly join: string;
  readonly notes: readonly string[];
}

const withoutWarnings = (words: readonly string[]) => words.filter((word) => word !== '--warning-exit-code');

/** The config lies in the config map. A Job knows no warnings: a verdict that passed with some is one that completed. */
function inPod(pipeline: Pipeline): Pipeline {
  const { configPath, runWords } = pipeline;
  const mounted = `/config/${configPath.split('/').at(-1) ?? configPath}`;
  return {
    ...pipeline,
    configPath: mounted,
    runWords: withoutWarnings(runWords).map((word) => (word === configPath ? mounted : word)),
  };
}

function notesOf({ notes }: Pipeline, configs: readonly Config[]): string[] {
  return [
    ...notes,
    'The results need a volume that several nodes can write to (ReadWriteMany), or nodes that are one.',
    ...(configs.every(({ criteria }) => criteria?.baseline === undefined)
      ? []
      : ['The baseline must lie on the results volume, as the config map holds the config alone.']),
  ];
}

const indexCheck = `: "\${JOB_COMPLETION_INDEX:?Kubernetes sets it in an Indexed Job}"`;
const podEnd = [
  '# Every verdict counts as done: the second Job judges.',
  'case "$code" in [0-6]) exit 0 ;; *) exit "$code" ;; esac',
];

function emit(config: Config, options: SnippetOptions): Snippet {
  const count = shardCount(config, options.shards);
  const shards = typeof count === 'number' ? count : undefined;
  const pipeline = pipelineOf([config], { ...options, shards }, ['html', 'junit']);
  const notes = notesOf(pipeline, [config]);
  const { environment } = pipeline;
  if (typeof count !== 'number') return refused([...pipeline.refusals, count], { notes, environment });
  const runWords = [
    ...inPod(pipeline).runWords,
    ...(config.scan.jobName === undefined ? ['--job-name', 'qualys-policy-compliance'] : []),
  ];
  return objects(options, {
    pipeline,
    name: 'shards',
    words: 'an Indexed Job scans in shards, a second Job joins the results',
    indexes: count,
    parallelism: count,
    lines: forwardingLines(`${shellCommand(runWords)} --shard "$((JOB_COMPLETION_INDEX + 1))/${count}"`),
    join: mergeCommand(pipeline),
    notes,
  });
}

function emitJobs(jobs: SnippetJobs, options: SnippetOptions): Snippet {
  const pipeline = pipelineOfJobs(jobs, options, ['html', 'junit']);
  const { before, run, after } = cellLines(jobs, inPod(pipeline), forwardingLines);
  const atATime = Math.min(cellsAtATime(jobs), jobs.length);
  return objects(options, {
    pipeline: { ...pipeline, minutes: pipeline.minutes * Math.ceil(jobs.length / atATime) },
    name: 'jobs',
    words: 'an Indexed Job scans the jobs of the config, a second Job joins the results',
    indexes: jobs.length,
    parallelism: atATime,
    lines: [
      'case $JOB_COMPLETION_INDEX in',
      ...jobFolders(jobs).map((folder, index) => `  ${index}) ${cellVariable}=${folder} ;;`),
      '  *) exit 2 ;; # The Job is of another config.',
      'esac',
      ...before,
      ...run,
      ...after,
    ],
    join: joinJobsCommand(inPod(pipeline)),
    notes: notesOf(
      pipeline,
      jobs.map(({ config }) => config),
    ),
  });
}

/** How a person starts it: Jobs cannot be changed, so each run has new ones. */
function usageLines({ pipeline, name }: PodSpread, names: ObjectNames): string[] {
  const { configPath, minutes } = pipeline;
  const configName = configPath.split('/').at(-1) ?? configPath;
  const deletion = name === 'shards' ? `--filename=${names.file}` : `job/${names.jobs} job/${names.verdict}`;
  return [
    name === 'shards'
      ? 'Each run starts anew, as Jobs cannot be changed; the results of the last one go with their volume:'
      : 'Each run has new Jobs, as Jobs cannot be changed; the volume keeps the last result of each job, for the comparison:',
    `  kubectl create configmap ${names.config} --from-file=${shellWord(`${configName}=${configPath}`)} --dry-run=client --output=yaml | kubectl apply --filename=-`,
    `  kubectl delete ${deletion} --ignore-not-found`,
    `  kubectl apply --filename=${names.file}`,
    `  kubectl wait --for=condition=complete --timeout=${minutes}m job/${names[name]}`,
    `  kubectl patch job/${names.verdict} --type=merge --patch='{"spec":{"suspend":false}}'`,
    `  kubectl logs --follow --pod-running-timeout=10m job/${names.verdict}`,
    `  kubectl wait --for=condition=complete --timeout=1m job/${names.verdict}   (fails unless the verdict is "passed")`,
  ];
}

function objects(options: SnippetOptions, spread: PodSpread): Snippet {
  const { pipeline, notes, name } = spread;
  const { environment, refusals, configPath } = pipeline;
  if (refusals.length > 0) return refused(refusals, { notes, environment });
  const { begin, end } = markerLines('#', { format: 'kubernetes', configPath });
  const secrets = secretVariables(pipeline.secrets);
  const names = objectNames(pipeline);
  const image = containerImage(options);
  const isInstalling = pipeline.installLines.length > 0;
  const text = `${begin}
${commentLines('#', [
  `Made by "qualys-pc snippet --format kubernetes": ${spread.words}.`,
  ...secretSentences(secrets, names),
  ...usageLines(spread, names),
]).join('\n')}
${volumeClaim(names)}
---
${kubernetesJob({
  name: names[name],
  names,
  image,
  isInstalling,
  indexes: spread.indexes,
  parallelism: spread.parallelism,
  hasBuild: name === 'jobs',
  minutes: pipeline.minutes,
  script: [...pipeline.installLines, indexCheck, ...spread.lines, ...podEnd],
  secrets,
  plainVariables: pipeline.secrets.plainVariables,
})}
---
${kubernetesJob({
  name: names.verdict,
  names,
  image,
  isInstalling,
  minutes: 10,
  script: [...pipeline.installLines, spread.join],
  secrets: [],
  plainVariables: [],
})}
${end}
`;
  return { text, refusals, notes, environment };
}

/** An Indexed Job that runs this program in shards, or a job each, and a Job that joins the results. */
export const kubernetes: SnippetFormat = {
  name: 'kubernetes',
  title: 'Kubernetes, Indexed Job',
  description:
    'Spreads the shards of one target, or the jobs of a config, over pods and joins their results into one verdict.',
  fileName,
  needs: { program: true, shards: true, image: true },
  emit,
  emitJobs,
};
