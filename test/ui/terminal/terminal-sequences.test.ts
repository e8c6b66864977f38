import { expect, test } from 'vitest';
import {
  copySequence,
  linkSequence,
  progressSequence,
  terminalFeatures,
  titleSequence,
} from '../../../src/ui/terminal/terminal-sequences.js';

test('a title cannot end its own sequence', () => {
  expect(titleSequence('scan\u0007\u001b]52;c;x')).toBe('\u001b]2;scan\ufffd\ufffd]52;c;x\u0007');
});

test.each([
  ['clears', { kind: 'none' }, '\u001b]9;4;0;0\u0007'],
  ['shows a part', { kind: 'known', part: 0.424 }, '\u001b]9;4;1;42\u0007'],
  ['never shows more than all', { kind: 'known', part: 1.7 }, '\u001b]9;4;1;100\u0007'],
  ['moves without an end in sight', { kind: 'unknown' }, '\u001b]9;4;3;0\u0007'],
  ['shows a failure', { kind: 'failed' }, '\u001b]9;4;2;100\u0007'],
] as const)('progress %s', (_name, progress, expected) => {
  expect(progressSequence(progress)).toBe(expected);
});

test('a copy is base64 of its UTF-8', () => {
  expect(copySequence('ä', 'none')).toBe('\u001b]52;c;w6Q=\u0007');
});

test('a copy inside tmux goes to tmux and, wrapped, to the terminal behind it', () => {
  expect(copySequence('a', 'tmux')).toBe(
    '\u001b]52;c;YQ==\u0007\u001bPtmux;\u001b\u001b]52;c;YQ==\u0007\u001b\\',
  );
});

test('a text longer than terminals take is not copied', () => {
  expect(copySequence('x'.repeat(60_000), 'none')).toBeUndefined();
});

test('a link holds its address whole', () => {
  expect(linkSequence('scan', 'https://qualysguard.qg2.apps.qualys.com/x?id=1')).toBe(
    '\u001b]8;;https://qualysguard.qg2.apps.qualys.com/x?id=1\u0007scan\u001b]8;;\u0007',
  );
});

test.each(['javascript:alert(1)', 'https://a\u0007b', 'file:///etc/passwd', 'https://a b'])(
  '%j is no link',
  (url) => {
    expect(linkSequence('scan', url)).toBe('scan');
  },
);

test.each([
  ['an unknown terminal', {}, { multiplexer: 'none', taskProgress: false }],
  ['Windows Terminal', { WT_SESSION: 'x' }, { multiplexer: 'none', taskProgress: true }],
  ['Ghostty', { TERM_PROGRAM: 'ghostty' }, { multiplexer: 'none', taskProgress: true }],
  [
    'tmux in Ghostty',
    { TERM_PROGRAM: 'ghostty', TMUX: '/tmp/t' },
    { multiplexer: 'tmux', taskProgress: false },
  ],
  ['screen', { STY: '1.x' }, { multiplexer: 'screen', taskProgress: false }],
])('%s is known by its variables', (_name, env, expected) => {
  expect(terminalFeatures(env)).toEqual(expected);
});
