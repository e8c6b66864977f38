/** Where a secret is kept; never the secret itself. */
export type SecretRef =
  | { readonly kind: 'env'; readonly name: string }
  | { readonly kind: 'file'; readonly path: string }
  | { readonly kind: 'keychain' };

/** The references that exist, for messages. */
export const secretRefForms = 'env:NAME, file:PATH or keychain:';

/** Reads a reference; anything else may be a password, so the answer says nothing about it. */
export function parseSecretRef(text: string): SecretRef | undefined {
  const trimmed = text.trim();
  const env = /^env:([A-Za-z_][A-Za-z0-9_]*)$/.exec(trimmed)?.[1];
  if (env !== undefined) return { kind: 'env', name: env };
  const file = /^file:(.+)$/.exec(trimmed)?.[1]?.trim();
  if (file !== undefined && file !== '' && !file.includes('\0')) return { kind: 'file', path: file };
  return trimmed === 'keychain:' ? { kind: 'keychain' } : undefined;
}
