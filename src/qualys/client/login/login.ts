/** How an account proves itself to Qualys (fact sheet 8). */
export type Login =
  /** A user; Basic on every call. */
  | { readonly kind: 'password'; readonly username: string; readonly password: string }
  /** A client of Qualys' OIDC: the gateway gives a token for id and secret. */
  | {
      readonly kind: 'client';
      readonly clientId: string;
      readonly clientSecret: string;
      /** A subscription's client has no user behind it. */
      readonly level: 'user' | 'subscription';
    }
  /** A token that the company's own identity provider issued. */
  | {
      readonly kind: 'token';
      /** Reads it again; a file may hold a new one by then, a variable never does. */
      readonly readToken: () => Promise<string>;
    };

/** Whose login it is, in messages and results; never a secret. */
export function loginName(login: Login): string {
  switch (login.kind) {
    case 'password':
      return login.username;
    case 'client':
      return `client ${login.clientId}`;
    case 'token':
      return 'a ready token';
  }
}

/** The login as Qualys lists it beside a scan; undefined where it has no name that is known here. */
export function loginUser(login: Login): string | undefined {
  return login.kind === 'password' ? login.username : undefined;
}

/** What a person reads when Qualys refuses the login, and what to do. */
export function refusedLoginWords(kind: Login['kind']): { readonly what: string; readonly next: string } {
  switch (kind) {
    case 'password':
      return {
        what: 'Qualys refused the user name or password.',
        next: 'Check both. Nothing is sent again, as repeated failures lock the account. A user that logs in by single sign-on may have no API password, and a tenant may refuse passwords: use a client id and secret then.',
      };
    case 'client':
      return {
        what: 'Qualys refused the client id or secret, or its token.',
        next: 'Check both, and the level of the client. Nothing is sent again. The client needs "UI and API access".',
      };
    case 'token':
      return {
        what: 'Qualys refused the token.',
        next: 'It may have expired: have the identity provider issue a new one, and check that Qualys trusts the provider.',
      };
  }
}

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
