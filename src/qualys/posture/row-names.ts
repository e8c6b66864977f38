import { PcError } from '../../errors.js';
import { ownText } from '../../text/printable.js';
import type { Glossary } from './glossary.js';
import type { PostureHost, PostureRow } from './posture.js';
import { neverEnds, type RawRow, type RowContext } from './row-block.js';

/** Names for the ids of a document's rows. */
export interface NamedIds {
  /** Policy of each wrapper number. */
  readonly policyIds: readonly string[];
  readonly glossaries: ReadonlyMap<number, Glossary>;
  readonly glossary: Glossary;
}

type SharedPart = Pick<
  PostureRow,
  'policyId' | 'technology' | 'instance' | 'exception' | 'evaluatedAt' | 'statusDate'
>;

/** Replaces the ids of rows by names; what consecutive rows share is looked up once. */
export class RowNames {
  readonly #ids: NamedIds;
  #context: RowContext | undefined;
  #own: Glossary | undefined;
  #shared: SharedPart = { policyId: '', technology: '', instance: '' };
  #hostId: string | undefined;
  #host: PostureHost = { id: '', ip: '' };

  constructor(ids: NamedIds) {
    this.#ids = ids;
  }

  name({ context, id, hostId, cid, status, missing, unexpected }: RawRow): PostureRow {
    if (context !== this.#context) this.#setContext(context);
    if (hostId !== this.#hostId) this.#setHost(hostId, id);
    const control = this.#find((glossary) => glossary.controls.get(cid));
    if (control === undefined) throw unresolved(`control ${cid} of row ${id} is`);
    const { policyId, technology, instance, exception, evaluatedAt, statusDate } = this.#shared;
    const { statement, criticality } = control;
    return {
      id,
      policyId,
      cid: Number(cid),
      statement,
      criticality,
      host: this.#host,
      technology,
      instance,
      status,
      exception,
      evaluatedAt,
      statusDate,
      missing,
      unexpected,
    };
  }

  #setContext(context: RowContext): void {
    const { policyIds, glossaries } = this.#ids;
    const { wrapper, technologyId, exception } = context;
    const before = this.#shared;
    this.#own = glossaries.get(wrapper);
    this.#shared = {
      policyId: policyIds[wrapper] ?? policyIds[0] ?? '',
      technology: this.#find((glossary) => glossary.technologies.get(technologyId)) ?? technologyId,
      instance: kept(before.instance, context.instance) ?? '',
      exception: exception && exceptionOf(exception),
      evaluatedAt: kept(before.evaluatedAt, context.evaluatedAt),
      statusDate: kept(before.statusDate, context.statusDate),
    };
    this.#context = context;
    // A host may be named otherwise in the glossary of another policy.
    this.#hostId = undefined;
  }

  #setHost(hostId: string, rowId: string): void {
    const host = this.#find((glossary) => glossary.hosts.get(hostId));
    if (host === undefined || host.ip === '') throw unresolved(`host ${hostId} of row ${rowId} is`);
    this.#host = host;
    this.#hostId = hostId;
  }

  /** The policy's own glossary first, then the document's, then those of the other policies (fact sheet 16.3). */
  #find<Value>(look: (glossary: Glossary) => Value | undefined): Value | undefined {
    const own = this.#own && look(this.#own);
    if (own !== undefined) return own;
    const shared = look(this.#ids.glossary);
    if (shared !== undefined) return shared;
    for (const glossary of this.#ids.glossaries.values()) {
      const found = look(glossary);
      if (found !== undefined) return found;
    }
    return undefined;
  }
}

/** A row that cannot be placed makes the whole answer worthless: what else is missing is unknown. */
function unresolved(what: string): PcError {
  return new PcError('Qualys answered with posture that cannot be placed.', {
    kind: 'unreachable',
    code: 'posture-unresolved',
    why: `The ${what} in no glossary of the answer.`,
    next: 'Run again; when it stays, report it with the output of --verbose.',
  });
}

/**
 * The string object of the row before when the text is equal, so that comparing is quick. A new text is copied: a
 * slice would keep the whole block in memory.
 */
function kept(before: string | undefined, now: string): string | undefined {
  if (now === '') return undefined;
  return before === now ? before : ownText(now);
}

/** A date of zero means that it never ends, unlike an absent one, which says nothing. */
function exceptionOf({ status, endsAt }: NonNullable<RowContext['exception']>): PostureRow['exception'] {
  return endsAt === neverEnds ? { status, neverEnds: true } : { status, endsAt: endsAt || undefined };
}

/** Ids per mask: the bits of a number that JavaScript shifts without loss. */
const idsPerMask = 32;

/**
 * The ids of rows already read, of one policy. Ids are numbers that mostly ascend (fact sheet 16.5): a bit for each
 * keeps a million of them in a few megabytes.
 */
export class RowIds {
  readonly #masks = new Map<number, number>();
  readonly #others = new Set<string>();
  #at = -1;
  #mask = 0;

  /** @returns False when the id was there already. */
  add(id: string): boolean {
    const number = Number(id);
    if (!Number.isSafeInteger(number) || number < 0) return this.#addOther(id);
    const at = Math.floor(number / idsPerMask);
    if (at !== this.#at) {
      if (this.#at >= 0) this.#masks.set(this.#at, this.#mask);
      this.#at = at;
      this.#mask = this.#masks.get(at) ?? 0;
    }
    const bit = 1 << (number % idsPerMask);
    if ((this.#mask & bit) !== 0) return false;
    this.#mask |= bit;
    return true;
  }

  #addOther(id: string): boolean {
    const size = this.#others.size;
    return this.#others.add(id).size > size;
  }
}
