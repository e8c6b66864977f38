import { createHash } from 'node:crypto';
import type { Pipeline } from '../pipeline.js';
import { yamlBlock, yamlString } from '../quote.js';

/** Names of the objects of one config in its namespace, and of the file that holds them. */
export interface ObjectNames {
  readonly secret: string;
  readonly config: string;
  readonly results: string;
  readonly shards: string;
  readonly jobs: string;
  readonly verdict: string;
  readonly file: string;
}

/**
 * Names that no other config has: several paths can have one suffix, so a hash of the path follows unless the suffix
 * stands for the whole path. At most 55 characters, as pods append an index and a random part to their Job's 63.
 */
export function objectNames({ configPath, suffix }: Pipeline): ObjectNames {
  const isWhole = configPath === `qualys-pc${suffix}.yaml`;
  const hash = isWhole ? '' : `-${createHash('sha256').update(configPath).digest('hex').slice(0, 6)}`;
  const end = `${suffix}${hash}`;
  return {
    secret: `qualys-pc${end}`,
    config: `qualys-pc-config${end}`,
    results: `qualys-pc-results${end}`,
    shards: `qualys-pc-shards${end}`,
    jobs: `qualys-pc-jobs${end}`,
    verdict: `qualys-pc-verdict${end}`,
    file: `qualys-policy-compliance${end}.k8s.yaml`,
  };
}

/** The volume that all pods write their results to. */
export function volumeClaim({ results }: ObjectNames): string {
  return `apiVersion: v1
kind: PersistentVolumeClaim
metadata:
  name: ${results}
spec:
  accessModes: [ReadWriteMany]
  # storageClassName: replace, when the default class cannot be written to by several nodes
  resources:
    requests:
      storage: 1Gi`;
}

/** What differs between the Job that scans and the Job of the verdict. */
interface KubernetesJob {
  readonly name: string;
  readonly names: ObjectNames;
  readonly image: { readonly name: string; readonly comment: string };
  /** True when the image installs the program itself, which needs root. */
  readonly isInstalling: boolean;
  /** Number of pods of an Indexed Job; without it an ordinary Job that is created suspended. */
  readonly indexes?: number;
  readonly parallelism?: number;
  /** True when the pods of one Job are one build, so that no result of an earlier one is joined. */
  readonly hasBuild?: boolean;
  readonly minutes: number;
  readonly script: readonly string[];
  readonly secrets: readonly string[];
  readonly plainVariables: readonly string[];
}

function environment({ names, secrets, plainVariables, hasBuild = false }: KubernetesJob): string {
  const lines = [
    ...(hasBuild
      ? [
          '- name: BUILD_NUMBER',
          '  valueFrom:',
          '    fieldRef:',
          "      fieldPath: metadata.labels['batch.kubernetes.io/controller-uid']",
        ]
      : []),
    ...secrets.flatMap((name) => [
      `- name: ${name}`,
      '  valueFrom:',
      '    secretKeyRef:',
      `      name: ${names.secret}`,
      `      key: ${name}`,
    ]),
    ...plainVariables.flatMap((name) => [
      `- name: ${name}`,
      `  value: ${yamlString('')} # Replace: the target.`,
    ]),
  ];
  return lines.length === 0 ? '' : `\n          env:\n${yamlBlock(lines, 12)}`;
}

function completion({ indexes, parallelism = indexes }: KubernetesJob): string {
  if (indexes === undefined) return '  suspend: true # Released when the scans are done.\n  backoffLimit: 0';
  return `  completionMode: Indexed
  completions: ${indexes}
  parallelism: ${parallelism}
  # A pod that died is started again; its state on the volume keeps it from launching twice.
  backoffLimitPerIndex: 2`;
}

/**
 * Text of `command` or `args` that a container gets as it is. Kubernetes makes one `$` of `$$` there, replaces `$(NAME)`
 * by a variable of that name, and splits a character of several bytes behind a `$` (Container v1, `args`).
 */
function literalText(text: string): string {
  return text.replace(/\$(?=[$(\u0080-\uffff])/g, '$$$$');
}

/** The script as the argument of `sh -c`. */
function scriptArgument(lines: readonly string[]): string {
  const literal = lines.map(literalText);
  const note =
    literal.join() === lines.join() ? '' : ' # Kubernetes makes one $ of $$, and replaces $(NAME).';
  return `args:${note}
            - |
${yamlBlock(literal, 14)}`;
}

/** A Job whose pods run a shell script beside the results, without any right in the cluster. */
export function kubernetesJob(job: KubernetesJob): string {
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
          ${scriptArgument(job.script)}
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
            claimName: ${job.names.results}
        - name: config
          configMap:
            name: ${job.names.config}`;
}
