import { reportFileNames } from '../../config/names.js';

/** Names of the files of a run, relative to the report directory; the one place that knows them all. */
export const resultFiles = {
  result: 'result.json',
  previousResult: 'previous-result.json',
  controls: 'controls.jsonl',
  state: 'state.json',
  css: 'report.css',
  ...reportFileNames,
} as const;
