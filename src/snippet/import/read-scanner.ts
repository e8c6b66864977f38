import type { ImportedConfig } from './imported-step.js';
import type { StepReader } from './step-reader.js';

type Target = ImportedConfig['scan']['target'];

/** Addresses of private networks (RFC 1918). */
const privateAddress = /^(?:10\.|192\.168\.|172\.(?:1[6-9]|2\d|3[01])\.)/;

/** The scanner; absent means External. */
export function readScanner(step: StepReader, target: Target): string | undefined {
  const scanner = step.text('scannerName');
  const isExternal =
    (scanner ?? 'External') === 'External' && (scanner !== undefined || !step.has('scannerName'));
  if (isExternal && target?.type === 'ec2') {
    step.lint('external-ec2', {
      at: 'scannerName',
      problem: 'The external scanners cannot scan EC2 instances behind a connector.',
      advice: 'Fill in scan.scanner; "qualys-pc list scanners" shows the appliances.',
    });
    return undefined;
  }
  if (isExternal && target?.type === 'host' && target.ips.some((ip) => privateAddress.test(ip))) {
    step.lint('external-private', {
      at: 'scannerName',
      problem: 'The external scanners do not reach a private address.',
      advice: 'Set scan.scanner to an appliance in that network.',
    });
  }
  return scanner;
}
