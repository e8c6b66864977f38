import { azure } from './formats/azure.js';
import { github } from './formats/github.js';
import { gitlab } from './formats/gitlab.js';
import { jenkins } from './formats/jenkins.js';
import { jenkinsMatrix } from './formats/jenkins-matrix.js';
import { jenkinsScripted } from './formats/jenkins-scripted.js';
import { kubernetes } from './formats/kubernetes.js';
import { shell } from './formats/shell.js';
import { jenkinsPlugin } from './jenkins-plugin/jenkins-plugin.js';
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
