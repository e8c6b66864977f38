import { generateKeyPairSync } from 'node:crypto';

/** Public platforms' hosts: name, tail and, where it differs, the host of API server and portal (fact sheet 3). */
const tails = [
  'qg2.apps.qualys.com',
  'qg3.apps.qualys.com',
  'qg4.apps.qualys.com',
  'qg2.apps.qualys.eu',
  'qg3.apps.qualys.it',
  'qg1.apps.qualys.in',
  'qg1.apps.qualys.ca',
  'qg1.apps.qualys.ae',
  'qg1.apps.qualys.co.uk',
  'qg1.apps.qualys.com.au',
  'qg1.apps.qualysksa.com',
  'gov1.qualys.us',
];

const hosts = [
  'localhost',
  'qualysapi.qualys.com',
  'gateway.qg1.apps.qualys.com',
  'qualysguard.qualys.com',
  'qualysapi.qualys.eu',
  'gateway.qg1.apps.qualys.eu',
  'qualysguard.qualys.eu',
  ...tails.flatMap((tail) => [`qualysapi.${tail}`, `gateway.${tail}`, `qualysguard.${tail}`]),
];

interface Certificates {
  /** PEM of the throw-away authority. */
  readonly ca: string;
  readonly certificate: string;
  readonly key: string;
}

/** Days around now in which the certificates are valid. */
const validDays = 2;

/** Makes an authority that lives as long as the simulator, and a certificate for every public platform's host. */
export async function makeCertificates(now: number): Promise<Certificates> {
  const { default: forge } = await import('node-forge');
  const pair = () =>
    generateKeyPairSync('rsa', {
      modulusLength: 2048,
      publicKeyEncoding: { type: 'spki', format: 'pem' },
      privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
    });
  const [authority, server] = [pair(), pair()];
  const issuer = [{ name: 'commonName', value: 'qualys-pc simulator, not for real use' }];
  const make = (serial: string, publicKey: string, subject: typeof issuer, extensions: unknown[]): string => {
    const certificate = forge.pki.createCertificate();
    certificate.serialNumber = serial;
    certificate.publicKey = forge.pki.publicKeyFromPem(publicKey);
    certificate.validity.notBefore = new Date(now - validDays * 86_400_000);
    certificate.validity.notAfter = new Date(now + validDays * 86_400_000);
    certificate.setSubject(subject);
    certificate.setIssuer(issuer);
    certificate.setExtensions(extensions);
    certificate.sign(forge.pki.privateKeyFromPem(authority.privateKey), forge.md.sha256.create());
    return forge.pki.certificateToPem(certificate);
  };
  const names = [...hosts.map((value) => ({ type: 2, value })), { type: 7, ip: '127.0.0.1' }];
  return {
    ca: make('01', authority.publicKey, issuer, [
      { name: 'basicConstraints', cA: true, critical: true },
      { name: 'keyUsage', keyCertSign: true, critical: true },
    ]),
    certificate: make(
      '02',
      server.publicKey,
      [{ name: 'commonName', value: 'localhost' }],
      [
        { name: 'basicConstraints', cA: false },
        { name: 'keyUsage', digitalSignature: true, keyEncipherment: true },
        { name: 'extKeyUsage', serverAuth: true },
        { name: 'subjectAltName', altNames: names },
      ],
    ),
    key: server.privateKey,
  };
}
