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
        container: z.string().optional(),
        timeoutInMinutes: z.int().positive(),
        cancelTimeoutInMinutes: z.int().min(1).max(60),
        steps: z.array(step).min(4),
      }),
    )
    .length(1),
});
