import { PcError } from '../../errors.js';
import { readXml } from '../../qualys/xml/read-xml.js';
import type { XmlNode } from '../../qualys/xml/xml-node.js';
import { stepParameters } from '../jenkins-plugin/step-parameters.js';
import { type FoundStep, findSteps, type NamedArgument } from './find-steps.js';
import { isMark, plainString, type Source, sourceOf, type Token } from './source.js';
import { stepConfig } from './step-config.js';
import { type ImportedStep, type Lint, StepReader } from './step-reader.js';
import { tokenize } from './tokenize.js';
import { localNames } from './value.js';

/** The scan steps of a Jenkinsfile or of a freestyle job. */
export interface ImportedJenkinsfile {
  /** In the order of the file; at least one. */
  readonly steps: readonly ImportedStep[];
  /** Remarks about the file as a whole: secrets in it. */
  readonly lints: readonly Lint[];
}

/**
 * Reads the `qualysPolicyComplianceScanner` steps of a declarative or scripted Jenkinsfile, and the old
 * `step([$class: 'PCScanNotifier', …])`, without executing anything; or the post-build steps in a freestyle job's
 * `config.xml`.
 * @param name How errors name the file.
 * @throws PcError of kind `usage`: `jenkinsfile-unreadable` with line and column, `job-unreadable`, or
 * `step-missing`.
 */
export function importJenkinsfile(text: string, name = 'Jenkinsfile'): ImportedJenkinsfile {
  const source = sourceOf(text, name);
  const isXml = isJobXml(text);
  const tokens = isXml ? [] : tokenize(source);
  const locals = localNames(tokens);
  const found = isXml ? findJobSteps(source) : findSteps(source, tokens);
  if (found.length === 0) {
    throw new PcError(
      isXml
        ? `${name} holds no post-build step of the plugin (PCScanNotifier).`
        : `${name} holds no qualysPolicyComplianceScanner step.`,
      {
        kind: 'usage',
        code: 'step-missing',
        next: 'Name a Jenkinsfile or config.xml that uses the step, or answer the questions of the wizard: qualys-pc.',
      },
    );
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

const secretName = /(?:password|passwd|passphrase|secret|token|api_?key|private_?key)$/i;
/** Inside texts: credentials in a URL, `password=…`, `-u user:password`, well-known kinds of keys. */
const secretsInside = [
  /:\/\/[^\s/@:$'"]+:[^\s/@$'"{]+@/,
  /(?:password|passwd|secret|token|api_?key)\s*[=:]\s*['"]?(?!['"$\s{])[^\s'"$]{3}/i,
  /(?:^|\s)(?:-u|--user)[ =]?['"]?[^\s:'"$]+:(?!\$)[^\s'"$]+/,
  /\b(?:AKIA|ASIA)[0-9A-Z]{16}\b/,
  /\bgh[pousr]_[0-9A-Za-z]{30}/,
  /-----BEGIN [A-Z ]*PRIVATE KEY-----/,
];

function hasSecret(token: Token): boolean {
  if (token.kind !== 'string') return false;
  return token.parts.some((part) =>
    'code' in part ? part.code.some(hasSecret) : secretsInside.some((pattern) => pattern.test(part.text)),
  );
}

/** `PASSWORD = 'x'`, `password: 'x'`: a name that means a secret, and a text that is there. */
function isSecretAssignment(tokens: readonly Token[], index: number): boolean {
  const name = tokens[index];
  const sign = tokens[index + 1];
  if (name?.kind !== 'name' || !secretName.test(name.text) || !(isMark(sign, '=') || isMark(sign, ':')))
    return false;
  const value = plainString(tokens[index + 2]);
  return value !== undefined && value.trim() !== '';
}

/** Secrets written into the file, by place; never the secret itself. */
function secretLints(source: Source, tokens: readonly Token[]): Lint[] {
  return tokens.flatMap((token, index) => {
    if (!hasSecret(token) && !isSecretAssignment(tokens, index)) return [];
    return [
      {
        code: 'secret-in-text',
        ...source.placeAt(token.offset),
        problem:
          'Looks like a secret written into the file, where everyone with access to the repository reads it.',
        advice: 'Move it into a Jenkins credential, and change it: it is in the history.',
      },
    ];
  });
}

/** Element of the plugin's post-build step: its class, with or without the package. */
const stepElement = /^(?:[\w.-]+\.)?PCScanNotifier$/;
const stepStart = /<(?:[\w.-]+\.)?PCScanNotifier(?=[\s/>])/g;

/** True for a text that begins as XML does; no Jenkinsfile begins with "<". */
function isJobXml(text: string): boolean {
  return /^\s*</.test(text);
}

/**
 * The plugin's post-build steps in a freestyle job's `config.xml`, in the order of the file. The elements in a step
 * have the names of the pipeline step's arguments; an empty one is a field that was left blank.
 * @throws PcError `job-unreadable` when the text is not well-formed XML.
 */
function findJobSteps(source: Source): FoundStep[] {
  const blanked = withoutComments(source.text);
  const offsets = Array.from(blanked.matchAll(stepStart), ({ index }) => index);
  return stepNodes(readRoot(source)).map((node, index) => {
    const offset = offsets[index] ?? 0;
    const fieldsText = blanked.slice(offset, offsets[index + 1]);
    const named = node.children.flatMap((field) => fieldArgument(field, offset, fieldsText) ?? []);
    return { call: { named, unnamed: [], lost: [] }, offset, isClassForm: false };
  });
}

/** Comments and CDATA as blanks of the same length, so that places stay right and nothing is found in them. */
function withoutComments(text: string): string {
  return text.replace(/<!--[\s\S]*?-->|<!\[CDATA\[[\s\S]*?\]\]>/g, (part) => ' '.repeat(part.length));
}

function readRoot({ name, text }: Source): XmlNode {
  try {
    return readXml(text);
  } catch (error) {
    throw new PcError(`${name} is not the XML of a Jenkins job.`, {
      kind: 'usage',
      code: 'job-unreadable',
      why: error instanceof Error ? error.message : undefined,
      next: "Name a Jenkinsfile, or the job's config.xml (JENKINS_URL/job/NAME/config.xml).",
      cause: error,
    });
  }
}

function stepNodes(node: XmlNode): XmlNode[] {
  return stepElement.test(node.name) ? [node] : node.children.flatMap(stepNodes);
}

/** The field as an argument of the pipeline step; undefined for a blank one. */
function fieldArgument(field: XmlNode, stepOffset: number, fieldsText: string): NamedArgument | undefined {
  const { name, content } = field;
  if (content === '') return undefined;
  const offset =
    stepOffset + Math.max(0, fieldsText.search(new RegExp(`<${name.replace(/[.$]/g, '\\$&')}[\\s/>]`)));
  return { name, offset, expression: [valueToken(name, content, offset)] };
}

/** XML has texts alone: those that the step takes as true, false or a number become so. */
function valueToken(name: string, text: string, offset: number): Token {
  const kind = Object.entries(stepParameters).find(([parameter]) => parameter === name)?.[1];
  if (kind === 'boolean' && /^(?:true|false)$/.test(text)) return { kind: 'name', text, offset };
  if (kind === 'integer' && /^\d+$/.test(text)) return { kind: 'number', text, offset };
  return { kind: 'string', parts: [{ text }], offset };
}
