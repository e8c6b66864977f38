import { PcError } from '../../errors.js';
import { findSteps } from './find-steps.js';
import type { ImportedStep, Lint } from './imported-step.js';
import { secretLints } from './secrets-in-text.js';
import { sourceOf } from './source.js';
import { stepConfig } from './step-config.js';
import { StepReader } from './step-reader.js';
import { tokenize } from './tokenize.js';
import { localNames } from './value.js';

/** What a Jenkinsfile says about scans. */
export interface ImportedJenkinsfile {
  /** In the order of the file; at least one. */
  readonly steps: readonly ImportedStep[];
  /** Remarks about the file as a whole: secrets in it. */
  readonly lints: readonly Lint[];
}

/**
 * Reads the `qualysPolicyComplianceScanner` steps of a declarative or scripted Jenkinsfile, and the old
 * `step([$class: 'PCScanNotifier', …])`, without executing anything.
 * @param name How errors name the file.
 * @throws PcError of kind `usage`: `jenkinsfile-unreadable` with line and column, or `step-missing`.
 */
export function importJenkinsfile(text: string, name = 'Jenkinsfile'): ImportedJenkinsfile {
  const source = sourceOf(text, name);
  const tokens = tokenize(source);
  const locals = localNames(tokens);
  const found = findSteps(source, tokens);
  if (found.length === 0) {
    throw new PcError(`${name} holds no qualysPolicyComplianceScanner step.`, {
      kind: 'usage',
      code: 'step-missing',
      next: 'Name a Jenkinsfile that uses the step, or answer the questions of the wizard: qualys-pc.',
    });
  }
  const steps = found.map(({ call, offset, isClassForm }) => {
    const step = new StepReader({ source, call, locals, offset });
    if (isClassForm) {
      step.lint('class-form', {
        problem: 'The step is written in the old form with $class.',
        advice: 'If the plugin stays, write qualysPolicyComplianceScanner(…).',
      });
    }
    return stepConfig(step);
  });
  return { steps, lints: secretLints(source, tokens) };
}
