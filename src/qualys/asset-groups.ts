/** An asset group (fact sheet 13). */
export interface AssetGroup {
  readonly id: string;
  readonly title: string;
  /** API form, `a,b-c`. */
  readonly ips: string;
}
