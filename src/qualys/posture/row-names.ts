import { ownText } from '../../text/printable.js';
import type { Glossary, GlossaryControl } from './glossary.js';
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
  'policyId' | 'technology' | 'instance' | 'exception' | 'evaluatedAt' | 'collectedAt'
>;

const noControl: GlossaryControl = { statement: '', criticality: { value: 0, label: 'UNDEFINED' } };

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
    if (hostId !== this.#hostId) this.#setHost(hostId);
    const control = this.#own?.controls.get(cid) ?? this.#ids.glossary.controls.get(cid) ?? noControl;
    const { policyId, technology, instance, exception, evaluatedAt, collectedAt } = this.#shared;
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
      collectedAt,
      missing,
      unexpected,
    };
  }

  #setContext(context: RowContext): void {
    const { policyIds, glossaries, glossary } = this.#ids;
    const { wrapper, technologyId, exception } = context;
    const before = this.#shared;
    this.#own = glossaries.get(wrapper);
    this.#shared = {
      policyId: policyIds[wrapper] ?? policyIds[0] ?? '',
      technology:
        this.#own?.technologies.get(technologyId) ?? glossary.technologies.get(technologyId) ?? technologyId,
      instance: kept(before.instance, context.instance) ?? '',
      exception: exception && exceptionOf(exception),
      evaluatedAt: kept(before.evaluatedAt, context.evaluatedAt),
      collectedAt: kept(before.collectedAt, context.collectedAt),
    };
    this.#context = context;
    // A host may be named otherwise in the glossary of another policy.
    this.#hostId = undefined;
  }

  #setHost(hostId: string): void {
    this.#host = this.#own?.hosts.get(hostId) ??
      this.#ids.glossary.hosts.get(hostId) ?? { id: hostId, ip: '' };
    this.#hostId = hostId;
  }
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
