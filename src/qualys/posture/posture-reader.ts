import { ownText } from '../../text/printable.js';
import { isoTime } from '../xml/iso-time.js';
import { XmlStream } from '../xml/xml-stream.js';
import { criticalityOf, type ElementTexts, Glossary, hostOf } from './glossary.js';
import type { RawRow } from './row-block.js';
import { RowDraft } from './row-draft.js';

/** A posture document without its rows. */
export interface PostureDocument {
  /** RESPONSE/DATETIME, ISO. */
  readonly serverTime: string;
  /** ID of each POLICY wrapper by its number; empty for a document without wrappers. */
  readonly policyIds: readonly string[];
  /** GLOSSARY of each POLICY wrapper by its number, and the one of the document. */
  readonly glossaries: ReadonlyMap<number, Glossary>;
  readonly glossary: Glossary;
  readonly rows: number;
  readonly warnings: readonly { readonly code: string | undefined; readonly url: string | undefined }[];
}

/** Elements besides the rows whose leaves belong to them, and what is done when one ends. */
const ownerNames = ['HOST', 'CONTROL', 'CRITICALITY', 'TECHNOLOGY', 'WARNING', 'POLICY', 'RESPONSE'] as const;
type Owner = (typeof ownerNames)[number];
const owners: ReadonlySet<string> = new Set(ownerNames);

/**
 * Reads a posture document piece by piece, strict about being well-formed and closed. Rows go out one by one; the
 * glossary, which follows them, is kept (fact sheet 1.2 and 16.3).
 */
export class PostureReader {
  readonly #xml: XmlStream;
  readonly #onRow: (row: RawRow) => void;
  readonly #path: string[] = [];
  readonly #owned: ElementTexts[] = [];
  readonly #policyIds: string[] = [];
  readonly #glossaries = new Map<number, Glossary>();
  readonly #glossary = new Glossary();
  readonly #warnings: { code: string | undefined; url: string | undefined }[] = [];
  readonly #row = new RowDraft((detail) => this.#xml.garbled('unexpected', detail));
  /** Depth of the INFO element being read; 0 outside of rows. */
  #rowDepth = 0;
  #wrappers = 0;
  #inWrapper = false;
  #rows = 0;
  #responses = 0;
  #text = '';
  #serverTime: string | undefined;
  #criticality: ElementTexts = {};

  /** @param onRow gets each row of the document; none counts before {@link end}. */
  constructor(onRow: (row: RawRow) => void) {
    this.#onRow = onRow;
    this.#xml = new XmlStream({
      open: (name) => this.#open(name),
      close: (name) => this.#close(name),
      text: (text) => {
        this.#text += text;
      },
    });
  }

  /** @throws GarbledAnswer when the text is not well-formed or not this document. */
  write(chunk: string): void {
    this.#xml.write(chunk);
  }

  /** @throws GarbledAnswer when the document is not closed or lacks its time. */
  end(): PostureDocument {
    this.#xml.end();
    if (this.#serverTime === undefined)
      throw this.#xml.garbled('unexpected', 'the element RESPONSE/DATETIME is missing');
    return {
      serverTime: this.#serverTime,
      policyIds: this.#policyIds,
      glossaries: this.#glossaries,
      glossary: this.#glossary,
      rows: this.#rows,
      warnings: this.#warnings,
    };
  }

  #open(name: string): void {
    this.#path.push(name);
    this.#text = '';
    if (name === 'INFO') {
      if (this.#rowDepth > 0) throw this.#xml.garbled('unexpected', 'a row stands within a row');
      this.#rowDepth = this.#path.length;
      this.#row.start();
    } else if (this.#rowDepth === 0 && owners.has(name)) {
      if (name === 'POLICY') this.#inWrapper = true;
      this.#owned.push({});
    }
  }

  #close(name: string): void {
    this.#path.pop();
    if (this.#rowDepth > 0) this.#closeInRow(name);
    else if (owners.has(name)) this.#endOwner(name as Owner, this.#owned.pop() ?? {});
    else {
      const parent = this.#path.at(-1);
      const fields = this.#owned.at(-1);
      if (parent !== undefined && owners.has(parent) && fields !== undefined)
        fields[name] = this.#text.trim();
    }
    this.#text = '';
  }

  #closeInRow(name: string): void {
    const below = this.#path.length - this.#rowDepth;
    if (below === 0) this.#row.child(name, this.#text);
    else if (below > 0) this.#row.inner({ name, parent: this.#path.at(-1), text: this.#text });
    else {
      this.#rowDepth = 0;
      this.#rows += 1;
      this.#onRow(this.#row.end(this.#wrappers));
    }
  }

  #endOwner(name: Owner, fields: ElementTexts): void {
    switch (name) {
      case 'HOST':
        this.#here().hosts.set(fields.ID ?? '', hostOf(fields));
        return;
      case 'CRITICALITY':
        this.#criticality = fields;
        return;
      case 'CONTROL':
        this.#here().controls.set(fields.ID ?? '', {
          statement: ownText(fields.STATEMENT ?? ''),
          criticality: criticalityOf(this.#criticality.VALUE ?? '', ownText(this.#criticality.LABEL ?? '')),
        });
        this.#criticality = {};
        return;
      case 'TECHNOLOGY':
        if (fields.NAME) this.#here().technologies.set(fields.ID ?? '', ownText(fields.NAME));
        return;
      case 'WARNING':
        this.#warnings.push({ code: fields.CODE || undefined, url: fields.URL || undefined });
        return;
      case 'POLICY':
        if (!fields.ID) throw this.#xml.garbled('unexpected', 'the element POLICY/ID is missing');
        this.#policyIds[this.#wrappers] = fields.ID;
        this.#wrappers += 1;
        this.#inWrapper = false;
        return;
      case 'RESPONSE':
        if (this.#responses > 0)
          throw this.#xml.garbled('unexpected', 'the answer has several RESPONSE elements');
        this.#responses += 1;
        this.#serverTime = isoTime(fields.DATETIME);
        return;
    }
  }

  /** The glossary of the open POLICY wrapper, else that of the document. */
  #here(): Glossary {
    if (!this.#inWrapper) return this.#glossary;
    const known = this.#glossaries.get(this.#wrappers) ?? new Glossary();
    this.#glossaries.set(this.#wrappers, known);
    return known;
  }
}
