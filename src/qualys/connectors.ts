/** An AWS connector (fact sheet 18). */
export interface Connector {
  readonly id: string;
  readonly name: string;
  readonly uuid?: string;
  /** 12 digits as text. */
  readonly accountId?: string;
  /** As Qualys words it. */
  readonly state: string;
  /** The plugin's grouping of states; an unknown one means wait. */
  readonly group: 'busy' | 'ok' | 'failed' | 'unknown';
  readonly disabled: boolean;
  /** ISO. */
  readonly lastSync?: string;
}
