import type { ConfigDocument } from '../config-document.js';
import type { ConfigDraft } from '../flag-kinds.js';
import { valueAt } from '../flag-kinds.js';

export function isMapping(value: unknown): value is ConfigDraft {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A target of another type is another target: nothing of the one before is kept. */
export function isOtherType(before: ConfigDraft, value: ConfigDraft): boolean {
  const types = [valueAt(before, 'type'), valueAt(value, 'type')];
  return types.every((type) => type !== undefined) && types[0] !== types[1];
}

/** One config over another (design, section 2): objects merge, lists and plain values replace. */
export function overlay(base: ConfigDraft, top: ConfigDraft): ConfigDraft {
  const merged = new Map(Object.entries(base));
  for (const [key, value] of Object.entries(top)) {
    const before = merged.get(key);
    const merges = isMapping(before) && isMapping(value) && !isOtherType(before, value);
    merged.set(key, merges ? overlay(before, value) : value);
  }
  return Object.fromEntries(merged);
}

/** Whether the document has a value at the path. */
function holds({ value }: ConfigDocument, path: readonly PropertyKey[]): boolean {
  return path.reduce(valueAt, value) !== undefined;
}

/** Several files as one: a place is that of the last file that has it. */
export function joinDocuments(
  documents: readonly [ConfigDocument, ...ConfigDocument[]],
  value: ConfigDraft,
): ConfigDocument {
  const [first, ...others] = documents;
  if (others.length === 0) return { ...first, value };
  return {
    sourceName: documents.map(({ sourceName }) => sourceName).join(', '),
    value,
    positionOf: (path) => {
      const holder = [...documents].reverse().find((document) => holds(document, path)) ?? first;
      const at = holder.positionOf(path);
      return at && { ...at, file: holder.sourceName };
    },
  };
}
