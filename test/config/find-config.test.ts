import { describe, expect, it } from 'vitest';
import { findConfig } from '../../src/config/find-config.js';

function finding(files: Readonly<Record<string, string>>, explicit?: string, stdin = '') {
  return findConfig({
    cwd: '/work',
    explicit,
    readFile: async (path) => {
      const text = files[path];
      if (text === undefined) throw Object.assign(new Error(`ENOENT: ${path}`), { code: 'ENOENT' });
      if (text === 'locked') throw Object.assign(new Error('EACCES: permission denied'), { code: 'EACCES' });
      return text;
    },
    stdin: async () => stdin,
  });
}

describe('findConfig', () => {
  it('takes qualys-pc.json, .yaml, .yml of the working directory, in this order', async () => {
    const yml = { '/work/qualys-pc.yml': 'c' };
    const yaml = { ...yml, '/work/qualys-pc.yaml': 'b' };
    const all = { ...yaml, '/work/qualys-pc.json': 'a' };
    expect(await finding(all)).toEqual({ text: 'a', format: 'json', sourceName: 'qualys-pc.json' });
    expect(await finding(yaml)).toEqual({ text: 'b', format: 'yaml', sourceName: 'qualys-pc.yaml' });
    expect(await finding(yml)).toEqual({ text: 'c', format: 'yaml', sourceName: 'qualys-pc.yml' });
    expect(await finding({})).toBeUndefined();
  });

  it('takes the named file alone, and tells JSON from YAML by name, else by its first character', async () => {
    const files = {
      '/etc/pc.conf': ' {"a": 1}',
      '/work/b/pc': 'a: 1',
      '/work/c.JSON': 'x',
      '/work/d.yaml': '{}',
    };
    expect((await finding(files, '/etc/pc.conf'))?.format).toBe('json');
    expect((await finding(files, 'b/pc'))?.format).toBe('yaml');
    expect((await finding(files, 'c.JSON'))?.format).toBe('json');
    expect((await finding(files, 'd.yaml'))?.format).toBe('yaml');
  });

  it('reads standard input for -', async () => {
    expect(await finding({}, '-', '{}')).toEqual({
      text: '{}',
      format: 'json',
      sourceName: 'standard input',
    });
    expect((await finding({}, '-', 'version: 1'))?.format).toBe('yaml');
  });

  it('says that a named file is missing, or may not be read', async () => {
    await expect(finding({}, 'pc.yaml')).rejects.toMatchObject({
      kind: 'usage',
      code: 'config-missing',
      what: 'pc.yaml does not exist',
    });
    await expect(finding({ '/work/qualys-pc.json': 'locked' })).rejects.toMatchObject({
      code: 'config-unreadable',
      why: 'EACCES: permission denied',
    });
  });
});
