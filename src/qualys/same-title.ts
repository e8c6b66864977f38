/** Titles are unique, but whether their case counts is unconfirmed: the exact spelling first. */
export function sameTitle<Titled extends { readonly title: string }>(
  found: readonly Titled[],
  title: string,
): Titled | undefined {
  return (
    found.find((one) => one.title === title) ??
    found.find((one) => one.title.toLowerCase() === title.toLowerCase())
  );
}
