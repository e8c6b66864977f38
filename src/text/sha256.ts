import { createRequire } from 'node:module';

const load = createRequire(import.meta.url);

/**
 * The SHA-256 of a text in hexadecimal digits. Node's module for it is loaded with the first one: it loads fourteen more,
 * and the wizard's first frame needs none.
 */
export function sha256(text: string): string {
  const { createHash } = load('node:crypto') as typeof import('node:crypto');
  return createHash('sha256').update(text).digest('hex');
}
