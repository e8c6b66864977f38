import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { resolveInstanceIds, resolveIps } from '../../../src/config/values/targets.js';
import { PcError } from '../../../src/errors.js';

const whole = 'i-0123456789abcdef0';

describe('resolveIps', () => {
  it('reads addresses, ranges and CIDRs, also several in one entry', () => {
    const set = resolveIps(['10.0.0.1', '10.0.1.0/30', '10.0.2.1 - 10.0.2.3, 10.0.0.2', 'fd00::1'], {});
    expect(set.toString()).toBe('10.0.0.1-10.0.0.2,10.0.1.0-10.0.1.3,10.0.2.1-10.0.2.3,fd00::1');
  });

  it('replaces env.NAME from the environment', () => {
    expect(resolveIps(['env.HOST_IP', '10.0.0.9'], { HOST_IP: '10.0.0.1, 10.0.0.2' }).toString()).toBe(
      '10.0.0.1-10.0.0.2,10.0.0.9',
    );
  });

  it.each([{}, { HOST_IP: '' }, { HOST_IP: '  ' }])('names a variable that is missing: %j', (env) => {
    expect(() => resolveIps(['env.HOST_IP'], env)).toThrow(
      expect.objectContaining({
        kind: 'usage',
        code: 'variable-missing',
        message: 'The target names the variable HOST_IP, which is not set',
      }),
    );
  });

  it('names every part that is no address', () => {
    expect(() => resolveIps(['10.0.0.300', '10.0.0.1', '10.0.0.9-10.0.0.1'], {})).toThrow(
      expect.objectContaining({
        kind: 'usage',
        why: '"10.0.0.300" is not an IP address; "10.0.0.9-10.0.0.1" ends before it begins',
      }),
    );
  });

  it('does not follow variables inside variables', () => {
    expect(() => resolveIps(['env.A'], { A: 'env.B', B: '10.0.0.1' })).toThrow(PcError);
  });

  it('refuses a list without any address', () => {
    expect(() => resolveIps([' , '], {})).toThrow(expect.objectContaining({ why: 'it holds no address' }));
  });

  it('names the file that holds none', () => {
    const files = new Map([['hosts.txt', '# none yet\r\n']]);
    expect(() => resolveIps(['@hosts.txt'], {}, files)).toThrow(
      expect.objectContaining({ why: 'hosts.txt holds no address' }),
    );
  });

  it('reads back what it writes', () => {
    const address = fc.ipV4();
    fc.assert(
      fc.property(fc.array(fc.oneof(address, fc.ipV6()), { minLength: 1, maxLength: 8 }), (list) => {
        const set = resolveIps(list, {});
        expect(list.every((ip) => set.has(ip))).toBe(true);
        expect(resolveIps([set.toString()], {}).equals(set)).toBe(true);
      }),
    );
  });

  it('answers any text with addresses or a PcError', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.stringMatching(/^[\d.:/, -]{0,20}$/)), (text) => {
        try {
          expect(resolveIps([text], {}).isEmpty).toBe(false);
        } catch (error) {
          expect(error).toBeInstanceOf(PcError);
        }
      }),
    );
  });
});

describe('resolveInstanceIds', () => {
  it('reads short and long ids, each once, in lower case', () => {
    expect(resolveInstanceIds([whole, `I-0123ABCD ${whole}`, 'env.ID'], { ID: 'i-89abcdef' })).toEqual([
      whole,
      'i-0123abcd',
      'i-89abcdef',
    ]);
  });

  it.each(['i-012', 'i-0123456789abcdefg', 'j-01234567', 'i-012345678'])('refuses %s', (id) => {
    expect(() => resolveInstanceIds([id], {})).toThrow(
      expect.objectContaining({ why: `"${id}" is not an instance id` }),
    );
  });
});
