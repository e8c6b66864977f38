import type { Config } from '../../config/schema.js';
import { containerLine } from '../container-image.js';
import {
  cellLines,
  cellsAtATime,
  cellVariable,
  jobFolders,
  joinJobsCommand,
  pipelineOfJobs,
} from '../job-matrix.js';
import { pipelineOf } from '../pipeline.js';
import { secretVariables } from '../pipeline-secrets.js';
import { shellWord, yamlBlock, yamlString } from '../quote.js';
import { forwardingLines } from '../shell-lines.js';
import {
  refused,
  type Snippet,
  type SnippetFormat,
  type SnippetJobs,
  type SnippetOptions,
} from '../snippet-format.js';
import {
  azureCheckout,
  azureCodeLines,
  azureEndLines,
  azureGuardLines,
  azureHead,
  azureInstallStep,
  azureKeptSteps,
  azureLimits,
  azureNotes,
  azurePublishSteps,
  azureReports,
  azureScanLines,
  azureScanStep,
} from './azure-parts.js';

function emit(config: Config, options: SnippetOptions): Snippet {
  const pipeline = pipelineOf([config], options, azureReports);
  const { environment, refusals } = pipeline;
  const notes = azureNotes(pipeline);
  if (refusals.length > 0) return refused(refusals, { notes, environment });
  const kept = azureKeptSteps(pipeline);
  const text = `${azureHead(pipeline)}  - job: QualysPolicyCompliance${pipeline.suffix.replaceAll('-', '_')}
    displayName: Qualys Policy Compliance${containerLine(options, 4)}
${azureLimits(pipeline)}
    steps:
${azureCheckout}${azureInstallStep(pipeline)}
${kept.restore}
${azureScanStep(pipeline, azureScanLines(pipeline))}${kept.save}
${azurePublishSteps(pipeline, pipeline.directory)}`;
  return { text, refusals, notes, environment };
}

/** Names of cells hold letters, digits and underscores, and begin with a letter. */
function cells(folders: readonly string[]): string[] {
  const names = new Set<string>();
  return folders.flatMap((folder, index) => {
    const plain = `job_${folder.replace(/[^A-Za-z0-9]/g, '_')}`.slice(0, 80);
    const name = names.has(plain.toLowerCase()) ? `${plain}_${index + 1}` : plain;
    names.add(name.toLowerCase());
    return [`${name}:`, `  ${cellVariable}: ${yamlString(folder)}`];
  });
}

function emitJobs(jobs: SnippetJobs, options: SnippetOptions): Snippet {
  const pipeline = pipelineOfJobs(jobs, options, azureReports);
  const { environment, refusals, directory, suffix } = pipeline;
  const notes = azureNotes(pipeline);
  if (refusals.length > 0) return refused(refusals, { notes, environment });
  const job = `QualysPolicyCompliance${suffix.replaceAll('-', '_')}`;
  const results = `qualys-policy-compliance-job${suffix}`;
  const kept = azureKeptSteps(pipeline, `$(${cellVariable})`);
  const gathered = `${directory}/all-jobs`;
  const { before, run, after } = cellLines(jobs, pipeline, forwardingLines);
  const guard = azureGuardLines(secretVariables(pipeline.secrets));
  const text = `${azureHead(pipeline)}  - job: ${job}
    displayName: Scan
    strategy:
      maxParallel: ${cellsAtATime(jobs)} # As many scans at a time as the config allows.
      matrix:
${yamlBlock(cells(jobFolders(jobs)), 8)}${containerLine(options, 4)}
${azureLimits(pipeline)}
    steps:
${azureCheckout}${azureInstallStep(pipeline)}
${kept.restore}
${azureScanStep(pipeline, [...guard, ...before, ...run, ...after, ...azureCodeLines])}      - publish: ${yamlString(`${directory}/$(${cellVariable})`)}
        displayName: Hand the results to the verdict
        artifact: ${results}.$(${cellVariable})
        condition: always()
${kept.save}
  - job: ${job}_verdict
    displayName: Qualys Policy Compliance
    dependsOn: ${job}
    condition: not(canceled()) # A job that failed is part of the verdict.${containerLine(options, 4)}
    timeoutInMinutes: 15
    cancelTimeoutInMinutes: 1
    steps:
${azureCheckout}${azureInstallStep(pipeline)}
      - bash: rm -rf ${shellWord(gathered)}
        displayName: Clear what an earlier build left
      - task: DownloadPipelineArtifact@2
        displayName: Gather the results
        inputs:
          source: current
          itemPattern: ${yamlString(`${results}.*/**`)}
          path: ${yamlString(`$(Build.SourcesDirectory)/${gathered}`)}
      - bash: |
${yamlBlock(['code=0', `${joinJobsCommand(pipeline, gathered)} || code=$?`, ...azureEndLines({ directory: gathered })], 10)}
        displayName: Qualys Policy Compliance verdict
${azurePublishSteps(pipeline, gathered)}`;
  return { text, refusals, notes, environment };
}

/** An Azure job that runs this program. */
export const azure: SnippetFormat = {
  name: 'azure',
  title: 'Azure Pipelines',
  description:
    'A job with published test results, a summary, artifacts and "succeeded with issues" for warnings.',
  fileName: 'azure-pipelines.yml',
  needs: { program: true, image: true },
  emit,
  emitJobs,
};
