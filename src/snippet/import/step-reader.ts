import type { WrittenConfig } from '../../config/schema.js';
import { nearest } from '../../text/nearest.js';
import { printable } from '../../text/printable.js';
import { type StepParameter, stepParameters } from '../jenkins-plugin/step-parameters.js';
import type { FoundStep, NamedArgument, StepCall } from './find-steps.js';
import { holdsSecret } from './holds-secret.js';
import { absenceCodes, type LintCode, saidOfKnown } from './lint-codes.js';
import type { Place, Source } from './source.js';
import { expressionValue, type LocalNames, type TextPart, type Value } from './value.js';

interface Argument {
  readonly value: Value;
  readonly place: Place;
}

const isParameter = (name: string): name is StepParameter => Object.hasOwn(stepParameters, name);

/** The arguments of one step, read by name and kind; collects remarks about them. */
export class StepReader {
  readonly place: Place;
  readonly lints: Lint[] = [];
  readonly unknown: UnknownValue[] = [];
  /** Arguments whose text holds a secret and is not repeated. */
  readonly withheld = new Set<StepParameter>();
  readonly #arguments = new Map<StepParameter, Argument>();

  /** True when some arguments are known only at run time; then none is reported as missing. */
  readonly #hasUnknown: boolean;

  readonly #form: FoundStep['form'];

  constructor({ source, call, locals, offset, form }: StepReaderOptions) {
    this.place = source.placeAt(offset);
    this.#form = form;
    this.#hasUnknown = call.unnamed.length > 0;
    for (const argument of call.named) this.#add(source, argument, locals);
    for (const { name, offset: at } of call.lost) {
      this.lint('argument-lost', {
        place: source.placeAt(at),
        problem: `The line looks like the argument "${name}" of the step before it, and no comma leads to it: Jenkins never hands it over.`,
        advice: 'Add the comma, and import the file again.',
      });
    }
    for (const tokens of call.unnamed) {
      const place = source.placeAt(tokens[0]?.offset ?? offset);
      const value = expressionValue(tokens, locals);
      const names = value.kind === 'unknown' ? value.names : [];
      this.lint('arguments-unknown', {
        place,
        problem: `Arguments come from ${names.length === 0 ? 'an expression' : printable(names.join(', '))}, which only a run knows.`,
        advice: 'Write them into the step by name, or fill the config in by hand.',
      });
    }
  }

