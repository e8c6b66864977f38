import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addressCount, knownInstanceIds, readInstanceIds, readIps } from '../../src/wizard/typed-text.js';

describe('Addresses', () => {
  test('pasting 300 IPs, one a line as from a spreadsheet, gives 300 addresses', () => {
    const ips = Array.from({ length: 300 }, (_, n) => `10.20.${Math.floor(n / 250)}.${(n % 250) + 1}`);
    expect(readIps(ips.join('\r\n'))).toEqual({ parts: ips, problems: [], repeated: 0 });
  });

  test.each([
    ['10.0.0.1, 10.0.0.2;10.0.0.3\t10.0.0.4', ['10.0.0.1', '10.0.0.2', '10.0.0.3', '10.0.0.4']],
    ['10.0.0.1 - 10.0.0.9', ['10.0.0.1-10.0.0.9']],
    ['10.0.0.0/24', ['10.0.0.0/24']],
    ['env.HOST_IP', ['env.HOST_IP']],
    ['fd00::1', ['fd00::1']],
    ['', []],
    [' ,\n; ', []],
  ])('%j is read as %j', (text, parts) => {
    expect(readIps(text)).toEqual({ parts, problems: [], repeated: 0 });
  });

  test('invalid parts are named one by one, and the good ones are kept', () => {
    const { parts, problems } = readIps('10.0.0.1, 10.0.0.256, web-1, 10.0.0.0/33');
    expect(parts).toHaveLength(4);
    expect(problems).toEqual([
      '"10.0.0.256" is not an IP address',
      '"web-1" is neither an address nor a range',
      '"10.0.0.0/33" is neither an address nor a range',
    ]);
  });

  test('`10.0.0.7-9` shows the right form', () => {
    expect(readIps('10.0.0.7-9').problems).toEqual([
      '"10.0.0.7-9": write a range with both its ends, such as 10.0.0.7-10.0.0.9',
    ]);
  });

  test.each([
    ['10.0.0.0/24, 10.0.0.5', 256n],
    ['10.0.0.1-10.0.0.9 env.HOST_IP web-1', 9n],
    ['', 0n],
  ])('addresses counted, not entries: %s', (text, count) => {
    expect(addressCount(readIps(text))).toBe(count);
  });

  test('an address given twice counts once and is told', () => {
    expect(readIps('10.0.0.1 10.0.0.2 10.0.0.1')).toMatchObject({
      parts: ['10.0.0.1', '10.0.0.2'],
      repeated: 1,
    });
  });

  test('no text makes it throw', () => {
    fc.assert(fc.property(fc.string(), (text) => Array.isArray(readIps(text).problems)));
  });
});

describe('Instances', () => {
  test.each(['i-0a11b22c33d44e55f', 'i-0a11b22c', 'I-0A11B22C', 'env.INSTANCE'])(
    '%s is an instance',
    (id) => {
      expect(readInstanceIds(id)).toEqual({ parts: [id], problems: [], repeated: 0 });
    },
  );

  test.each(['i-', 'i-0a11b22c3', 'i-0a11b22g', 'arn:aws:ec2', '10.0.0.1'])('%s is none', (id) => {
    expect(readInstanceIds(id).problems).toEqual([
      `"${id}" is not an instance id such as i-0a11b22c33d44e55f`,
    ]);
  });

  test('only those that are written out can be looked up now', () => {
    expect(knownInstanceIds('i-0a11b22c env.OTHER, nonsense')).toEqual(['i-0a11b22c']);
  });
});

test('an instance among addresses is sent to where instances are asked for', () => {
  expect(readIps('10.0.0.1 i-0a11b22c33d44e55f').problems).toEqual([
    '"i-0a11b22c33d44e55f" is an EC2 instance: choose EC2 instance above',
  ]);
});
