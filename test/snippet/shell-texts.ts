import { parse } from 'yaml';
import { snippetFormats } from '../../src/snippet/formats.js';
import type { SnippetFormatName } from '../../src/snippet/snippet-format.js';
import { podScripts } from './pod-scripts.js';
import type { variants } from './variants.js';

type Variant = (typeof variants)[number];

interface GitlabJob {
  readonly before_script?: readonly string[];
  readonly script?: readonly string[];
}
interface Steps {
  readonly steps: readonly { readonly run?: string; readonly bash?: string }[];
}

const readers: Readonly<Partial<Record<SnippetFormatName, (text: string) => readonly string[]>>> = {
  shell: (text) => [text],
  gitlab: (text) =>
    Object.values(parse(text) as Record<string, GitlabJob>).flatMap(({ before_script = [], script }) =>
      script === undefined ? [] : [[...before_script, ...script].join('\n')],
    ),
  github: (text) =>
    Object.values((parse(text) as { jobs: Record<string, Steps> }).jobs).flatMap(({ steps }) =>
      steps.flatMap(({ run }) => run ?? []),
    ),
  azure: (text) =>
    (parse(text) as { jobs: Steps[] }).jobs.flatMap(({ steps }) => steps.flatMap(({ bash }) => bash ?? [])),
  kubernetes: (text) => podScripts(text),
};

/** Shell scripts of the formats that are not Groovy, as the system would run them. */
export function shellTexts({ config, options }: Variant): { format: string; script: string }[] {
  return snippetFormats.flatMap(({ name, emit }) =>
    (readers[name]?.(emit(config, options).text) ?? []).map((script) => ({ format: name, script })),
  );
}
