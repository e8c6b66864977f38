import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkConfig } from '../../src/config/check-config.js';
import { readConfigDocument } from '../../src/config/document/config-document.js';
import { parseConfigText } from '../../src/config/load-config.js';
import { criticalityNames, reportFormats, stateNames } from '../../src/config/names.js';
import type { WrittenConfig } from '../../src/config/schema.js';
import { writeConfigText } from '../../src/config/write-config-text.js';

/** Text that YAML could take for something else, and text that is hostile. */
const oddText = fc
  .oneof(
    fc.constantFrom(
      'yes',
      'null',
      '~',
      '0123',
      '1e3',
      '2027-03-31',
      '- a',
      'a: b',
      '#x',
      "'",
      '"',
      '*a',
      '&a',
      '!x',
      '%a',
      '@a',
      '`',
      '{',
      '[',
      '|',
      '>',
      'true',
      '.inf',
      '0x1f',
      '<<',
      '=',
      '? a',
      '---',
      'a #b',
      '\\',
      'ключ',
      '💥',
    ),
    fc.string({ unit: 'grapheme', minLength: 1 }),
  )
  .map((text) => text.replace(/[\p{Cc}\u2028\u2029\ufeff]/gu, '_').trim())
  .filter((text) => text !== '');
const id = fc.nat().map(String);
const maybe: { requiredKeys: [] } = { requiredKeys: [] };
const selection = fc.record({
  states: fc.uniqueArray(fc.constantFrom(...stateNames), { minLength: 1 }),
  criticalities: fc.uniqueArray(fc.constantFrom(...criticalityNames), { minLength: 1 }),
});
const day = fc
  .date({ min: new Date('2000-01-01T00:00:00Z'), max: new Date('2099-12-31T00:00:00Z'), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10));
const policy = fc.oneof(fc.record({ id }), fc.record({ title: oddText }), fc.record({ id, title: oddText }));

const config: fc.Arbitrary<WrittenConfig> = fc.record(
  {
    version: fc.constant(1 as const),
    platform: fc.constantFrom('US2' as const, 'INDIA_PLATFORM' as const),
    credentials: fc.record({ username: oddText, password: fc.constant('env:QUALYS_PASSWORD') }, maybe),
    scan: fc.record(
      {
        jobName: oddText,
        target: fc.oneof(
          fc.record({
            type: fc.constant('host' as const),
            ips: fc.array(fc.ipV4(), { minLength: 1, maxLength: 4 }),
          }),
          fc.record({
            type: fc.constant('ec2' as const),
            instanceIds: fc.constant(['i-01234567']).map((ids) => [...ids]),
            connector: fc.record({ name: oddText }),
            runConnector: fc.boolean(),
          }),
        ),
        scanner: oddText.filter((name) => name.toLowerCase() !== 'external'),
        optionProfile: fc.record({ title: oddText.map((title) => `Jenkins_${title}`) }),
        policies: fc.array(policy, { minLength: 1, maxLength: 3 }),
      },
      { requiredKeys: ['target', 'scanner', 'optionProfile'] },
    ),
    criteria: fc.record(
      {
        failOn: selection,
        warnOn: selection,
        failOnAuthFailure: fc.boolean(),
        exclude: fc.array(
          fc.record(
            {
              cids: fc.oneof(
                id.map((cid) => `${Number(cid) + 1}`),
                fc.constant('1141, 1145-1150'),
              ),
              reason: oddText,
              expires: day,
            },
            { requiredKeys: ['cids'] },
          ),
          { maxLength: 3 },
        ),
      },
      maybe,
    ),
    timeouts: fc.record(
      { pollingInterval: fc.constantFrom('2', '90s'), timeout: fc.constantFrom('60*2', '1h') },
      maybe,
    ),
    reports: fc.record({ formats: fc.uniqueArray(fc.constantFrom(...reportFormats)) }, maybe),
  },
  { requiredKeys: ['version', 'platform', 'scan'] },
);

describe('writeConfigText', () => {
  it.each(['yaml', 'json'] as const)('writes %s that is read back as the same config', (format) => {
    fc.assert(
      fc.property(config, (written) => {
        const read = parseConfigText(writeConfigText(written, format), format, 'x').written;
        expect(read).toEqual(written);
      }),
      { numRuns: 200 },
    );
  });

  it('puts the keys in the order in which people read them, under the address of the schema', () => {
    const written: WrittenConfig = {
      criteria: { exclude: [{ expires: '2027-03-31', reason: 'yes', cids: '1141' }] },
      scan: {
        optionProfile: { title: 'Jenkins_x: #1', id: '0123' },
        target: { ips: ['203.0.113.7'], type: 'host' },
      },
      platform: 'US2',
      version: 1,
    };
    expect(
      writeConfigText({ ...written, $schema: './qualys-pc.schema.json' }, 'yaml'),
    ).toBe(`# yaml-language-server: $schema=./qualys-pc.schema.json
version: 1
platform: US2
scan:
  target:
    type: host
    ips:
      - 203.0.113.7
  optionProfile:
    id: "0123"
    title: "Jenkins_x: #1"
criteria:
  exclude:
    - cids: "1141"
      reason: "yes"
      expires: "2027-03-31"
`);
    expect(Object.keys(JSON.parse(writeConfigText(written, 'json')))).toEqual([
      'version',
      'platform',
      'scan',
      'criteria',
    ]);
  });

  it('keeps the schema that a config names', () => {
    const written = { $schema: './my.json', version: 1, platform: 'US2', scan: {} } as WrittenConfig;
    expect(writeConfigText(written, 'json')).toContain('"$schema": "./my.json"');
    expect(checkConfig(JSON.parse(writeConfigText(written, 'json'))).usable).toBe(false);
  });
});

it.each(['yaml', 'json'] as const)(
  'what a terminal would obey is escaped, and reads the same: %s',
  (format) => {
    const title = 'safe\u202etxt.exe\u2066\u200f: "quoted" \u009b31m\u007f';
    const base = {
      version: 1,
      platform: 'US2',
      scan: { target: { type: 'host', ips: ['10.0.0.1'] } },
    } as const;
    const written = { ...base, scan: { ...base.scan, jobName: 'plain: name', optionProfile: { title } } };
    const text = writeConfigText(written, format);
    expect(text).not.toMatch(/[\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069]/);
    expect(readConfigDocument(text, format, 'a').value).toEqual(written);
  },
);
