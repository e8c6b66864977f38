import { describe, expect, test } from 'vitest';
import { useSimulator } from '../support/simulator.js';
import { post, type Reply } from './session.js';

const simulator = useSimulator();

const calls: readonly (readonly [endpoint: string, params: Record<string, string>])[] = [
  ['appliance', { action: 'list' }],
  ['subscription/option_profile/pc', { action: 'list' }],
  ['asset/ip', { action: 'list' }],
  ['asset/group', { action: 'list' }],
  ['compliance/policy', { action: 'list' }],
  ['compliance/posture/info', { action: 'list', policy_id: '5101' }],
  ['scan/compliance', { action: 'list' }],
  ['asset/ip', { action: 'add', ips: '10.20.30.40', enable_pc: '1' }],
];

async function answers(): Promise<Reply[]> {
  const replies: Reply[] = [];
  for (const [endpoint, params] of calls) replies.push(await post(simulator(), endpoint, params));
  return replies;
}

describe('the calls of one run meet every envelope of fact sheet 24', () => {
  test.each([
    [
      'an XML declaration with a space',
      ({ text }: Reply) => text.startsWith('<?xml version="1.0" encoding="UTF-8" ?>'),
    ],
    ['no XML declaration', ({ text }: Reply) => text.startsWith('<!DOCTYPE')],
    ['a comment before the root', ({ text }: Reply) => /<!DOCTYPE[^\n]*\n<!--/.test(text)],
    ['a comment after the root', ({ text }: Reply) => /<\/[A-Z_]+>\n<!--[\s\S]*-->\n$/.test(text)],
    ['an empty internal subset', ({ text }: Reply) => /<!DOCTYPE [^>]*\[\]>/.test(text)],
    [
      'a content type without charset',
      ({ headers }: Reply) => headers.get('content-type') === 'application/xml',
    ],
    [
      'a content type with charset',
      ({ headers }: Reply) => headers.get('content-type') === 'text/xml;charset=UTF-8',
    ],
    ['chunks, no length', ({ headers }: Reply) => headers.get('content-length') === null],
    ['CDATA', ({ text }: Reply) => /<[A-Z_]+><!\[CDATA\[/.test(text)],
    ['CDATA in two pieces', ({ text }: Reply) => text.includes(']]><![CDATA[')],
    ['white space around CDATA', ({ text }: Reply) => /<[A-Z_]+>\s+<!\[CDATA\[[^\]]*\]\]>\s+</.test(text)],
  ])('%s', async (_name, has) => {
    expect((await answers()).some(has)).toBe(true);
  });
});

test('titles that break naive clients come through whole', async () => {
  const { text } = await post(simulator(), 'compliance/policy', { action: 'list' });
  const titles = [...text.matchAll(/<TITLE>([\s\S]*?)<\/TITLE>/g)].map(([, inner = '']) =>
    inner.replaceAll(/<!\[CDATA\[([\s\S]*?)\]\]>/g, '$1'),
  );
  expect(titles).toEqual(simulator().account.policies.map(({ title }) => title));
  expect(titles).toContain('Acme Hardening <base> & "more"');
  expect(titles.some((title) => title.length === 200)).toBe(true);
  expect(titles.some((title) => title.includes(']]>'))).toBe(true);
  expect(new Set(titles).size).toBeLessThan(titles.length);
});

test('an empty list has no list element', async () => {
  const { text } = await post(simulator(), 'scan/compliance', { action: 'list' });
  expect(text).toContain('<DATETIME>');
  expect(text).not.toContain('SCAN_LIST>');
});
