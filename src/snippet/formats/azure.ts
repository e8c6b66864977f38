import type { Config } from '../../config/schema.js';
import { containerLine } from '../container-image.js';
import { pipelineOf } from '../pipeline.js';
import { refused, type Snippet, type SnippetFormat, type SnippetOptions } from '../snippet-format.js';
import { emitAzureJobs } from './azure-jobs.js';
import {
  azureCheckout,
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

/** An Azure job that runs this program. */
export const azure: SnippetFormat = {
  name: 'azure',
  title: 'Azure Pipelines',
  description:
    'A job with published test results, a summary, artifacts and "succeeded with issues" for warnings.',
  fileName: 'azure-pipelines.yml',
  needs: { program: true, image: true },
  emit,
  emitJobs: emitAzureJobs,
};
