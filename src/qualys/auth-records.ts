export type AuthRecordPlatform = 'unix' | 'windows';

/** A Unix or Windows authentication record (fact sheet 12.3). */
export interface AuthRecord {
  readonly id: string;
  readonly platform: AuthRecordPlatform;
  readonly title: string;
  readonly username: string;
  /** API form, `a,b-c`; empty for an Active Directory record. */
  readonly ips: string;
  readonly windowsDomain?: string;
}

/** What a create or update sends; fields left out stay as they are. */
export interface AuthRecordChange {
  readonly platform: AuthRecordPlatform;
  readonly username?: string;
  readonly password?: string;
  readonly windowsDomain?: string;
  /** Replaces the list. */
  readonly ips?: string;
  /** Adds to the list; not together with `ips`. */
  readonly addIps?: string;
}
