/** A compliance option profile and the policies it restricts a scan to (fact sheet 10). */
export interface OptionProfile {
  readonly id: string;
  readonly title: string;
  readonly policies: readonly { readonly id: string; readonly title: string }[];
}
