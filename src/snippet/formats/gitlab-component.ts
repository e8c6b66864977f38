import { markerLines } from '../markers.js';
import type { Pipeline } from '../pipeline.js';
import { yamlBlock, yamlString } from '../quote.js';
import { addressProblems, readyMadeInputs } from '../ready-made.js';
import { refused, type Snippet, type SnippetOptions } from '../snippet-format.js';

export interface ComponentParts {
  /** Comment lines at the top of the block. */
  readonly comments: string;
  readonly image: string;
  /** A rule that says when to scan. */
  readonly whenToScan: string;
}

/** An include of the component (`templates/qualys-pc.yml`), which keeps results and last result itself. */
export function gitlabComponentSnippet(
  pipeline: Pipeline,
  options: SnippetOptions,
  { comments, image, whenToScan }: ComponentParts,
): Snippet {
  const { environment, formats } = pipeline;
  const { inputs, refusals: unsayable } = readyMadeInputs(pipeline);
  const refusals = [...pipeline.refusals, ...addressProblems(options, 'gitlab'), ...unsayable];
  const notes = [
    ...pipeline.notes,
    'A file has one "include:" alone: where yours has one, move the component into it.',
  ];
  if (refusals.length > 0) return refused(refusals, { notes, environment });
  const job = `qualys-policy-compliance${pipeline.suffix}`;
  const given = { ...inputs, 'report-format': formats.join(','), 'pipeline-job': job };
  const { begin, end } = markerLines('#', { format: 'gitlab', configPath: pipeline.configPath });
  const text = `${begin}
${comments}
include:
  - component: ${yamlString(options.use ?? '')}
    inputs:
${yamlBlock(
  Object.entries(given).map(([name, value]) => `${name}: ${yamlString(value)}`),
  6,
)}
      stage: test # Replace: one of your stages.
      image: ${image}
      job-timeout: ${pipeline.minutes} minutes # The scan's own timeout and a margin.
${job}:
  rules:
    ${whenToScan}
${end}
`;
  return { text, refusals, notes, environment };
}
