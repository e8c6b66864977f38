import * as z from 'zod';

const condition = z.string();
const displayName = z.string();

const step = z.union([
  z.strictObject({ checkout: z.literal('self'), fetchDepth: z.int() }),
  z.strictObject({
    bash: z.string(),
    displayName,
    env: z
      .record(z.string().regex(/^[A-Z_][A-Z0-9_]*$/), z.string().regex(/^\$\([A-Z_][A-Z0-9_]*\)$/))
      .optional(),
  }),
  z.strictObject({ task: z.literal('UseNode@1'), inputs: z.strictObject({ version: z.string() }) }),
  z.strictObject({
    task: z.literal('PublishTestResults@2'),
    displayName,
    condition,
    inputs: z.strictObject({
      testResultsFormat: z.enum(['JUnit', 'NUnit', 'VSTest', 'XUnit', 'CTest']),
      testResultsFiles: z.string(),
      testRunTitle: z.string(),
      failTaskOnFailedTests: z.boolean(),
      failTaskOnMissingResultsFile: z.boolean(),
    }),
  }),
  z.strictObject({
    task: z.literal('DownloadPipelineArtifact@2'),
    displayName,
    continueOnError: z.literal(true),
    inputs: z.strictObject({
      source: z.literal('specific'),
      project: z.string(),
      pipeline: z.string(),
      runVersion: z.enum(['latest', 'latestFromBranch', 'specific']),
      runBranch: z.string(),
      allowPartiallySucceededBuilds: z.boolean(),
      allowFailedBuilds: z.boolean(),
      artifact: z.string(),
      path: z.string(),
    }),
  }),
  z.strictObject({
    task: z.literal('DownloadPipelineArtifact@2'),
    displayName,
    inputs: z.strictObject({ source: z.literal('current'), itemPattern: z.string(), path: z.string() }),
  }),
  z.strictObject({ publish: z.string(), displayName, artifact: z.string(), condition }),
]);

/** Every key that our pipelines may hold, where it may stand (Azure Pipelines YAML schema reference). */
export const azurePipeline = z.strictObject({
  trigger: z.strictObject({ batch: z.boolean(), branches: z.strictObject({ include: z.array(z.string()) }) }),
  pr: z.literal('none'),
  pool: z.strictObject({ vmImage: z.string() }),
  jobs: z
    .array(
      z.strictObject({
        job: z.string().regex(/^[A-Za-z_][A-Za-z0-9_]*$/),
        displayName,
        strategy: z
          .strictObject({
            maxParallel: z.int().positive(),
            matrix: z.record(
              z.string().regex(/^[A-Za-z][A-Za-z0-9_]{0,99}$/),
              z.record(z.string().regex(/^[A-Z_]+$/), z.string()),
            ),
          })
          .optional(),
        dependsOn: z.string().optional(),
        condition: condition.optional(),
        container: z.string().optional(),
        timeoutInMinutes: z.int().positive(),
        cancelTimeoutInMinutes: z.int().min(1).max(60),
        steps: z.array(step).min(4),
      }),
    )
    .min(1)
    .max(2),
});
