import type { Problem } from '../config/problem.js';
import type { Config } from '../config/schema.js';
import type { Pipeline } from './pipeline.js';
import { groovyCannotHold, groovyString } from './quote/groovy.js';
import { refusal } from './refusal.js';

/** Ids of Jenkins credentials when the config names none. */
export const defaultCredentialsIds = {
  api: 'qualys-api',
  proxy: 'qualys-proxy',
  host: 'qualys-host',
} as const;

/** The ids to write: the config's, else the defaults. */
export function credentialsIds(config: Config): Readonly<Record<keyof typeof defaultCredentialsIds, string>> {
  return {
    api: config.jenkins?.credentialsId ?? defaultCredentialsIds.api,
    proxy: config.jenkins?.proxyCredentialsId ?? defaultCredentialsIds.proxy,
    host: config.jenkins?.hostCredentialsId ?? defaultCredentialsIds.host,
  };
}

interface Binding {
  readonly id: string;
  readonly usernameVariable: string;
  readonly passwordVariable: string;
}

function bindingsOf(config: Config, { secrets }: Pipeline): Binding[] {
  const ids = credentialsIds(config);
  const candidates = [
    { id: ids.api, usernameVariable: secrets.usernameVariable, passwordVariable: secrets.passwordVariable },
    {
      id: ids.proxy,
      usernameVariable: 'QUALYS_PROXY_USERNAME',
      passwordVariable: secrets.proxyPasswordVariable,
    },
    {
      id: ids.host,
      usernameVariable: 'QUALYS_HOST_USERNAME',
      passwordVariable: secrets.hostPasswordVariable,
    },
  ];
  const seen = new Set<string>();
  return candidates.flatMap(({ passwordVariable, ...rest }) => {
    if (passwordVariable === undefined || seen.has(passwordVariable)) return [];
    seen.add(passwordVariable);
    return [{ ...rest, passwordVariable }];
  });
}

/** Ids that Groovy cannot write. */
export function credentialsProblems(config: Config, pipeline: Pipeline): Problem[] {
  return bindingsOf(config, pipeline).flatMap(({ id }) => {
    const why = groovyCannotHold(id);
    if (why === undefined) return [];
    return [
      refusal(
        'jenkins',
        `An id of a Jenkins credential cannot be written: ${why}`,
        'Give the credential an id of plain characters.',
      ),
    ];
  });
}

/** What the person must create in Jenkins. */
export function credentialsNotes(config: Config, pipeline: Pipeline): string[] {
  return bindingsOf(config, pipeline).map(
    ({ id, passwordVariable }) =>
      `Jenkins must hold a credential "${id}" (user name with password); its password becomes ${passwordVariable}.`,
  );
}

/**
 * A step inside `withCredentials([…])`, or by itself when nothing is bound.
 * @param step Writes the step at an indentation.
 */
export function withCredentials(
  config: Config,
  pipeline: Pipeline,
  indent: number,
  step: (indent: number) => string,
): string {
  const bindings = bindingsOf(config, pipeline);
  if (bindings.length === 0) return step(indent);
  const margin = ' '.repeat(indent);
  const lines = bindings.map(
    ({ id, usernameVariable, passwordVariable }) =>
      `${margin}  usernamePassword(credentialsId: ${groovyString(id)}, usernameVariable: '${usernameVariable}', passwordVariable: '${passwordVariable}')`,
  );
  return `${margin}withCredentials([\n${lines.join(',\n')}\n${margin}]) {\n${step(indent + 2)}\n${margin}}`;
}
