import type { SnippetOptions } from './snippet-format.js';

/** The image of a job: a plain Node.js one when the snippet installs the program, else one that has it. */
export function containerImage({ install }: SnippetOptions): { name: string; comment: string } {
  return install === undefined
    ? {
        name: 'registry.example.com/qualys-pc:1.0.0',
        comment: 'Replace: an image with Node.js 20 or later and qualys-pc, by version or digest.',
      }
    : { name: 'node:22.21.1-bookworm-slim', comment: 'Any image with Node.js 20 or later.' };
}
