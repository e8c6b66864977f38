import { yamlBlock, yamlString } from './quote/yaml.js';

/** Where the results of all pods meet. */
export const kubernetesVolumeClaim = `apiVersion: v1
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
  /** True when the image installs the program itself, which needs its root. */
  readonly isInstalling: boolean;
  /** Number of shards; without it an ordinary Job that waits to be released. */
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
