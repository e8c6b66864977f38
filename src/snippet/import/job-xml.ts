import { PcError } from '../../errors.js';
import { GarbledAnswer } from '../../qualys/xml/garbled-answer.js';
import { decodeEntities, readXml } from '../../qualys/xml/read-xml.js';
import type { XmlNode } from '../../qualys/xml/xml-node.js';
import { stepParameters } from '../jenkins-plugin/step-parameters.js';
import type { FoundStep, NamedArgument } from './find-steps.js';
import type { Source, Token } from './source.js';

/** What a job's config.xml holds of the plugin. */
export interface JenkinsJob {
  /** The plugin's post-build steps, in the order of the file. */
  readonly steps: readonly FoundStep[];
  /** The text of a pipeline job's own pipeline; its places are those in the config.xml. */
  readonly script: Source | undefined;
  /** Where the pipeline lies in the repository, when it is not in the job. */
  readonly scriptPath: string | undefined;
  /** The file with comments, CDATA and the script as blanks of the same length. */
  readonly rest: string;
}

/** True for a text that begins as XML does; no Jenkinsfile begins with "<". */
export function isJobXml(text: string): boolean {
  return /^\s*</.test(text);
}

/**
 * Reads a job's `config.xml`. The elements in a step have the names of the pipeline step's arguments; an empty one is
 * a field that was left blank.
 * @throws PcError `job-unreadable` when the text is not well-formed XML.
 */
export function readJob(source: Source): JenkinsJob {
  const root = readRoot(source);
  const blanked = withoutComments(source.text);
  const offsets = Array.from(blanked.matchAll(stepStart), ({ index }) => index);
  const steps = stepNodes(root).map((node, index): FoundStep => {
    const offset = offsets[index] ?? 0;
    const fieldsText = blanked.slice(offset, offsets[index + 1]);
    const named = node.children.flatMap((field) => fieldArgument(field, offset, fieldsText) ?? []);
    return { call: { named, unnamed: [], lost: [] }, offset, form: 'xml' };
  });
  const isPipeline = root.name === 'flow-definition' && root.find('definition.script') !== undefined;
  const place = isPipeline ? scriptPlace(blanked) : undefined;
  const script = place === undefined ? undefined : scriptSource(source, place);
  const scriptPath = root.descendants('scriptPath')[0]?.content;
  return {
    steps,
    script,
    scriptPath,
    rest: place === undefined ? blanked : withBlanks(blanked, place),
  };
}

/** Element of the plugin's post-build step: its class, with or without the package; plugins that wrap steps name it in an attribute. */
const stepClass = /^(?:[\w.-]+\.)?PCScanNotifier$/;
const stepStart =
  /<(?:(?:[\w.-]+\.)?PCScanNotifier(?=[\s/>])|[\w.-]+\s(?:[^<>]*\s)?class=["'](?:[\w.-]+\.)?PCScanNotifier["'])/g;

function stepNodes(node: XmlNode): XmlNode[] {
  const isStep = stepClass.test(node.name) || stepClass.test(node.attributes.class ?? '');
  return isStep ? [node] : node.children.flatMap(stepNodes);
}

/** Comments and CDATA as blanks of the same length, so that places stay right and nothing is found in them. */
function withoutComments(text: string): string {
  return text.replace(/<!--[\s\S]*?-->|<!\[CDATA\[[\s\S]*?\]\]>/g, (part) => ' '.repeat(part.length));
}

function withBlanks(text: string, { start, end }: Span): string {
  return text.slice(0, start) + ' '.repeat(end - start) + text.slice(end);
}

const unreadable: Readonly<Partial<Record<GarbledAnswer['problem'], string>>> = {
  html: 'It is a web page, such as the one on which Jenkins asks for a login.',
  'too-large': 'It has more elements than any job.',
  'not-xml': 'It has not exactly one root element.',
};

function readRoot({ name, text }: Source): XmlNode {
  try {
    return readXml(text);
  } catch (error) {
    const known = error instanceof GarbledAnswer ? unreadable[error.problem] : undefined;
    const detail = error instanceof Error ? /\((.*)\)$/.exec(error.message)?.[1] : undefined;
    throw new PcError(`${name} is not the XML of a Jenkins job.`, {
      kind: 'usage',
      code: 'job-unreadable',
      why: known ?? `Its XML is broken or not closed${detail === undefined ? '' : `: ${detail}`}`,
      next: "Name a Jenkinsfile, or the job's config.xml (JENKINS_URL/job/NAME/config.xml).",
      cause: error,
    });
  }
}

/**
 * What the plugin stores beside its parameters: its own name, and what it works out from them at construction or in a
 * build (fields of PCScanNotifier, version 1.0.8).
 */
const derivedFields: ReadonlySet<string> = new Set([
  'pluginName',
  'ec2ConnName',
  'ec2ConnAccountId',
  'ec2ConnId',
  'optionProfileName',
  'selectedPoliciesJson',
  'hostIpValue',
  'ec2IdValue',
]);

/** The field as an argument of the pipeline step; undefined for a blank or derived one. */
function fieldArgument(field: XmlNode, stepOffset: number, fieldsText: string): NamedArgument | undefined {
  const { name, content } = field;
  if (content === '' || derivedFields.has(name)) return undefined;
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

interface Span {
  readonly start: number;
  readonly end: number;
}

/** Where the pipeline stands; parameters of the job, which stand before its definition, may hold scripts of their own. */
function scriptPlace(blanked: string): Span | undefined {
  const opening = blanked.indexOf('<script>', blanked.search(/<definition[\s>]/));
  const start = opening + '<script>'.length;
  const end = blanked.indexOf('</script>', start);
  return opening === -1 || end === -1 ? undefined : { start, end };
}

const cdata = /^<!\[CDATA\[([\s\S]*)\]\]>$/;

/** The script of a pipeline job as Groovy, each of its places found again in the XML. */
function scriptSource(source: Source, { start: from, end }: Span): Source {
  const written = source.text.slice(from, end);
  const literal = cdata.exec(written)?.[1];
  const start = from + (literal === undefined ? 0 : '<![CDATA['.length);
  if (literal !== undefined) {
    return { name: source.name, text: literal, placeAt: (offset) => source.placeAt(start + offset) };
  }
  // Each entity is longer than what it stands for; after it the two texts run side by side again.
  const shifts: { readonly from: number; readonly by: number }[] = [{ from: 0, by: start }];
  let text = '';
  let read = 0;
  for (const { index, 0: entity } of written.matchAll(/&[#\w]+;/g)) {
    text += written.slice(read, index) + decodeEntities(entity);
    read = index + entity.length;
    shifts.push({ from: text.length, by: start + read - text.length });
  }
  text += written.slice(read);
  return {
    name: source.name,
    text,
    placeAt: (offset) =>
      source.placeAt(offset + (shifts.findLast(({ from }) => from <= offset)?.by ?? start)),
  };
}
