import type { Problem } from '../../config/problem.js';
import type { Config } from '../../config/schema.js';
import { containerImage } from '../container-image.js';
import { markerLines } from '../markers.js';
import { pipelineOf } from '../pipeline.js';
import { secretVariables } from '../pipeline-secrets.js';
import { commentLines, shellCommand, shellWord, yamlBlock, yamlString } from '../quote.js';
import { mergeCommand, shardCount } from '../shards.js';
import { forwardingLines } from '../shell-lines.js';
import { refused, type Snippet, type SnippetFormat, type SnippetOptions } from '../snippet-format.js';

const fileName = 'qualys-policy-compliance.k8s.yaml';

function secretSentences(secrets: readonly string[]): string[] {
  if (secrets.length === 0) return ['Needs Kubernetes 1.29 or later.'];
  return [
    `Needs Kubernetes 1.29 or later and a Secret named qualys-pc with the keys ${secrets.join(', ')}, made once`,
    'from a file of lines KEY=value that lies in no repository:',
    '  kubectl create secret generic qualys-pc --from-env-file=qualys-pc.env',
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
  const image = containerImage(options);
  const isInstalling = pipeline.installLines.length > 0;
  const text = `${begin}
${commentLines('#', [
  'Made by "qualys-pc snippet --format kubernetes": an Indexed Job scans in shards, a second Job joins the results.',
  ...secretSentences(secrets),
  'Each run starts anew, as Jobs cannot be changed; the results of the last one go with their volume:',
  `  kubectl create configmap qualys-pc-config --from-file=${shellWord(`${configName}=${configPath}`)} --dry-run=client --output=yaml | kubectl apply --filename=-`,
  `  kubectl delete --filename=${fileName} --ignore-not-found`,
  `  kubectl apply --filename=${fileName}`,
  `  kubectl wait --for=condition=complete --timeout=${pipeline.minutes}m job/qualys-pc-shards`,
  `  kubectl patch job/qualys-pc-verdict --type=merge --patch='{"spec":{"suspend":false}}'`,
  '  kubectl logs --follow --pod-running-timeout=10m job/qualys-pc-verdict',
  '  kubectl wait --for=condition=complete --timeout=1m job/qualys-pc-verdict   (fails unless the verdict is "passed")',
]).join('\n')}
${kubernetesVolumeClaim}
---
${kubernetesJob({
  name: 'qualys-pc-shards',
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
  name: 'qualys-pc-verdict',
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
  needs: { program: true, shards: true },
  emit,
};

/** The volume that all pods write their results to. */
const kubernetesVolumeClaim = `apiVersion: v1
kind: PersistentVolumeClaim
metadata:
  name: qualys-pc-results
spec:
  accessModes: [ReadWriteMany]
  # storageClassName: replace, when the default class cannot be written to by several nodes
  resources:
    requests:
      storage: 1Gi`;

/** What differs between the Job of the shards and the Job of the verdict. */
export interface KubernetesJob {
  readonly name: string;
  readonly image: { readonly name: string; readonly comment: string };
  /** True when the image installs the program itself, which needs root. */
  readonly isInstalling: boolean;
  /** Number of shards; without it an ordinary Job that is created suspended. */
  readonly indexes?: number;
  readonly minutes: number;
  readonly script: readonly string[];
  readonly secrets: readonly string[];
  readonly plainVariables: readonly string[];
}

function environment({ secrets, plainVariables }: KubernetesJob): string {
  const lines = [
    ...secrets.flatMap((name) => [
      `- name: ${name}`,
      '  valueFrom:',
      '    secretKeyRef:',
      '      name: qualys-pc',
      `      key: ${name}`,
    ]),
    ...plainVariables.flatMap((name) => [
      `- name: ${name}`,
      `  value: ${yamlString('')} # Replace: the target.`,
    ]),
  ];
  return lines.length === 0 ? '' : `\n          env:\n${yamlBlock(lines, 12)}`;
}

function completion({ indexes }: KubernetesJob): string {
  if (indexes === undefined) return '  suspend: true # Released when the shards are done.\n  backoffLimit: 0';
  return `  completionMode: Indexed
  completions: ${indexes}
  parallelism: ${indexes}
  # A pod that died is started again; its state on the volume keeps it from launching twice.
  backoffLimitPerIndex: 2`;
}

/** A Job whose pods run a shell script beside the results, without any right in the cluster. */
function kubernetesJob(job: KubernetesJob): string {
  const user = job.isInstalling
    ? ''
    : `
        runAsNonRoot: true
        runAsUser: 1000
        runAsGroup: 1000`;
  return `apiVersion: batch/v1
kind: Job
metadata:
  name: ${job.name}
  labels:
    app.kubernetes.io/name: qualys-pc
spec:
${completion(job)}
  activeDeadlineSeconds: ${job.minutes * 60}
  template:
    metadata:
      labels:
        app.kubernetes.io/name: qualys-pc
    spec:
      restartPolicy: Never
      automountServiceAccountToken: false
      terminationGracePeriodSeconds: 30 # A scan that is stopped is cancelled at Qualys.
      securityContext:
        fsGroup: 1000${user}
        seccompProfile:
          type: RuntimeDefault
      containers:
        - name: qualys-pc
          image: ${job.image.name} # ${job.image.comment}
          workingDir: /results${environment(job)}
          command: [sh, -c]
          args:
            - |
${yamlBlock(job.script, 14)}
          resources:
            requests:
              cpu: 100m
              memory: 256Mi
            limits:
              memory: 512Mi
          securityContext:
            allowPrivilegeEscalation: false${job.isInstalling ? '' : '\n            readOnlyRootFilesystem: true'}
            capabilities:
              drop: [ALL]
          volumeMounts:
            - name: results
              mountPath: /results
            - name: config
              mountPath: /config
              readOnly: true
      volumes:
        - name: results
          persistentVolumeClaim:
            claimName: qualys-pc-results
        - name: config
          configMap:
            name: qualys-pc-config`;
}
