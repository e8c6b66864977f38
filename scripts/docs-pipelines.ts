import { actionPage } from './docs/action-page.js';
import { componentPage } from './docs/component-page.js';

/** The pipeline files that others use from this repository, by their path in it. */
export function pipelinePages(): Readonly<Record<string, string>> {
  return { 'action.yml': actionPage(), 'templates/qualys-pc.yml': componentPage() };
}
