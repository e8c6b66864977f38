/** A compliance policy (fact sheet 14.1). */
export interface Policy {
  readonly id: string;
  readonly title: string;
  readonly active: boolean;
  readonly locked: boolean;
  /** ISO time of the server; absent when never evaluated or not told. */
  readonly lastEvaluated?: string;
  readonly holdsAssetGroup: (assetGroupId: string) => boolean;
}
