/** What a config never repeats: credentials in a URL or an address, `password=…`, `-u user:password`, well-known kinds of keys. */
const certain = [
  /:\/\/[^\s/@:$'"]+:[^\s/@$'"{]+@/,
  /^[^\s/@:$'"]+:[^\s/@$'"{]+@/,
  /(?:password|passwd|secret|token|api_?key)=['"]?(?!['"$\s{])[^\s'"$]{3}/i,
  /(?:^|\s)(?:-u|--user)[ =]?['"]?[^\s:'"$]+:(?!\$)[^\s'"$]+/,
  /\b(?:AKIA|ASIA)[0-9A-Z]{16}\b/,
  /\bgh[pousr]_[0-9A-Za-z]{30}/,
  /-----BEGIN [A-Z ]*PRIVATE KEY-----/,
];

/** True for a text that holds a secret, so that it must not be repeated anywhere. */
export function holdsSecret(text: string): boolean {
  return certain.some((pattern) => pattern.test(text));
}
