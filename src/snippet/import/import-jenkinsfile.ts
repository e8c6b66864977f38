import { PcError } from '../../errors.js';
import { printable } from '../../text/printable.js';
import { type FoundStep, findSteps } from './find-steps.js';
import { isJobXml, readJob } from './job-xml.js';
import { jenkinsfileSecrets, jobSecrets } from './secrets.js';
import { type Source, sourceOf } from './source.js';
import { stepConfig } from './step-config.js';
import { type ImportedStep, type Lint, StepReader } from './step-reader.js';
import { tokenize } from './tokenize.js';
import { type LocalNames, localNames } from './value.js';

/** The scan steps of a Jenkinsfile or of a freestyle job. */
export interface ImportedJenkinsfile {
  /** In the order of the file; at least one. */
  readonly steps: readonly ImportedStep[];
  /** Remarks about the file as a whole: secrets in it. */
  readonly lints: readonly Lint[];
}

/** Steps as they stand, not yet as configs. */
interface Findings {
  readonly source: Source;
  readonly found: readonly FoundStep[];
  readonly locals: LocalNames;
  readonly lints: readonly Lint[];
}

function inJenkinsfile(source: Source): Findings {
  const tokens = tokenize(source);
  return {
    source,
    found: findSteps(source, tokens),
    locals: localNames(tokens),
    lints: jenkinsfileSecrets(source, tokens),
  };
}

function inJob(source: Source): Findings {
  const { steps, script, scriptPath, rest } = readJob(source);
  const lints = jobSecrets(source, rest);
  if (steps.length > 0) return { source, found: steps, locals: localNames([]), lints };
  if (script !== undefined) {
    const inScript = inJenkinsfile(script);
    return { ...inScript, lints: [...lints, ...inScript.lints] };
  }
  const { name } = source;
  throw stepMissing(
    `${name} holds no post-build step of the plugin (PCScanNotifier) and no pipeline.`,
    scriptPath === undefined || scriptPath === ''
      ? undefined
      : `Its pipeline is the file ${printable(scriptPath)} of its repository.`,
  );
}

function stepMissing(what: string, why?: string): PcError {
  return new PcError(what, {
    kind: 'usage',
    code: 'step-missing',
    why,
    next: 'Name a Jenkinsfile or config.xml that uses the step, or answer the questions of the wizard: qualys-pc.',
  });
}

/**
 * Reads the `qualysPolicyComplianceScanner` steps of a declarative or scripted Jenkinsfile, and the old
 * `step([$class: 'PCScanNotifier', …])`, without executing anything; or the post-build steps in a freestyle or matrix
 * job's `config.xml`, or the pipeline in a pipeline job's.
 * @param name How errors name the file.
 * @throws PcError of kind `usage`: `jenkinsfile-unreadable` with line and column, `job-unreadable`, or
 * `step-missing`.
 */
export function importJenkinsfile(text: string, name = 'Jenkinsfile'): ImportedJenkinsfile {
  const file = sourceOf(text, name);
  const { source, found, locals, lints } = isJobXml(text) ? inJob(file) : inJenkinsfile(file);
  if (found.length === 0) throw stepMissing(`${name} holds no qualysPolicyComplianceScanner step.`);
  const steps = found.map(({ call, offset, form }) => {
    const step = new StepReader({ source, call, locals, offset, form });
    if (form === 'class') {
      step.lint('class-form', {
        problem: 'The step is written in the old form with $class.',
        advice: 'If the plugin stays, write qualysPolicyComplianceScanner(…).',
      });
    }
    return stepConfig(step);
  });
  return { steps, lints };
}
