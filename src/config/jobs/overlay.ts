import type { ConfigDocument } from '../document/config-document.js';
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

/** One of several ways to say the same thing, of which a group holds one. */
interface Way {
  /** The key by which the group says it in this way. */
  readonly by: string;
  /** Keys of the group below that the way takes the place of. */
  readonly replaces: readonly string[];
}

/** By the name of a group, the ways to say what it is about. */
const ways: Readonly<Record<string, readonly Way[]>> = {
  target: [
    { by: 'ips', replaces: ['assetGroups'] },
    { by: 'assetGroups', replaces: ['ips'] },
    { by: 'instanceIds', replaces: ['instances', 'tag'] },
    { by: 'instances', replaces: ['instanceIds'] },
    { by: 'connector', replaces: ['connectors'] },
    { by: 'connectors', replaces: ['connector'] },
  ],
  authRecord: [
    // What the record below is may not be what the named one is.
    { by: 'existing', replaces: ['platform', 'username', 'password', 'domain'] },
    ...['username', 'password', 'domain'].map((by) => ({ by, replaces: ['existing'] })),
  ],
  credentials: [
    { by: 'username', replaces: ['clientId', 'clientSecret', 'level', 'token'] },
    { by: 'clientId', replaces: ['username', 'password', 'token'] },
    { by: 'token', replaces: ['username', 'password', 'clientId', 'clientSecret', 'level'] },
  ],
};

/** Keys by which a group names one object of Qualys: the id of one would win over the title of another. */
const references: Readonly<Record<string, readonly string[]>> = {
  optionProfile: ['id', 'title'],
  connector: ['id', 'name'],
};

/** What of a group stays below the one that lies over it: nothing of what that one says in another way. */
function keptBelow(group: string, before: ConfigDraft, value: ConfigDraft): ConfigDraft {
  if (isOtherType(before, value)) return {};
  const isGiven = (key: string) => valueAt(value, key) !== undefined;
  const names = references[group] ?? [];
  const replaced = [
    ...(names.some(isGiven) ? names : []),
    ...(ways[group] ?? [])
      .filter(({ by }) => isGiven(by) && valueAt(before, by) === undefined)
      .flatMap(({ replaces }) => replaces),
  ];
  return Object.fromEntries(Object.entries(before).filter(([key]) => !replaced.includes(key)));
}

/**
 * One config over another (design, section 2): objects merge, lists and plain values replace. What a group says in
 * another way than the one below, such as asset groups in place of addresses, takes its place.
 */
export function overlay(base: ConfigDraft, top: ConfigDraft): ConfigDraft {
  const merged = new Map(Object.entries(base));
  for (const [key, value] of Object.entries(top)) {
    const before = merged.get(key);
    const merges = isMapping(before) && isMapping(value);
    merged.set(key, merges ? overlay(keptBelow(key, before, value), value) : value);
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
