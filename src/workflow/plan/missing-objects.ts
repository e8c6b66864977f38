import type { ErrorCode } from '../../error-codes.js';
import { PcError } from '../../errors.js';
import { nearestName } from '../../text/nearest.js';
import { sentence } from '../../text/printable.js';

/** Collects what a config names and Qualys does not have, or has in a state that stops the scan: all of it is said at once. */
export class MissingObjects {
  readonly #problems: PcError[] = [];

  get isEmpty(): boolean {
    return this.#problems.length === 0;
  }

  add(problem: PcError): void {
    this.#problems.push(problem);
  }

  /**
   * What the choice found, or undefined when its object cannot be used, which is kept for `check`.
   * @throws any other error.
   */
  choose<Found>(choice: () => Found): Found | undefined {
    try {
      return choice();
    } catch (error) {
      if (!(error instanceof PcError) || error.kind !== 'usage') throw error;
      this.add(error);
      return undefined;
    }
  }

  /** @throws PcError: the only problem, or one that lists them all, of kind `usage` when the config is to be corrected. */
  check(): void {
    const [first, second] = this.#problems;
    if (first === undefined) return;
    if (second === undefined) throw first;
    throw new PcError(`${this.#problems.length} objects that the config names cannot be used`, {
      kind: this.#problems.some(({ kind }) => kind === 'usage') ? 'usage' : 'inconclusive',
      code: 'objects-missing',
      why: this.#problems.map(({ what, next }) => `${sentence(what)} ${next}`).join('\n'),
      next: 'Correct the config or the objects in Qualys, then see with qualys-pc check whether everything is there.',
    });
  }
}

/** The way out of a name that Qualys does not have: the nearest that it has, then where to look. */
export function missingObject(
  what: string,
  code: ErrorCode,
  {
    name,
    namesakes = [],
    known,
    next,
  }: {
    readonly name?: string | undefined;
    /** Ids of those that have the name, and another id than was asked for. */
    readonly namesakes?: readonly string[];
    readonly known: readonly string[];
    readonly next: string;
  },
): PcError {
  if (namesakes.length > 0) {
    const hint = `The name is there with the id ${namesakes.join(' and ')}: correct the id or take it out.`;
    return new PcError(what, { kind: 'usage', code, next: `${hint} ${next}` });
  }
  const near = name === undefined ? undefined : nearestName(name, known);
  const hint =
    known.length === 0 ? 'There is none at all. ' : near === undefined ? '' : `The nearest is "${near}". `;
  return new PcError(what, { kind: 'usage', code, next: `${hint}${next}` });
}
