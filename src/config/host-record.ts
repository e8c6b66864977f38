/** An auth record of the job's own; `password` says where its password is kept, if anywhere. */
export interface OwnHostRecord {
  readonly existing?: undefined;
  readonly platform: 'unix' | 'windows';
  readonly username: string;
  readonly password?: string | undefined;
  readonly domain?: string | undefined;
}

/** A record that was made in Qualys, by title or id; its platform where the config says it. */
export interface ExistingHostRecord {
  readonly existing: string;
  readonly platform?: 'unix' | 'windows' | undefined;
}

/** How the scanner logs in to the hosts, as it is asked for; the user is known. */
export type HostRecord = OwnHostRecord | ExistingHostRecord;
