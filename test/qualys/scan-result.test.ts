import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { askServer } from './support/ask-server.js';

const ref = 'compliance/1777887000.11223';

async function fetched(issues: string) {
  const sample = await readFile(
    new URL('../fixtures/qualys/15.5-scan-result-with-failed-range.xml', import.meta.url),
    'utf8',
  );
  const text = sample
    .replace(/<AUTHENTICATION>[\s\S]*<\/AUTHENTICATION>/, '')
    .replace('<APPENDIX>', `${issues}<APPENDIX>`);
  const { api } = await askServer(text);
  return (await api.fetchScanResult(ref)).authentication;
}

const host = (ip: string, cause: string, more = '') =>
  `<HOST_INFO><DNS><![CDATA[h]]></DNS><IP><![CDATA[${ip}]]></IP><NETBIOS/>${more}<CAUSE><![CDATA[${cause}]]></CAUSE></HOST_INFO>`;

test('AUTH_SCAN_ISSUES says what AUTHENTICATION would, with its cause', async () => {
  const blocks = await fetched(
    `<AUTH_SCAN_ISSUES><AUTH_SCAN_FAILED>${host('10.20.30.41', 'Unable to log in')}${host('10.20.30.42', 'Timeout')}</AUTH_SCAN_FAILED><AUTH_SCAN_INSUFFICIENT>${host('10.20.30.43', 'sudo is missing')}</AUTH_SCAN_INSUFFICIENT></AUTH_SCAN_ISSUES>`,
  );
  expect(blocks).toMatchObject([
    { type: undefined, failed: '10.20.30.41', insufficient: '', causes: [{ cause: 'Unable to log in' }] },
    { type: undefined, failed: '10.20.30.42', insufficient: '', causes: [{ cause: 'Timeout' }] },
    {
      type: undefined,
      failed: '',
      insufficient: '10.20.30.43',
      causes: [{ ips: '10.20.30.43', cause: 'sudo is missing' }],
    },
  ]);
});

test('AUTH_SCAN_ISSUES is read whatever its entries are called', async () => {
  expect(
    await fetched(
      '<AUTH_SCAN_ISSUES><FAILED><IP>10.20.30.41</IP><CAUSE>No</CAUSE></FAILED><INSUFFICIENT><IP>10.20.30.43</IP></INSUFFICIENT></AUTH_SCAN_ISSUES>',
    ),
  ).toMatchObject([{ failed: '10.20.30.41' }, { insufficient: '10.20.30.43', causes: undefined }]);
});

test('an issue of an instance is not one of the operating system', async () => {
  const oracle = host('10.20.30.41', 'No', '<INSTANCE>Oracle10:1:1521:ora</INSTANCE>');
  const system = host('10.20.30.42', 'No', '<INSTANCE>os</INSTANCE>');
  const blocks = await fetched(
    `<AUTH_SCAN_ISSUES><AUTH_SCAN_FAILED>${oracle}${system}</AUTH_SCAN_FAILED></AUTH_SCAN_ISSUES>`,
  );
  expect(blocks.map(({ type }) => type)).toEqual(['Oracle10:1:1521:ora', undefined]);
});
