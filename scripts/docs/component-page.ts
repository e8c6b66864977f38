import { gitlabEndLines } from '../../src/snippet/formats/gitlab.js';
import { yamlBlock, yamlString } from '../../src/snippet/quote.js';
import { keptDirectory } from '../../src/snippet/shell-lines.js';
import { resultFiles } from '../../src/workflow/results/result-files.js';
import {
  outcomeScript,
  type PipelineInput,
  pipelineInputs,
  runLines,
  switchWords,
  variableOf,
} from './pipeline-inputs.js';

/** Formats that GitLab shows, besides the page. */
const formats = 'html,junit,codequality';
/** Variables of the verdict for later jobs. */
const outcomeFile = 'qualys-pc.env';

const ownInputs: readonly (readonly [name: string, fallback: string | undefined, help: string])[] = [
  [
    'image',
    undefined,
    'Image with qualys-pc, made from the Dockerfile of this repository, by version or digest',
  ],
  ['pipeline-job', 'qualys-policy-compliance', 'Name of the job in the pipeline'],
  ['stage', 'test', 'Stage of the job'],
  ['job-timeout', '150 minutes', "GitLab's timeout: the scan's own, 15 minutes for posture, and a margin"],
];

const inputOf = (name: string): string => `$[[ inputs.${name} ]]`;

function inputLines(name: string, help: string, fallback: string | undefined, options = ''): string {
  return `    ${name}:\n      description: ${yamlString(help)}\n${fallback === undefined ? '' : `      default: ${yamlString(fallback)}\n`}${options}`;
}

/** GitLab itself refuses any other value of a switch, and one without quotes, which is no text. */
const switchOptions = ['', ...[switchWords.on, switchWords.off].flatMap((words) => words.split(' | '))];

function configInput({ name, kind, help, fallback }: PipelineInput): string {
  const options =
    kind === 'boolean' ? `      options: [${switchOptions.map((word) => `"${word}"`).join(', ')}]\n` : '';
  const says = kind === 'boolean' ? `${help}, in quotes` : help;
  return inputLines(name, says, name === 'report-format' ? formats : fallback, options);
}

const kept = keptDirectory({ suffix: '' });

const scriptLines = [
  ...runLines(kept),
  `node -e '${outcomeScript}' "$results/${resultFiles.result}" "$code" QUALYS_PC_VERDICT QUALYS_PC_EXIT_CODE QUALYS_PC_FAILING >${outcomeFile}`,
  'exit "$code"',
];

/** The CI component of the repository, `templates/qualys-pc.yml`. */
export function componentPage(): string {
  const results = inputOf('report-dir');
  return `# Written by npm run docs from scripts/docs/component-page.ts; edit it there.
spec:
  inputs:
${ownInputs.map(([name, fallback, help]) => inputLines(name, help, fallback)).join('')}${pipelineInputs.map(configInput).join('')}---
${yamlString(inputOf('pipeline-job'))}:
  stage: ${yamlString(inputOf('stage'))}
  image: ${yamlString(inputOf('image'))}
  timeout: ${yamlString(inputOf('job-timeout'))}
  interruptible: false
  # Two scans of one job at a time would share one asset group.
  resource_group: ${yamlString(inputOf('pipeline-job'))}
  cache: # The last judged result, for the comparison.
    key: qualys-pc-$CI_JOB_NAME_SLUG
    when: always
    paths:
      - ${yamlString(`${kept}/`)}
  variables:
${yamlBlock(
  pipelineInputs.flatMap(({ name }) => [
    `${variableOf(name)}:`,
    `  value: ${yamlString(inputOf(name))}`,
    '  expand: false',
  ]),
  4,
)}
  script:
    - |
${yamlBlock(scriptLines, 6)}
${gitlabEndLines({ directory: results }, [
  `codequality: ${yamlString(`${results}/${resultFiles.codequality}`)}`,
  `dotenv: ${outcomeFile}`,
])}
`;
}
