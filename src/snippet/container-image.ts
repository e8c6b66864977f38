import { type Problem, refusal } from '../config/problem.js';
import type { SnippetOptions } from './snippet-format.js';

/** The image of a job: the one that was named, a plain Node.js one when the snippet installs the program, else a place to name one. */
export function containerImage({ install, image }: SnippetOptions): { name: string; comment: string } {
  if (image !== undefined)
    return {
      name: image,
      comment:
        install === undefined ? 'It has qualys-pc: see Dockerfile there.' : 'It has Node.js 20 or later.',
    };
  return install === undefined
    ? {
        name: 'registry.example.com/qualys-pc:1.0.0',
        comment: 'Replace: an image with Node.js 20 or later and qualys-pc, by version or digest.',
      }
    : { name: 'node:22.21.1-bookworm-slim', comment: 'Any image with Node.js 20 or later.' };
}

/** The line that runs a job in the image that was named, at an indentation; nothing without one. */
export function containerLine(options: SnippetOptions, indent: number): string {
  if (options.image === undefined) return '';
  const { name, comment } = containerImage(options);
  return `\n${' '.repeat(indent)}container: ${name} # ${comment}`;
}

/** What a format needs to know besides what a person adds. */
export interface ImageOptions extends SnippetOptions {
  /** A variable that the system fills in within the name of an image, global; without it none may stand there. */
  readonly imageVariable?: RegExp;
}

/** Why `--image` cannot stand in a pipeline: what names an image needs no quotes in any of them. */
export function imageProblem({ image, imageVariable }: ImageOptions): Problem | undefined {
  const named = imageVariable === undefined ? image : image?.replace(imageVariable, 'x');
  if (
    named === undefined ||
    /^[\w][\w.-]*(?::\d+)?(?:\/[\w.-]+)*(?::[\w.-]+)?(?:@sha256:[0-9a-f]{64})?$/.test(named)
  )
    return undefined;
  return refusal(
    'image',
    'It names no container image',
    'Write registry, name and version, such as registry.example.com/qualys-pc:1.0.0, or a digest.',
  );
}
