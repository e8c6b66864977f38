import type { Config } from '../../config/schema.js';
import { cellLines, cellVariable, jobFolders, joinJobsCommand, pipelineOfJobs } from '../job-matrix.js';
import { pipelineOf } from '../pipeline.js';
import { shellCommand, shellWord } from '../quote.js';
import { mergeCommand, shardCount } from '../shards.js';
import { keepingCode, keepingLines, keptDirectory } from '../shell-lines.js';
import {
  refused,
  type Snippet,
  type SnippetFormat,
  type SnippetJobs,
  type SnippetOptions,
} from '../snippet-format.js';
import { programNeeds } from './jenkins-parts.js';
import { spreadJenkinsfile } from './jenkins-spread.js';

function emit(config: Config, options: SnippetOptions): Snippet {
  const count = shardCount(config, options.shards);
  const shards = typeof count === 'number' ? count : undefined;
  const pipeline = pipelineOf([config], { ...options, shards }, ['html', 'junit']);
  if (typeof count !== 'number') return refused([...pipeline.refusals, count], { notes: pipeline.notes });
  const gathered = `${pipeline.directory}/all-shards`;
  const shard = 'shard-"$SHARD"';
  const { before, after } = keepingLines(pipeline, {
    results: `${shellWord(pipeline.directory)}/${shard}`,
    kept: `${shellWord(keptDirectory(pipeline))}/${shard}`,
  });
  return spreadJenkinsfile(config, pipeline, {
    variable: 'SHARD',
    values: Array.from({ length: count }, (_, index) => `${index + 1}`),
    stage: 'Shard',
    folderPrefix: 'shard-',
    lines: [
      ...before,
      ...keepingCode(`${shellCommand(pipeline.runWords)} --shard "$SHARD/${count}"`),
      ...after,
      'exit "$code"',
    ],
    kept: keptDirectory(pipeline),
    gathered,
    join: mergeCommand({ ...pipeline, directory: gathered }),
    joined: `${gathered}/merged`,
  });
}

function emitJobs(jobs: SnippetJobs, options: SnippetOptions): Snippet {
  const pipeline = pipelineOfJobs(jobs, options, ['html', 'junit']);
  const gathered = `${pipeline.directory}/all-jobs`;
  const { before, run, after } = cellLines(jobs, pipeline, keepingCode);
  return spreadJenkinsfile(jobs[0].config, pipeline, {
    variable: cellVariable,
    values: jobFolders(jobs),
    stage: 'Job',
    folderPrefix: '',
    lines: [...before, ...run, ...after, 'exit "$code"'],
    kept: keptDirectory(pipeline),
    gathered,
    join: joinJobsCommand(pipeline, gathered),
    joined: gathered,
  });
}

/** A declarative Jenkinsfile that runs this program in shards, or a job each, on many agents. */
export const jenkinsMatrix: SnippetFormat = {
  name: 'jenkins-matrix',
  title: 'Jenkins, declarative matrix',
  description:
    'Spreads the shards of one target, or the jobs of a config, over agents and joins their results into one verdict.',
  fileName: 'Jenkinsfile',
  needs: { ...programNeeds, shards: true },
  emit,
  emitJobs,
};
