/** A JSON object whose keys keep their order and may be any text, `__proto__` and numbers too. */
export function jsonObject(entries: readonly (readonly [key: string, value: string])[]): string {
  return `{${entries.map(([key, value]) => `${JSON.stringify(key)}:${value}`).join(',')}}`;
}
