import { type FileHandle, rename, rm } from 'node:fs/promises';
import { cannotWrite } from '../../files/cannot-write.js';
import { openPartial, partialOf } from '../../files/whole-file.js';
import { SharedText } from '../../text/shared-text.js';
import type { ControlLine } from './control-line.js';

/** Letters that are written at once. */
const pieceLength = 64 * 1024;

/**
 * Writes controls.jsonl beside its place; only a committed one ever has its name. Settling and committing
 * throw PcError of kind `usage` when the disk does not take it.
 */
export class ControlsWriter {
  readonly #path: string;
  readonly #partial: string;
  readonly #texts = new ControlLineTexts();
  #lines: string[] = [];
  #length = 0;
  #handle: FileHandle | undefined;
  #writing: Promise<void> = Promise.resolve();

  constructor(path: string) {
    this.#path = path;
    this.#partial = partialOf(path);
  }

  add(line: ControlLine): void {
    const text = this.#texts.textOf(line);
    this.#lines.push(text);
    this.#length += text.length;
  }

  /** Hands lines to the disk, and waits while it is slower than Qualys, so that memory stays flat. */
  async settle(): Promise<void> {
    if (this.#length >= pieceLength) await this.#flush();
  }

  async commit(): Promise<void> {
    await this.#flush();
    await this.#writing;
    await this.#told(async () => {
      await this.#close();
      await rename(this.#partial, this.#path);
    });
  }

  /** Never fails: what remains is no result. */
  async discard(): Promise<void> {
    await this.#writing.catch(() => undefined);
    await this.#close().catch(() => undefined);
    await rm(this.#partial, { force: true }).catch(() => undefined);
  }

  /** One piece at most is on its way to the disk. */
  async #flush(): Promise<void> {
    await this.#writing;
    const bytes = Buffer.from(this.#lines.join(''), 'utf8');
    this.#lines = [];
    this.#length = 0;
    this.#writing = this.#told(async () => {
      this.#handle ??= await openPartial(this.#partial);
      await this.#handle.writeFile(bytes);
    });
    // The next wait for it throws; until then the rejection has no listener.
    this.#writing.catch(() => undefined);
  }

  async #close(): Promise<void> {
    const handle = this.#handle;
    this.#handle = undefined;
    await handle?.close();
  }

  async #told(work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (cause) {
      throw cannotWrite(this.#path, cause);
    }
  }
}

/** What a line says of its control; the same for every host that has it. */
type ControlPart = Pick<ControlLine, 'policyId' | 'statement' | 'criticality'>;

/** Writes lines of controls.jsonl: the text of JSON.stringify, but what lines share is written once. */
export class ControlLineTexts {
  readonly #controls = new Map<number, ControlPart & { readonly text: string }>();
  readonly #place = new SharedText<Pick<ControlLine, 'host' | 'technology' | 'instance'>>({
    differs: (a, b) => a.host !== b.host || a.technology !== b.technology || a.instance !== b.instance,
    write: ({ host, technology, instance }) => JSON.stringify({ host, technology, instance }).slice(1, -1),
  });
  readonly #time = new SharedText<Pick<ControlLine, 'evaluatedAt' | 'exception'>>({
    differs: (a, b) => a.evaluatedAt !== b.evaluatedAt || a.exception !== b.exception,
    write: ({ evaluatedAt, exception }) => JSON.stringify({ evaluatedAt, exception }).slice(1, -1),
  });
  readonly #exclusion = new SharedText<Pick<ControlLine, 'exclusion'>>({
    differs: (a, b) => a.exclusion !== b.exclusion,
    write: ({ exclusion }) => JSON.stringify(exclusion),
  });

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
