import type { Config } from '../../config/schema.js';
import { pluginMinutes } from './plugin-minutes.js';

function exclusionNotes(config: Config): string[] {
  const exclude = config.criteria?.exclude ?? [];
  if (exclude.length === 0) return [];
  const dated = exclude.flatMap(({ cids, reason, expires }) => {
    if (reason === undefined && expires === undefined) return [];
    return [
      `CIDs ${cids}: ${reason ?? 'no reason given'}${expires === undefined ? '' : `; excluded until ${expires} only, which the plugin does not know: take them out then`}.`,
    ];
  });
  return [
    ...dated,
    'The plugin looks for each CID inside the text of the list: excluding 1141 excludes 114 and 41 too. qualys-pc compares numbers.',
  ];
}

/** What the step cannot say and what does not change target or verdict. */
export function pluginNotes(config: Config): string[] {
  const { authRecord, jobName, scanner, optionProfile } = config.scan;
  const rounded = [config.timeouts.pollingInterval, config.timeouts.timeout].filter(
    (text) => pluginMinutes(text)?.isRounded === true,
  );
  return [
    ...exclusionNotes(config),
    ...(config.criteria?.failOn?.states.includes('exceptions') === true
      ? ['The plugin offers the state "Exceptions" and never finds it; qualys-pc does.']
      : []),
    ...(authRecord?.domain === undefined
      ? []
      : [`The plugin knows no Windows domain; the config's is ${authRecord.domain}.`]),
    ...(jobName === undefined
      ? []
      : [`The plugin names asset group and auth record after the Jenkins job, not "${jobName}".`]),
    ...(scanner !== undefined && /^\d+$/.test(scanner)
      ? [`The plugin takes the scanner's name; if ${scanner} is its id, write the name.`]
      : []),
    ...(optionProfile.title?.includes(':') === true
      ? ['The plugin\'s form cuts the title of an option profile at ":"; do not save this step through it.']
      : []),
    ...rounded.map((text) => `The plugin counts whole minutes: "${text}" is rounded up.`),
    ...(config.gateway !== undefined || config.apiVersions !== undefined || config.concurrency !== undefined
      ? ['The plugin knows neither gateway, apiVersions nor concurrency.']
      : []),
    ...(config.criteria?.failOn === undefined && config.criteria?.failOnAuthFailure !== true
      ? ['No criteria: the build passes whatever the scan finds.']
      : []),
  ];
}
