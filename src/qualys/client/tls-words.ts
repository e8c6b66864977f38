/** What to say of a connection whose encryption failed. */
export interface TlsWords {
  /** Completes "…of HOST": a sentence with the host in it. */
  readonly what: string;
  readonly next: string;
}

type Words = readonly [what: (host: string) => string, next: string];

const untrusted: Words = [
  (host) => `The certificate of ${host} is not trusted.`,
  'Name your own certificate authority by --ca-file or NODE_EXTRA_CA_CERTS, for example that of an inspecting proxy.',
];
const otherName: Words = [
  (host) => `The certificate of ${host} is for another name.`,
  'Check the address of the API server, and whether a proxy or firewall answers in its place.',
];
const noTls: Words = [
  (host) => `${host} does not answer with TLS.`,
  'Check the port, and whether a proxy or firewall answers in its place.',
];
const noAgreement: Words = [
  (host) => `${host} and this program agree on no version or cipher of TLS.`,
  'Check whether a proxy or firewall stands between; TLS 1.2 or later is needed.',
];
const general: Words = [
  (host) => `The encrypted connection to ${host} cannot be set up.`,
  'Check the address, and whether a proxy or firewall stands between.',
];

/** By the code of Node or OpenSSL. */
const byCode = new Map<string, Words>([
  ['UNABLE_TO_GET_ISSUER_CERT', untrusted],
  ['UNABLE_TO_GET_ISSUER_CERT_LOCALLY', untrusted],
  ['UNABLE_TO_VERIFY_LEAF_SIGNATURE', untrusted],
  ['DEPTH_ZERO_SELF_SIGNED_CERT', untrusted],
  ['SELF_SIGNED_CERT_IN_CHAIN', untrusted],
  ['CERT_UNTRUSTED', untrusted],
  ['ERR_TLS_CERT_ALTNAME_INVALID', otherName],
  ['HOSTNAME_MISMATCH', otherName],
  [
    'CERT_HAS_EXPIRED',
    [
      (host) => `The certificate of ${host} has expired.`,
      'Check the clock of this machine; when it is right, the server or the proxy between must renew its certificate.',
    ],
  ],
  [
    'CERT_NOT_YET_VALID',
    [
      (host) => `The certificate of ${host} is not valid yet.`,
      'Check the clock of this machine: it is probably behind.',
    ],
  ],
  [
    'CERT_REVOKED',
    [(host) => `The certificate of ${host} was revoked.`, 'Do not go on; ask who runs the server.'],
  ],
  ['ERR_SSL_WRONG_VERSION_NUMBER', noTls],
  ['ERR_SSL_HTTP_REQUEST', noTls],
  ['ERR_SSL_PACKET_LENGTH_TOO_LONG', noTls],
  ['ERR_SSL_UNSUPPORTED_PROTOCOL', noAgreement],
  ['ERR_SSL_NO_PROTOCOLS_AVAILABLE', noAgreement],
  ['ERR_SSL_SSLV3_ALERT_HANDSHAKE_FAILURE', noAgreement],
  ['ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION', noAgreement],
  ['ERR_SSL_NO_CIPHERS_AVAILABLE', noAgreement],
]);

/** Words that fit the cause: a certificate is only blamed for what a certificate can cause. */
export function tlsWords(code: string, detail: string, host: string): TlsWords {
  const [what, next] =
    byCode.get(code) ??
    (/wrong version number|packet length too long/i.test(detail)
      ? noTls
      : /alert|protocol version|no protocols/i.test(detail)
        ? noAgreement
        : general);
  return { what: what(host), next };
}
