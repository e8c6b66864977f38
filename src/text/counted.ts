/** A number with its noun: `1 policy`, `3 policies`, `0 policies`. */
export function counted(count: number, one: string, many = `${one}s`): string {
  return `${count} ${count === 1 ? one : many}`;
}
