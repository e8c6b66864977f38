import { copyFileSync, lstatSync, readlinkSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openWorkplace } from '../support/engine.js';
import { root } from '../support/program.js';

const device = '/dev/null';

test('`--out /dev/null`, `--baseline-out /dev/null`, `snippet --out /dev/null`: a device is written to and never replaced, neither is a link', async () => {
  const place = await openWorkplace({ scenario: 'fail' });
  const at = (name: string) => join(place.folder, name);
  const ran = await place.run();
  expect(ran.code, ran.stderr).toBe(1);
  symlinkSync(device, at('link'));
  copyFileSync(`${root}/test/snippet/jobs/freestyle.xml`, at('config.xml'));
  // A run and its report end with the verdict.
  const commands: readonly (readonly [code: number, ...args: string[]])[] = [
    [1, 'run', '--new', '--events', device],
    [1, 'run', '--new', '--events', at('link')],
    [0, 'snippet', '--format', 'shell', '--out', device, '--yes'],
    [0, 'snippet', '--format', 'shell', '--out', at('link'), '--yes'],
    [0, 'import', 'config.xml', '--out', at('link'), '--yes'],
    [1, 'report', 'results/result.json', '--format', 'markdown', '--out', device],
    [1, 'report', 'results/result.json', '--format', 'html', '--out', at('link')],
    [0, 'report', 'results', '--baseline-out', device],
    [0, 'report', 'results', '--baseline-out', at('link')],
  ];
  for (const [expected, ...args] of commands) {
    const { code, stderr } = await place.command(args);
    expect([args.join(' '), code], stderr).toEqual([args.join(' '), expected]);
    expect(lstatSync(device).isCharacterDevice(), args.join(' ')).toBe(true);
    expect(readlinkSync(at('link')), args.join(' ')).toBe(device);
  }
});
