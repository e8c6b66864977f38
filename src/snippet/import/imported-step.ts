import type { WrittenConfig } from '../../config/schema.js';
import type { StepParameter } from '../jenkins-plugin/step-parameters.js';
import type { Place } from './source.js';

type WrittenScan = WrittenConfig['scan'];
type WrittenTarget = NonNullable<WrittenScan['target']>;

/** A config as far as a step says it: what the step keeps in Jenkins, or names only at run time, is not there. */
export type ImportedConfig = Omit<WrittenConfig, 'platform' | 'scan'> & {
  readonly platform?: WrittenConfig['platform'];
  readonly scan: Omit<WrittenScan, 'target' | 'optionProfile' | 'authRecord'> & {
    readonly target?: WrittenTarget;
    readonly optionProfile?: WrittenScan['optionProfile'];
    readonly authRecord?: Partial<NonNullable<WrittenScan['authRecord']>>;
  };
};

/** Something about the step that a person should know; the import goes on. */
export interface Lint extends Place {
  /** Stable machine word such as `portal-url`. */
  readonly code: string;
  readonly problem: string;
  readonly advice: string;
}

/** An argument whose value only a run of the pipeline knows. */
export interface UnknownValue extends Place {
  readonly parameter: StepParameter;
  /** Variables and calls in it, as the file writes them. */
  readonly names: readonly string[];
  /** How the config refers to it instead, e.g. `env.HOST_IP`; absent when the config goes without. */
  readonly keptAs?: string;
}

/** A `qualysPolicyComplianceScanner` step as a config. */
export interface ImportedStep extends Place {
  readonly written: ImportedConfig;
  /** Places of the config that a person has to fill in. */
  readonly missing: readonly string[];
  readonly lints: readonly Lint[];
  readonly unknown: readonly UnknownValue[];
}
