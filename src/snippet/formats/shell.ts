import type { Config } from '../../config/schema.js';
import { pipelineOfPlainRun } from '../job-matrix.js';
import { markerLines } from '../markers.js';
import { type Pipeline, pipelineOf } from '../pipeline.js';
import { commentLines, shellCommand, shellWord } from '../quote.js';
import { clearReportsLines, forwardingLines } from '../shell-lines.js';
import {
  refused,
  type Snippet,
  type SnippetFormat,
  type SnippetJobs,
  type SnippetOptions,
} from '../snippet-format.js';

function emit(config: Config, options: SnippetOptions): Snippet {
  const pipeline = pipelineOf([config], options, ['html', 'junit']);
  const notes = [
    ...pipeline.notes,
    ...(config.scan.jobName === undefined
      ? [
          'Outside Jenkins, GitLab, GitHub and Azure the job is named after its folder: set scan.jobName in the config.',
        ]
      : []),
  ];
  return script({ ...pipeline, notes });
}

/** One run plays all jobs, and joins them itself. */
function emitJobs(jobs: SnippetJobs, options: SnippetOptions): Snippet {
  return script(pipelineOfPlainRun(jobs, options, ['html', 'junit']));
}

function script(pipeline: Pipeline): Snippet {
  const { environment, refusals, notes } = pipeline;
  if (refusals.length > 0) return refused(refusals, { notes, environment });
  const { begin, end } = markerLines('#', { format: 'shell', configPath: pipeline.configPath });
  const text = `#!/bin/sh
${begin}
${commentLines('#', [
  'Made by "qualys-pc snippet --format shell", for a freestyle job\'s "Execute shell" and any other CI.',
  'Exit codes: 0 passed, 1 failed by the criteria, 2 usage or configuration, 3 Qualys refused or could not be reached,',
  '4 inconclusive, 5 not finished.',
]).join('\n')}
set -eu
${environment.map((name) => `: "\${${name}:?set it from the secret store of the CI system}"`).join('\n')}
# Exit code of a scan that passed with warnings. With 6 and "Exit code to set build unstable: 6",
# Jenkins marks the build UNSTABLE.
warnings_exit=0
${[...clearReportsLines(pipeline.formats, shellWord(pipeline.directory)), ...pipeline.installLines, ...forwardingLines(shellCommand(pipeline.runWords))].join('\n')}
if [ "$code" -eq 6 ]; then
  echo 'Qualys Policy Compliance: passed with warnings' >&2
  code=$warnings_exit
fi
exit "$code"
${end}
`;
  return { text, refusals, notes, environment };
}

/** A script for every system that has a POSIX shell. */
export const shell: SnippetFormat = {
  name: 'shell',
  title: 'POSIX shell script',
  description: "For a freestyle job's build or post-build step and any other CI.",
  fileName: 'qualys-policy-compliance.sh',
  needs: { program: true },
  emit,
  emitJobs,
};
