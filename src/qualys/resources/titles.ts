/**
 * The object with the title, among those that Qualys lists for it: its filters answer with titles that contain the text
 * too, and whether case counts there is unconfirmed (fact sheet 12.3 and 13). The exact spelling comes first.
 * @param how.anyCase - for titles that are unique whatever their case, as those of auth records: another spelling is
 *   then the same object. Without it, it is an object of somebody else.
 */
export function findByTitle<Titled extends { readonly title: string }>(
  listed: readonly Titled[],
  title: string,
  how: { readonly anyCase: boolean } = { anyCase: false },
): Titled | undefined {
  const exact = listed.find((one) => one.title === title);
  if (exact !== undefined || !how.anyCase) return exact;
  return listed.find((one) => one.title.toLowerCase() === title.toLowerCase());
}
