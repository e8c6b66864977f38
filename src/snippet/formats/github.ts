import type { Config } from '../../config/schema.js';
import { resultFiles } from '../../workflow/results/result-files.js';
import { containerLine } from '../container-image.js';
import {
  cellLines,
  cellsAtATime,
  cellVariable,
  countProblems,
  jobFolders,
  joinJobsCommand,
  pipelineOfJobs,
  pipelineOfPlainRun,
} from '../job-matrix.js';
import { pipelineOf } from '../pipeline.js';
import { shellCommand, shellWord, yamlBlock, yamlString } from '../quote.js';
import { forwardingLines, keepingLines } from '../shell-lines.js';
import {
  refused,
  type Snippet,
  type SnippetFormat,
  type SnippetJobs,
  type SnippetOptions,
} from '../snippet-format.js';
import { githubActionSnippet } from './github-action.js';
import {
  actions,
  githubCacheSteps,
  githubCheckout,
  githubEndLines,
  githubHead,
  githubJobLines,
  githubNotes,
  githubPublishSteps,
  githubReports,
  githubRunsOn,
  githubScanStep,
} from './github-parts.js';

function emit(config: Config, options: SnippetOptions): Snippet {
  const pipeline = pipelineOf([config], options, githubReports);
  if (options.use !== undefined) return githubActionSnippet(pipeline, options);
  const { environment, refusals } = pipeline;
  const notes = githubNotes(pipeline);
  if (refusals.length > 0) return refused(refusals, { notes, environment });
  const job = `qualys-policy-compliance${pipeline.suffix}`;
  const cache = githubCacheSteps(pipeline, job);
  const { before, after } = keepingLines(pipeline);
  const text = `${githubHead(pipeline)}  ${job}:
    ${githubRunsOn}${containerLine(options, 4)}
${githubJobLines(pipeline, job)}
${githubCheckout(pipeline)}
${cache.restore}
${githubScanStep(pipeline, [...before, ...forwardingLines(shellCommand(pipeline.runWords)), ...after, ...githubEndLines], [])}
${cache.save}
${githubPublishSteps(pipeline, job)}`;
  return { text, refusals, notes, environment };
}

/** GitHub makes at most this many jobs of one matrix. */
const mostCells = 256;

function emitJobs(jobs: SnippetJobs, options: SnippetOptions): Snippet {
  // The action runs all jobs in one, and joins their verdicts.
  if (options.use !== undefined)
    return githubActionSnippet(pipelineOfPlainRun(jobs, options, githubReports), options);
  const pipeline = pipelineOfJobs(jobs, options, githubReports);
  const { environment, directory } = pipeline;
  const refusals = [...pipeline.refusals, ...countProblems(jobs, { most: mostCells, of: 'GitHub' })];
  const notes = githubNotes(pipeline);
  if (refusals.length > 0) return refused(refusals, { notes, environment });
  const job = `qualys-policy-compliance${pipeline.suffix}`;
  const { before, run, after } = cellLines(jobs, pipeline, forwardingLines);
  const cache = githubCacheSteps(pipeline, `${job}/\${{ matrix.job }}`);
  const summary = `${directory}/${resultFiles.markdown}`;
  const text = `${githubHead(pipeline)}  ${job}:
    name: \${{ matrix.job }}
    strategy:
      fail-fast: false
      max-parallel: ${cellsAtATime(jobs)} # As many scans at a time as the config allows.
      matrix:
        job:
${yamlBlock(
  jobFolders(jobs).map((folder) => `- ${yamlString(folder)}`),
  10,
)}
    ${githubRunsOn}${containerLine(options, 4)}
    timeout-minutes: ${pipeline.minutes} # The scan's own timeout and a margin.
    # Two scans of one job at a time would share one asset group.
    concurrency:
      group: ${job}-\${{ matrix.job }}
      cancel-in-progress: false
    permissions:
      contents: read
    steps:
${githubCheckout(pipeline)}
${cache.restore}
${githubScanStep(pipeline, [...before, ...run, ...after, ...githubEndLines], [`${cellVariable}: \${{ matrix.job }}`])}
      - name: Hand the results to the verdict
        if: always()
        uses: ${actions.uploadArtifact}
        with:
          name: ${job}.\${{ matrix.job }}
          path: ${yamlString(`${directory}/`)}
          if-no-files-found: warn
          overwrite: true
          retention-days: 30
${cache.save}
  ${job}-verdict:
    needs: ${job}
    if: \${{ !cancelled() }} # A job that failed is part of the verdict.
    ${githubRunsOn}${containerLine(options, 4)}
    timeout-minutes: 15
    permissions:
      contents: read
      security-events: write # Uploads SARIF.
      actions: read # Uploads SARIF from a private repository.
    steps:
${githubCheckout(pipeline)}
      - name: Gather the results
        uses: ${actions.downloadArtifact}
        with:
          pattern: ${job}.*
          merge-multiple: true
          path: ${yamlString(`${directory}/`)}
      - name: Qualys Policy Compliance verdict
        shell: bash
        run: |
${yamlBlock(
  [
    'code=0',
    `${joinJobsCommand(pipeline)} || code=$?`,
    `if [ -f ${shellWord(summary)} ]; then cat ${shellWord(summary)} >>"$GITHUB_STEP_SUMMARY"; fi`,
    ...githubEndLines,
  ],
  10,
)}
${githubPublishSteps(pipeline, job)}`;
  return { text, refusals, notes, environment };
}

/** A GitHub workflow that runs this program. */
export const github: SnippetFormat = {
  name: 'github',
  title: 'GitHub Actions',
  description: 'A workflow with pinned actions, a job summary, artifacts and SARIF in code scanning.',
  fileName: '.github/workflows/qualys-policy-compliance.yml',
  needs: { program: true, image: true, use: true },
  emit,
  emitJobs,
};
