import { SaxesParser } from 'saxes';
import type { PostureStatus } from '../posture.js';
import { GarbledAnswer } from '../xml/garbled.js';
import { isoTime } from '../xml/iso-time.js';
import { criticalityOf, type Fields, Glossary, hostOf, ownText } from './glossary.js';
import { writeRecord } from './row-record.js';

/** What stands in a posture document besides its rows. */
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

/** Elements whose leaves belong to them, and what is done when one ends. */
const ownerNames = [
  'INFO',
  'EXCEPTION',
  'HOST',
  'CONTROL',
  'CRITICALITY',
  'TECHNOLOGY',
  'WARNING',
  'POLICY',
  'RESPONSE',
] as const;
type Owner = (typeof ownerNames)[number];
const owners: ReadonlySet<string> = new Set(ownerNames);

const statuses: ReadonlyMap<string, PostureStatus> = new Map([
  ['passed', 'passed'],
  ['failed', 'failed'],
  ['error', 'error'],
]);

/**
 * Reads a posture document piece by piece, strict about being well-formed and closed. Rows go out as records; the
 * glossary, which stands behind them, is kept (fact sheet 1.2 and 16.3).
 */
export class PostureReader {
  // In XML 1.1 a reference may stand for the control characters that part the fields of a record.
  readonly #parser = new SaxesParser({
    xmlns: false,
    position: false,
    forceXMLVersion: true,
    defaultXMLVersion: '1.0',
  });
  readonly #onRow: (record: string) => void;
  readonly #path: string[] = [];
  readonly #owned: Fields[] = [];
  readonly #policyIds: string[] = [];
  readonly #glossaries = new Map<number, Glossary>();
  readonly #glossary = new Glossary();
  readonly #warnings: { code: string | undefined; url: string | undefined }[] = [];
  #wrappers = 0;
  #inWrapper = false;
  #rows = 0;
  #text = '';
  #serverTime: string | undefined;
  #valueDepth = 0;
  #missing: string[] = [];
  #unexpected: string[] = [];
  #exception: { status: string; endsAt: string } | undefined;
  #criticality: Fields = {};
  #collectedAt = '';
  #opening = '';

  /** @param onRow gets each row of the document as a record; none counts before {@link end}. */
  constructor(onRow: (record: string) => void) {
    this.#onRow = onRow;
    const parser = this.#parser;
    parser.on('error', (error) => this.#fail(error));
    parser.on('opentag', (tag) => this.#open(tag.name, tag.attributes as Fields));
    parser.on('closetag', (tag) => this.#close(tag.name));
    parser.on('text', (text) => {
      this.#text += text;
    });
    parser.on('cdata', (text) => {
      this.#text += text;
    });
  }

  /** @throws GarbledAnswer when the text is not well-formed or not this document. */
  write(chunk: string): void {
    if (this.#opening.length < 200) this.#opening += chunk.slice(0, 400);
    this.#parser.write(forbidden.test(chunk) ? chunk.replace(allForbidden, '\ufffd') : chunk);
  }

  /** @throws GarbledAnswer when the document is not closed or lacks its time. */
  end(): PostureDocument {
    this.#parser.close();
    if (this.#serverTime === undefined)
      throw this.#garbled('unexpected', 'the element RESPONSE/DATETIME is missing');
    return {
      serverTime: this.#serverTime,
      policyIds: this.#policyIds,
      glossaries: this.#glossaries,
      glossary: this.#glossary,
      rows: this.#rows,
      warnings: this.#warnings,
    };
  }

  #open(name: string, attributes: Fields): void {
    this.#path.push(name);
    if (this.#valueDepth > 0) {
      this.#valueDepth += 1;
      return;
    }
    this.#text = '';
    if (name === 'V') this.#valueDepth = 1;
    else if (name === 'INFO') this.#startRow();
    else if (name === 'DPV') this.#noteCollected(attributes.lastUpdated);
    else if (name === 'POLICY') this.#inWrapper = true;
    if (owners.has(name)) this.#owned.push({});
  }

  #close(name: string): void {
    this.#path.pop();
    if (this.#valueDepth > 1) {
      this.#valueDepth -= 1;
      return;
    }
    const parent = this.#path.at(-1);
    if (this.#valueDepth === 1) {
      this.#valueDepth = 0;
      if (parent === 'MISSING') this.#missing.push(this.#text.trim());
      else if (parent === 'UNEXPECTED') this.#unexpected.push(this.#text.trim());
    } else if (owners.has(name)) {
      this.#endOwner(name as Owner, this.#owned.pop() ?? {});
    } else if (parent !== undefined && owners.has(parent)) {
      const fields = this.#owned.at(-1);
      if (fields !== undefined) fields[name] = this.#text.trim();
    }
    this.#text = '';
  }

  #endOwner(name: Owner, fields: Fields): void {
    switch (name) {
      case 'INFO':
        this.#endRow(fields);
        return;
      case 'EXCEPTION':
        this.#exception = { status: fields.STATUS ?? '', endsAt: isoTime(fields.END_DATETIME) ?? '' };
        return;
      case 'HOST':
        this.#here().hosts.set(fields.ID ?? '', hostOf(fields));
        return;
      case 'CRITICALITY':
        this.#criticality = fields;
        return;
      case 'CONTROL':
        this.#here().controls.set(fields.ID ?? '', {
          statement: ownText(fields.STATEMENT),
          criticality: criticalityOf(this.#criticality.VALUE ?? '', ownText(this.#criticality.LABEL)),
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
        this.#policyIds[this.#wrappers] = this.#required(fields, 'ID', 'POLICY');
        this.#wrappers += 1;
        this.#inWrapper = false;
        return;
      case 'RESPONSE':
        this.#serverTime = isoTime(fields.DATETIME);
        return;
    }
  }

  #startRow(): void {
    this.#missing = [];
    this.#unexpected = [];
    this.#exception = undefined;
    this.#collectedAt = '';
  }

  #endRow(fields: Fields): void {
    const told = this.#required(fields, 'STATUS', 'INFO');
    const status = statuses.get(told.toLowerCase());
    if (status === undefined) throw this.#garbled('unexpected', `a row has the unknown STATUS "${told}"`);
    const cid = this.#required(fields, 'CONTROL_ID', 'INFO');
    if (!/^\d{1,15}$/.test(cid)) throw this.#garbled('unexpected', `a row has the CONTROL_ID "${cid}"`);
    this.#rows += 1;
    this.#onRow(
      writeRecord({
        wrapper: this.#wrappers,
        id: this.#required(fields, 'ID', 'INFO'),
        hostId: this.#required(fields, 'HOST_ID', 'INFO'),
        cid,
        technologyId: fields.TECHNOLOGY_ID ?? '',
        instance: fields.INSTANCE ?? '',
        status,
        exception: this.#exception,
        evaluatedAt: isoTime(fields.EVALUATION_DATE) ?? '',
        collectedAt: this.#collectedAt,
        missing: this.#missing,
        unexpected: this.#unexpected,
      }),
    );
  }

  #noteCollected(lastUpdated: string | undefined): void {
    const time = isoTime(lastUpdated) ?? '';
    if (time > this.#collectedAt) this.#collectedAt = time;
  }

  /** The glossary of the wrapper the reader stands in, else that of the document. */
  #here(): Glossary {
    if (!this.#inWrapper) return this.#glossary;
    const known = this.#glossaries.get(this.#wrappers) ?? new Glossary();
    this.#glossaries.set(this.#wrappers, known);
    return known;
  }

  #required(fields: Fields, name: string, owner: string): string {
    const value = fields[name];
    if (value === undefined || value === '') {
      throw this.#garbled('unexpected', `the element ${this.#path.join('/')}/${owner}/${name} is missing`);
    }
    return value;
  }

  /** An entity that nobody declared stays the text it is; every other fault of the XML is fatal. */
  #fail(error: Error): void {
    if (/entity/.test(error.message)) return;
    throw this.#garbled('cut-off', `the XML of the answer is broken or not closed (${error.message})`);
  }

  #garbled(problem: 'cut-off' | 'unexpected', detail: string): GarbledAnswer {
    return new GarbledAnswer(problem, detail, this.#opening);
  }
}

// Evidence quotes registry values and files; some hold characters that XML forbids.
const forbidden = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/;
const allForbidden = new RegExp(forbidden, 'g');
