import type { XmlDocument } from './fo-action.js';
import { render, type TextStyle } from './markup.js';

/** What stands around the root element, and how text is written (fact sheet 2.5 and 24). */
interface Envelope {
  readonly declaration: string;
  readonly commentBefore: boolean;
  readonly commentAfter: boolean;
  readonly subset: string;
  readonly contentType: string;
  readonly textStyle: TextStyle;
}

const declared = '<?xml version="1.0" encoding="UTF-8" ?>\n';

/** Every variant of section 24; an endpoint always uses the same one, so an ordinary run meets several. */
const envelopes: readonly Envelope[] = [
  {
    declaration: declared,
    commentBefore: false,
    commentAfter: false,
    subset: '',
    contentType: 'text/xml;charset=UTF-8',
    textStyle: 'cdata',
  },
  {
    declaration: declared,
    commentBefore: true,
    commentAfter: true,
    subset: '',
    contentType: 'application/xml',
    textStyle: 'cdata',
  },
  {
    declaration: '',
    commentBefore: false,
    commentAfter: true,
    subset: '',
    contentType: 'text/xml',
    textStyle: 'plain',
  },
  {
    declaration: declared,
    commentBefore: false,
    commentAfter: false,
    subset: '[]',
    contentType: 'application/xml',
    textStyle: 'padded',
  },
  {
    declaration: '<?xml version="1.0" encoding="UTF-8"?>\n',
    commentBefore: true,
    commentAfter: false,
    subset: ' []',
    contentType: 'text/xml;charset=UTF-8',
    textStyle: 'chunks',
  },
];

/** Which variant each call gets; the calls of one run meet all five. */
const variantOf: Readonly<Record<string, number>> = {
  'appliance list': 1,
  'subscription/option_profile/pc list': 3,
  'asset/ip list': 2,
  'asset/ip add': 0,
  'auth/unix list': 4,
  'auth/windows list': 3,
  'asset/group list': 4,
  'asset/group add': 1,
  'asset/group edit': 2,
  'compliance/policy list': 4,
  'scan/compliance launch': 1,
  'scan/compliance list': 3,
  'scan/compliance fetch': 4,
  'compliance/posture/info list': 1,
};

const evaluationNotice =
  '<!-- This report was generated with an evaluation version of Qualys -->\n<!-- <NOT_THE_ROOT>comments hold markup too</NOT_THE_ROOT> -->\n';
const confidentialityNotice =
  '<!-- CONFIDENTIAL AND PROPRIETARY INFORMATION. Qualys provides the QualysGuard Service "As Is," without any warranty of any kind. Qualys makes no warranty that the information contained in this report is complete or error-free. Copyright 2026, Qualys, Inc. //-->\n';

/** What decides how a document is wrapped. */
export interface EnvelopeChoice {
  /** `<endpoint> <action>`. */
  readonly call: string;
  /** The server that was asked, for the DOCTYPE. */
  readonly server: string;
  readonly version: string;
  /** Error bodies come without declaration, as recorded. */
  readonly failed: boolean;
}

/** The document as it goes out, in pieces, with its content type. */
export function writeDocument(
  document: XmlDocument,
  choice: EnvelopeChoice,
): { contentType: string; body: Iterable<string> } {
  const envelope = envelopes[variantOf[choice.call] ?? 0] ?? envelopes[0];
  if (envelope === undefined) throw new Error('there is no envelope');
  return { contentType: envelope.contentType, body: pieces(document, choice, envelope) };
}

function* pieces(document: XmlDocument, choice: EnvelopeChoice, envelope: Envelope): Generator<string> {
  const dtd = `${choice.server}/api/${choice.version}/${document.dtd}`;
  yield choice.failed ? '' : envelope.declaration;
  yield `<!DOCTYPE ${document.root} SYSTEM "${dtd}"${choice.failed ? '' : envelope.subset}>\n`;
  if (envelope.commentBefore) yield evaluationNotice;
  yield `<${document.root}>\n`;
  for (const part of document.content) {
    yield typeof part === 'string' ? part : render(part, envelope.textStyle, '  ');
  }
  yield `</${document.root}>\n`;
  if (envelope.commentAfter) yield confidentialityNotice;
}
