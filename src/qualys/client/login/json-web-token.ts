/** What is read of a token; nothing of it is trusted beyond this (fact sheet 8). */
export interface TokenClaims {
  /** Entries of `modulesAllowed`, an array or a comma-separated text; undefined when absent. */
  readonly modules: readonly string[] | undefined;
  /** Seconds since 1970. */
  readonly issuedAt: number | undefined;
  readonly endsAt: number | undefined;
}

/** True for text that has the form of a JSON web token. */
export function isToken(text: string): boolean {
  return /^[\w-]+\.[\w-]+\.[\w-]*$/.test(text);
}

/** @returns undefined when the token cannot be read. */
export function claimsOf(token: string): TokenClaims | undefined {
  const payload = token.split('.')[1];
  if (payload === undefined) return undefined;
  try {
    const claims: unknown = JSON.parse(Buffer.from(payload, 'base64url').toString('utf8'));
    if (typeof claims !== 'object' || claims === null) return undefined;
    const { modulesAllowed, iat, exp } = claims as Readonly<Record<string, unknown>>;
    return { modules: modulesOf(modulesAllowed), issuedAt: secondsOf(iat), endsAt: secondsOf(exp) };
  } catch {
    return undefined;
  }
}

function modulesOf(allowed: unknown): readonly string[] | undefined {
  if (Array.isArray(allowed)) return allowed.map((entry) => String(entry).trim());
  return typeof allowed === 'string' ? allowed.split(',').map((entry) => entry.trim()) : undefined;
}

function secondsOf(value: unknown): number | undefined {
  return typeof value === 'number' && Number.isFinite(value) && value > 0 ? value : undefined;
}
