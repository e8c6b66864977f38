/** Passwords as typed in this session. Never stored, never drawn, never part of a draft. */
export interface Secrets {
  readonly password: string;
  readonly proxyPassword: string;
  readonly hostPassword: string;
}

export const noSecrets: Secrets = { password: '', proxyPassword: '', hostPassword: '' };
