/** A scanner appliance (fact sheet 9). */
export interface ScannerAppliance {
  readonly id: string;
  readonly name: string;
  readonly status: 'online' | 'offline' | 'unknown';
  /** AWS account of an appliance that runs in EC2: 12 digits as text. */
  readonly awsAccountId?: string;
  /** As Qualys words it; for showing only. */
  readonly region?: string;
  /** Network of the Networks feature. */
  readonly networkId?: string;
  readonly runningScans: number;
}
