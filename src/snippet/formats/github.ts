import type { Config } from '../../config/schema.js';
import { containerLine } from '../container-image.js';
import { pipelineOf } from '../pipeline.js';
import { shellCommand } from '../quote.js';
import { forwardingLines, keepingLines } from '../shell-lines.js';
import { refused, type Snippet, type SnippetFormat, type SnippetOptions } from '../snippet-format.js';
import { emitGithubJobs } from './github-jobs.js';
import {
  githubCacheSteps,
  githubCheckout,
  githubEndLines,
  githubHead,
  githubNotes,
  githubPublishSteps,
  githubReports,
  githubRunsOn,
  githubScanStep,
} from './github-parts.js';

function emit(config: Config, options: SnippetOptions): Snippet {
  const pipeline = pipelineOf([config], options, githubReports);
  const { environment, refusals } = pipeline;
  const notes = githubNotes(pipeline);
  if (refusals.length > 0) return refused(refusals, { notes, environment });
  const job = `qualys-policy-compliance${pipeline.suffix}`;
  const cache = githubCacheSteps(pipeline, job);
  const { before, after } = keepingLines(pipeline);
  const text = `${githubHead(pipeline)}  ${job}:
    ${githubRunsOn}${containerLine(options, 4)}
    timeout-minutes: ${pipeline.minutes} # The scan's own timeout and a margin.
    # Two scans of one job at a time would share one asset group.
    concurrency:
      group: ${job}
      cancel-in-progress: false
    permissions:
      contents: read
      security-events: write # Uploads SARIF.
      actions: read # Uploads SARIF from a private repository.
    steps:
${githubCheckout(pipeline)}
${cache.restore}
${githubScanStep(pipeline, [...before, ...forwardingLines(shellCommand(pipeline.runWords)), ...after, ...githubEndLines], [])}
${cache.save}
${githubPublishSteps(pipeline, job)}`;
  return { text, refusals, notes, environment };
}

/** A GitHub workflow that runs this program. */
export const github: SnippetFormat = {
  name: 'github',
  title: 'GitHub Actions',
  description: 'A workflow with pinned actions, a job summary, artifacts and SARIF in code scanning.',
  fileName: '.github/workflows/qualys-policy-compliance.yml',
  needs: { program: true, image: true },
  emit,
  emitJobs: emitGithubJobs,
};
