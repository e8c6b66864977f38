import { SCAN_TITLE_LIMIT } from '../../config/scan-title.js';
import type { StepReader } from './step-reader.js';

/** Jenkins' variables that the title has placeholders for. */
const placeholders: Readonly<Record<string, string>> = {
  JOB_NAME: '[job_name]',
  BUILD_NUMBER: '[build_number]',
};

const defaultTitle = '[job_name]_jenkins_build_[build_number]';

/** The scan's title, unless it is the default; variables of the job and the build become the placeholders that mean the same. */
export function readTitle(step: StepReader): string | undefined {
  const parts = step.parts('scanName');
  const known = parts?.map((part) => (typeof part === 'string' ? part : placeholders[part.variable]));
  if (known === undefined || known.some((part) => part === undefined)) return step.text('scanName');
  const title = known.join('').trim();
  if (title === '' || title === defaultTitle) return undefined;
  if (parts?.some((part) => typeof part === 'object') === true) step.reportUnknown('scanName', title);
  if (title.length > SCAN_TITLE_LIMIT) {
    step.lint('title-long', {
      at: 'scanName',
      problem: `The title is longer than ${SCAN_TITLE_LIMIT} characters, which the plugin's form refuses.`,
      advice: 'Shorten scan.title.',
    });
  }
  return title;
}
