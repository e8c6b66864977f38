/** An EC2 instance as Qualys knows it (fact sheet 19). */
export interface Instance {
  readonly instanceId: string;
  readonly accountId?: string;
  /** Upper case: RUNNING, STOPPED ...; undefined is unknown. */
  readonly state: string | undefined;
  /** AWS region code. */
  readonly region: string | undefined;
  readonly privateIp: string | undefined;
  /** How old the knowledge is, ISO. */
  readonly lastUpdated?: string;
}
