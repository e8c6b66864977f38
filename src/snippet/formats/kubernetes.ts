import type { Problem } from '../../config/problem.js';
import type { Config } from '../../config/schema.js';
import { containerImage } from '../container-image.js';
import { markerLines } from '../markers.js';
import { pipelineOf } from '../pipeline.js';
import { secretVariables } from '../pipeline-secrets.js';
import { commentLines, shellCommand, shellWord } from '../quote.js';
import { mergeCommand, shardCount } from '../shards.js';
import { forwardingLines } from '../shell-lines.js';
import { refused, type Snippet, type SnippetFormat, type SnippetOptions } from '../snippet-format.js';
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

function emit(config: Config, options: SnippetOptions): Snippet {
  const pipeline = pipelineOf(config, options, ['html', 'junit']);
  const count = shardCount(config, options.shards);
  const refusals: Problem[] = [...pipeline.refusals, ...(typeof count === 'number' ? [] : [count])];
  const { environment, configPath } = pipeline;
  const notes = [
    ...pipeline.notes,
    'The results need a volume that several nodes can write to (ReadWriteMany), or nodes that are one.',
    ...(config.criteria?.baseline === undefined
      ? []
      : ['The baseline must lie on the results volume, as the config map holds the config alone.']),
  ];
  if (refusals.length > 0 || typeof count !== 'number') return refused(refusals, { notes, environment });
  const { begin, end } = markerLines('#', { format: 'kubernetes', configPath });
  const secrets = secretVariables(pipeline.secrets);
  const configName = configPath.split('/').at(-1) ?? configPath;
  const runWords = [
    // A Job knows no warnings: a verdict that passed with some is a Job that completed.
    ...pipeline.runWords
      .filter((word) => word !== '--warning-exit-code')
      .map((word) => (word === configPath ? `/config/${configName}` : word)),
    ...(config.scan.jobName === undefined ? ['--job-name', 'qualys-policy-compliance'] : []),
  ];
  const names = objectNames(pipeline);
  const image = containerImage(options);
  const isInstalling = pipeline.installLines.length > 0;
  const text = `${begin}
${commentLines('#', [
  'Made by "qualys-pc snippet --format kubernetes": an Indexed Job scans in shards, a second Job joins the results.',
  ...secretSentences(secrets, names),
  'Each run starts anew, as Jobs cannot be changed; the results of the last one go with their volume:',
  `  kubectl create configmap ${names.config} --from-file=${shellWord(`${configName}=${configPath}`)} --dry-run=client --output=yaml | kubectl apply --filename=-`,
  `  kubectl delete --filename=${names.file} --ignore-not-found`,
  `  kubectl apply --filename=${names.file}`,
  `  kubectl wait --for=condition=complete --timeout=${pipeline.minutes}m job/${names.shards}`,
  `  kubectl patch job/${names.verdict} --type=merge --patch='{"spec":{"suspend":false}}'`,
  `  kubectl logs --follow --pod-running-timeout=10m job/${names.verdict}`,
  `  kubectl wait --for=condition=complete --timeout=1m job/${names.verdict}   (fails unless the verdict is "passed")`,
]).join('\n')}
${volumeClaim(names)}
---
${kubernetesJob({
  name: names.shards,
  names,
  image,
  isInstalling,
  indexes: count,
  minutes: pipeline.minutes,
  script: [
    ...pipeline.installLines,
    `: "\${JOB_COMPLETION_INDEX:?Kubernetes sets it in an Indexed Job}"`,
    ...forwardingLines(`${shellCommand(runWords)} --shard "$((JOB_COMPLETION_INDEX + 1))/${count}"`),
    '# Every verdict counts as done: the second Job judges.',
    'case "$code" in [0-6]) exit 0 ;; *) exit "$code" ;; esac',
  ],
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
  script: [...pipeline.installLines, mergeCommand(pipeline)],
  secrets: [],
  plainVariables: [],
})}
${end}
`;
  return { text, refusals, notes, environment };
}

/** An Indexed Job that runs this program in shards, and a Job that joins the results. */
export const kubernetes: SnippetFormat = {
  name: 'kubernetes',
  title: 'Kubernetes, Indexed Job',
  description: 'Spreads many targets over pods, one shard each, and joins their results into one verdict.',
  fileName,
  needs: { program: true, shards: true, image: true },
  emit,
};
