import { defaultConfigPath } from './pipeline-paths.js';

/**
 * What tells the jobs of two configs in one pipeline apart: `-db` for `qualys-pc-db.yaml`, `-ci` for
 * `ci/qualys-pc.yaml`, nothing for the usual path.
 * Lower-case letters, digits and single hyphens, as every system takes them.
 */
export function jobSuffix(configPath: string): string {
  if (configPath === defaultConfigPath) return '';
  const name = configPath
    .replace(/\.(?:json|ya?ml)$/i, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-?(?:qualys-pc(?:-|$))?|-$/g, '')
    .replace(/(?:^|-)qualys-pc$/, '')
    .slice(0, 30)
    .replace(/-$/, '');
  return name === '' ? '' : `-${name}`;
}
