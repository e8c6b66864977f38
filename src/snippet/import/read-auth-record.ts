import type { ImportedConfig } from './imported-step.js';
import type { StepReader } from './step-reader.js';

type AuthRecord = NonNullable<ImportedConfig['scan']['authRecord']>;

/** The auth record, when `createAuthRecord` is on; its user stays in Jenkins' credential. */
export function readAuthRecord(step: StepReader): AuthRecord | undefined {
  if (!step.flag('createAuthRecord')) return undefined;
  const platform = step.text('unixAndWindowsCredentials')?.toLowerCase();
  const hasCredential = step.text('unixAndWindowsCredentialsId') !== undefined;
  if (!hasCredential && !step.has('unixAndWindowsCredentialsId')) {
    step.lint('host-credential-missing', {
      at: 'createAuthRecord',
      problem: 'createAuthRecord is on and no credential of the host is named, so the plugin fails.',
      advice: 'Fill in scan.authRecord in the config.',
    });
  }
  if (platform !== 'unix' && platform !== 'windows') {
    if (platform !== undefined || !step.has('unixAndWindowsCredentials')) {
      step.lint('auth-platform', {
        at: 'unixAndWindowsCredentials',
        problem: 'unixAndWindowsCredentials is neither "unix" nor "windows".',
        advice: 'Fill in scan.authRecord.platform in the config.',
      });
    }
    return { password: 'env:QUALYS_HOST_PASSWORD' };
  }
  return { platform, password: 'env:QUALYS_HOST_PASSWORD' };
}
