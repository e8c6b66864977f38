import { PcError } from '../../errors.js';
import { readXml } from '../../qualys/xml/read-xml.js';
import type { XmlNode } from '../../qualys/xml/xml-node.js';
import { stepParameters } from '../jenkins-plugin/step-parameters.js';
import type { FoundStep, NamedArgument } from './find-steps.js';
import type { Source, Token } from './source.js';

/** Element of the plugin's post-build step: its class, with or without the package. */
const stepElement = /^(?:[\w.-]+\.)?PCScanNotifier$/;
const stepStart = /<(?:[\w.-]+\.)?PCScanNotifier(?=[\s/>])/g;

/** True for a text that begins as XML does; no Jenkinsfile begins with "<". */
export function isJobXml(text: string): boolean {
  return /^\s*</.test(text);
}

/**
 * The plugin's post-build steps in a freestyle job's `config.xml`, in the order of the file. The elements in a step
 * have the names of the pipeline step's arguments; an empty one is a field that was left blank.
 * @throws PcError `job-unreadable` when the text is not well-formed XML.
 */
export function findJobSteps(source: Source): FoundStep[] {
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