  #add(source: Source, { name, offset, expression }: NamedArgument, locals: LocalNames): void {
    const place = source.placeAt(offset);
    if (name === '$class' || name === 'delegate') return;
    if (!isParameter(name)) {
      const near = nearest(name, Object.keys(stepParameters));
      this.lint('unknown-argument', {
        place,
        problem:
          this.#form === 'xml'
            ? `The plugin has no field "${printable(name)}"; Jenkins ignores it.`
            : `The step has no argument "${printable(name)}"; Jenkins refuses it.`,
        advice: near === undefined ? 'Take it out.' : `Write "${near}" if that is what it means.`,
      });
      return;
    }
    if (this.#arguments.has(name)) {
      this.lint('argument-twice', {
        place,
        problem: `The argument "${name}" stands there twice; the last one counts.`,
        advice: 'Take one of them out.',
      });
    }
    this.#arguments.set(name, { value: expressionValue(expression, locals), place });
  }

  /** Adds a remark, at the place of an argument, at a given place, or at the step. */
  lint(code: LintCode, { at, place, problem, advice }: LintText): void {
    if (this.#hasUnknown && absenceCodes.has(code)) return;
    const isUnknown = (name: StepParameter) => this.#arguments.get(name)?.value.kind === 'unknown';
    if (saidOfKnown[code]?.some(isUnknown)) return;
    const { line, column } = place ?? (at === undefined ? this.place : this.placeOf(at));
    this.lints.push({ code, line, column, problem, advice });
  }

  placeOf(name: StepParameter): Place {
    return this.#arguments.get(name)?.place ?? this.place;
  }

  /** True when an argument has a value; a blank text is none, as the plugin's form writes one for an empty field. */
  has(name: StepParameter): boolean {
    const value = this.#arguments.get(name)?.value;
    if (value?.kind === 'text') return value.text.trim() !== '';
    return value !== undefined && value.kind !== 'null';
  }

  /** The parts of a text that is made of known pieces and variables; undefined when there is nothing to read. */
  parts(name: StepParameter): readonly TextPart[] | undefined {
    const value = this.#arguments.get(name)?.value;
    const parts = value?.kind === 'text' ? [value.text] : value?.kind === 'unknown' ? value.parts : undefined;
    const known = parts?.map((part) => (typeof part === 'string' ? part : ' ')).join('') ?? '';
    return this.#isWithheld(name, known) ? undefined : parts;
  }

  /** A text, trimmed; undefined when it is absent, blank, a secret, or known only to a run (which is then reported). */
  text(name: StepParameter): string | undefined {
    const text = this.address(name);
    return text !== undefined && this.#isWithheld(name, text) ? undefined : text;
  }

  /** The same of an address, which may hold a secret: only its host and port can be repeated. */
  address(name: StepParameter): string | undefined {
    const argument = this.#arguments.get(name);
    if (argument === undefined) return undefined;
    const { value } = argument;
    if (value.kind === 'text') return value.text.trim() === '' ? undefined : value.text.trim();
    if (value.kind === 'number') return String(value.number);
    if (value.kind === 'unknown') this.reportUnknown(name);
    else if (value.kind === 'boolean') this.#wrongKind(name, 'a text');
    return undefined;
  }

  #isWithheld(name: StepParameter, text: string): boolean {
    const isSecret = holdsSecret(text.trim());
    if (isSecret) this.withheld.add(name);
    return isSecret;
  }

  /** A boolean; an unknown value is reported and counts as false. */
  flag(name: StepParameter): boolean {
    const value = this.#arguments.get(name)?.value;
    if (value?.kind === 'boolean') return value.boolean;
    if (value?.kind === 'unknown') this.reportUnknown(name);
    if (value?.kind === 'text' || value?.kind === 'number') this.#wrongKind(name, 'true or false');
    return value?.kind === 'text' && value.text.trim().toLowerCase() === 'true';
  }

  /** A whole number. */
  integer(name: StepParameter): number | undefined {
    const value = this.#arguments.get(name)?.value;
    if (value?.kind === 'number' && Number.isSafeInteger(value.number)) return value.number;
    if (value?.kind === 'unknown') this.reportUnknown(name);
    else if (value !== undefined && value.kind !== 'null') this.#wrongKind(name, 'a whole number');
    return value?.kind === 'text' && /^\d{1,9}$/.test(value.text.trim()) ? Number(value.text) : undefined;
  }

  /** Reports a value that only a run knows, once per argument. */
  reportUnknown(parameter: StepParameter, keptAs?: string): void {
    const argument = this.#arguments.get(parameter);
    if (argument?.value.kind !== 'unknown' || this.unknown.some((one) => one.parameter === parameter)) return;
    const { names } = argument.value;
    this.unknown.push({ parameter, ...argument.place, names, keptAs });
  }

  #wrongKind(name: StepParameter, expected: string): void {
    this.lint('wrong-kind', {
      at: name,
      problem: `The argument "${name}" is not ${expected}.`,
      advice: `Write ${expected}${expected === 'a text' ? ' in quotes' : ' without quotes'}.`,
    });
  }
}

interface StepReaderOptions {
  readonly source: Source;
  readonly call: StepCall;
  readonly locals: LocalNames;
  readonly offset: number;
  readonly form: FoundStep['form'];
}

/** Text and place of a remark. */
export interface LintText {
  readonly at?: StepParameter;
  readonly place?: Place;
  readonly problem: string;
  readonly advice: string;
}

type WrittenScan = WrittenConfig['scan'];
type WrittenTarget = NonNullable<WrittenScan['target']>;

/** The part of a config that a step holds: values kept in Jenkins or known only at run time are absent. */
export type ImportedConfig = Omit<WrittenConfig, 'platform' | 'proxy' | 'scan'> & {
  readonly platform?: WrittenConfig['platform'] | undefined;
  readonly proxy?:
    | (Omit<NonNullable<WrittenConfig['proxy']>, 'host'> & { readonly host?: string | undefined })
    | undefined;
  readonly scan: Omit<WrittenScan, 'target' | 'optionProfile' | 'authRecord'> & {
    readonly target?: WrittenTarget | undefined;
    readonly optionProfile?: WrittenScan['optionProfile'] | undefined;
    readonly authRecord?: Partial<NonNullable<WrittenScan['authRecord']>> | undefined;
  };
};

/** Something about the step that a person should know; the import goes on. */
export interface Lint extends Place {
  /** Stable machine word such as `portal-url`. */
  readonly code: LintCode;
  readonly problem: string;
  readonly advice: string;
}

/** An argument whose value only a run of the pipeline knows. */
export interface UnknownValue extends Place {
  readonly parameter: StepParameter;
  /** Variables and calls in it, as the file writes them. */
  readonly names: readonly string[];
  /** How the config refers to it instead, e.g. `env.HOST_IP`; absent when the config goes without. */
  readonly keptAs?: string | undefined;
}

/** A `qualysPolicyComplianceScanner` step as a config. */
export interface ImportedStep extends Place {
  readonly written: ImportedConfig;
  /** Places of the config that a person has to fill in. */
  readonly missing: readonly string[];
  /** Variables that the config reads when it runs: secrets first, then targets. */
  readonly variables: readonly string[];
  readonly lints: readonly Lint[];
  readonly unknown: readonly UnknownValue[];
}
