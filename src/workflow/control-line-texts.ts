import type { ControlLine } from './result.js';

/** What a line says of its control; the same for every host that has it. */
type ControlPart = Pick<ControlLine, 'policyId' | 'statement' | 'criticality'>;

/** JSON of a part of the lines, written anew only when it differs from that of the line before. */
class SharedText<Part extends object> {
  readonly #differs: (a: Part, b: Part) => boolean;
  readonly #write: (part: Part) => string;
  #part: Part | undefined;
  #text = '';

  constructor(differs: (a: Part, b: Part) => boolean, write: (part: Part) => string) {
    this.#differs = differs;
    this.#write = write;
  }

  of(part: Part): string {
    if (this.#part === undefined || this.#differs(part, this.#part)) {
      this.#part = part;
      this.#text = this.#write(part);
    }
    return this.#text;
  }
}

/** Writes lines of controls.jsonl: the text of JSON.stringify, but what lines share is written once. */
export class ControlLineTexts {
  readonly #controls = new Map<number, ControlPart & { readonly text: string }>();
  readonly #place = new SharedText<Pick<ControlLine, 'host' | 'technology' | 'instance'>>(
    (a, b) => a.host !== b.host || a.technology !== b.technology || a.instance !== b.instance,
    ({ host, technology, instance }) => JSON.stringify({ host, technology, instance }).slice(1, -1),
  );
  readonly #time = new SharedText<Pick<ControlLine, 'evaluatedAt' | 'exception'>>(
    (a, b) => a.evaluatedAt !== b.evaluatedAt || a.exception !== b.exception,
    ({ evaluatedAt, exception }) => JSON.stringify({ evaluatedAt, exception }).slice(1, -1),
  );
  readonly #exclusion = new SharedText<Pick<ControlLine, 'exclusion'>>(
    (a, b) => a.exclusion !== b.exclusion,
    ({ exclusion }) => JSON.stringify(exclusion),
  );

  /** The line with its end. */
  textOf(line: ControlLine): string {
    const { state, counts, why } = line;
    const head = `${this.#controlText(line)},${this.#place.of(line)},"state":"${state}",${evidenceText(line)}`;
    return `${head},${this.#time.of(line)},"counts":"${counts}","why":"${why}","exclusion":${this.#exclusion.of(line)}}\n`;
  }

  #controlText({ policyId, cid, statement, criticality }: ControlLine): string {
    const known = this.#controls.get(cid);
    if (
      known !== undefined &&
      known.criticality === criticality &&
      known.statement === statement &&
      known.policyId === policyId
    ) {
      return known.text;
    }
    const text = JSON.stringify({ policyId, cid, statement, criticality }).slice(0, -1);
    this.#controls.set(cid, { policyId, statement, criticality, text });
    return text;
  }
}

const noEvidence = '"missing":[],"unexpected":[]';

function evidenceText({ missing, unexpected }: ControlLine): string {
  if (missing.length === 0 && unexpected.length === 0) return noEvidence;
  return `"missing":${JSON.stringify(missing)},"unexpected":${JSON.stringify(unexpected)}`;
}
