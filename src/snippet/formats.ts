import { azure } from './azure.js';
import { github } from './github.js';
import { gitlab } from './gitlab.js';
import { jenkins } from './jenkins.js';
import { jenkinsMatrix } from './jenkins-matrix.js';
import { jenkinsPlugin } from './jenkins-plugin/jenkins-plugin.js';
import { jenkinsScripted } from './jenkins-scripted.js';
import { kubernetes } from './kubernetes.js';
import { shell } from './shell.js';
import type { SnippetFormat } from './snippet-format.js';

/** How each format is written, in the order of `snippetFormatNames`. */
export const snippetFormats: readonly SnippetFormat[] = [
  jenkinsPlugin,
  jenkins,
  jenkinsScripted,
  jenkinsMatrix,
  gitlab,
  github,
  azure,
  kubernetes,
  shell,
];
