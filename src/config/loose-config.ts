import type { WrittenConfig } from './schema.js';

type Loose<T> = T extends readonly (infer Item)[]
  ? readonly (Loose<Item> | undefined)[]
  : T extends object
    ? { readonly [Key in keyof T]?: Loose<T[Key]> | undefined }
    : T;

/** A config of which any part may be missing: what the rules look at, in a file with gaps and in the wizard's draft. */
export type LooseConfig = Loose<WrittenConfig>;
