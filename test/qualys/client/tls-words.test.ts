import { expect, test } from 'vitest';
import { tlsWords } from '../../../src/qualys/client/tls-words.js';

const host = 'qualysapi.acme.test';

test.each([
  ['SELF_SIGNED_CERT_IN_CHAIN', '', /certificate .* not trusted/, /--ca-file/],
  ['ERR_TLS_CERT_ALTNAME_INVALID', '', /certificate .* another name/, /address/],
  ['CERT_HAS_EXPIRED', '', /certificate .* expired/, /clock/],
  ['CERT_NOT_YET_VALID', '', /not valid yet/, /clock/],
  ['CERT_REVOKED', '', /revoked/, /Do not go on/],
  ['ERR_SSL_WRONG_VERSION_NUMBER', '', /does not answer with TLS/, /port/],
  ['EPROTO', 'write EPROTO: wrong version number', /does not answer with TLS/, /port/],
  ['ERR_SSL_UNSUPPORTED_PROTOCOL', '', /agree on no version/, /TLS 1.2/],
  ['EPROTO', 'tlsv1 alert protocol version', /agree on no version/, /TLS 1.2/],
  [
    'ERR_SSL_SOMETHING_NEW',
    'bad record mac',
    /encrypted connection .* cannot be set up/,
    /proxy or firewall/,
  ],
])('the words of a TLS fault fit its cause: %s %s', (code, detail, what, next) => {
  const words = tlsWords(code, detail, host);
  expect(words.what).toMatch(what);
  expect(words.what).toContain(host);
  expect(words.next).toMatch(next);
  expect(words.next.includes('--ca-file')).toBe(code === 'SELF_SIGNED_CERT_IN_CHAIN');
});
