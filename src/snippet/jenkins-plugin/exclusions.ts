import type { Config } from '../../config/schema.js';
import { isOver } from '../../config/values/last-day.js';

type WrittenExclusion = NonNullable<Config['criteria']>['exclude'][number];

/**
 * The config with the exclusions that hold now, and those that have ended: the step keeps no last day, so one that is
 * written into it holds for ever.
 * @param nowMs - milliseconds since the epoch; undefined: none has ended.
 */
export function splitExclusions(
  config: Config,
  nowMs: number | undefined,
): { readonly current: Config; readonly ended: readonly WrittenExclusion[] } {
  const { criteria } = config;
  if (criteria === undefined || nowMs === undefined) return { current: config, ended: [] };
  const exclude = criteria.exclude.filter((entry) => !isOver(entry, nowMs));
  return {
    current: { ...config, criteria: { ...criteria, exclude } },
    ended: criteria.exclude.filter((entry) => isOver(entry, nowMs)),
  };
}

/** What a person should know of the exclusions in the step, and of those that are left out of it. */
export function pluginExclusionNotes(
  exclude: readonly WrittenExclusion[],
  ended: readonly WrittenExclusion[],
): string[] {
  return [
    ...exclude.flatMap(currentNotes),
    ...ended.map(endedNote),
    ...(exclude.length === 0
      ? []
      : [
          'The plugin looks for each CID inside the text of the list: excluding 1141 excludes 114 and 41 too. qualys-pc compares numbers.',
        ]),
  ];
}

function currentNotes({ cids, reason, expires }: WrittenExclusion): string[] {
  if (reason === undefined && expires === undefined) return [];
  return [
    `CIDs ${cids}: ${reason ?? 'no reason given'}${expires === undefined ? '' : `; excluded until ${expires} only, which the plugin does not know: take them out then`}.`,
  ];
}

function endedNote({ cids, reason, expires = '' }: WrittenExclusion): string {
  return `CIDs ${cids}: ${reason ?? 'no reason given'}; the exclusion ended on ${expires.trim()}, which the plugin would not know, and is left out.`;
}
