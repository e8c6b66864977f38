import { ownText } from '../../text/printable.js';
import { type ControlLine, controlLineSchema } from './control-line.js';

/**
 * What follows a control in a line, and a place: the key of the next part. No JSON holds these characters inside of a
 * string, where a quote is escaped.
 */
const HOST = ',"host":{';
const STATE = ',"state":"';

const ofControl = { policyId: true, cid: true, statement: true, criticality: true } as const;
const ofPlace = { host: true, technology: true, instance: true } as const;
const controlSchema = controlLineSchema.pick(ofControl);
const placeSchema = controlLineSchema.pick(ofPlace);
const stateSchema = controlLineSchema.omit({ ...ofControl, ...ofPlace });

/** Texts remembered of each part; beyond, all are forgotten, so that memory stays flat. */
const MOST_TEXTS = 4_096;

/** What stands around a part's text to make it an object. */
interface Around {
  readonly before: string;
  readonly after: string;
}

/** A part of the lines: each text of it is parsed and checked once. */
class Part<Value> {
  readonly #schema: { parse(data: unknown): Value };
  readonly #around: Around;
  readonly #known = new Map<string, Value>();
  #lastText = '';
  #lastValue: Value | undefined;

  constructor(schema: { parse(data: unknown): Value }, around: Around) {
    this.#schema = schema;
    this.#around = around;
  }

  /** @throws SyntaxError or ZodError when the text is no such part. */
  of(text: string): Value {
    // Lines of one host follow each other: comparing is quicker than looking up.
    if (this.#lastValue !== undefined && this.#lastText === text) return this.#lastValue;
    const value = this.#known.get(text) ?? this.#read(text);
    this.#lastText = text;
    this.#lastValue = value;
    return value;
  }

  #read(text: string): Value {
    const { before, after } = this.#around;
    const value = this.#schema.parse(JSON.parse(`${before}${text}${after}`));
    if (this.#known.size >= MOST_TEXTS) this.#known.clear();
    // A slice would keep the 64 KiB that it was read with.
    this.#known.set(ownText(text), value);
    return value;
  }
}

/**
 * Reads lines of controls.jsonl as {@link ControlLineTexts} writes them: what lines share, which is nearly all of them,
 * is parsed and checked once, and rows share those objects. JSON in another order is not read.
 */
export class ControlLineReader {
  readonly #controls = new Part(controlSchema, { before: '', after: '}' });
  readonly #places = new Part(placeSchema, { before: '{', after: '}' });
  readonly #states = new Part(stateSchema, { before: '{', after: '' });

  /** The row of a line without its end; undefined where it is none, or written in another way. */
  rowOf(line: string): ControlLine | undefined {
    const host = line.indexOf(HOST);
    const state = line.indexOf(STATE, host);
    if (host < 0 || state < 0) return undefined;
    try {
      const { policyId, cid, statement, criticality } = this.#controls.of(line.slice(0, host));
      const place = this.#places.of(line.slice(host + 1, state));
      const known = this.#states.of(line.slice(state + 1));
      const { host: on, technology, instance } = place;
      const { missing, unexpected, evaluatedAt, exception, counts, why, exclusion, job } = known;
      const row: ControlLine = {
        policyId,
        cid,
        statement,
        criticality,
        host: on,
        technology,
        instance,
        state: known.state,
        missing,
        unexpected,
        evaluatedAt,
        exception,
        counts,
        why,
        exclusion,
      };
      return job === undefined ? row : { ...row, job };
    } catch {
      return undefined;
    }
  }
}
