/** Words that a YAML 1.1 or 1.2 reader takes for something other than text. */
const notText = /^(?:true|false|yes|no|on|off|null|y|n|~)$/i;

/** A YAML scalar that every reader takes for exactly this text; plain where that is safe. */
export function yamlString(value: string): string {
  if (/^[A-Za-z][A-Za-z0-9_/.-]*$/.test(value) && !notText.test(value)) return value;
  return JSON.stringify(value).replace(
    /[\u007f-\u009f\u2028\u2029\ufeff]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

/** Lines put under a key as a literal block, so that they stay as they are. */
export function yamlBlock(lines: readonly string[], indent: number): string {
  const margin = ' '.repeat(indent);
  return lines.map((line) => (line === '' ? '' : margin + line)).join('\n');
}
