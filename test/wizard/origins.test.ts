import { describe, expect, test } from 'vitest';
import { emptyDraft, firstDraft } from '../../src/wizard/draft.js';
import { originOfStep } from '../../src/wizard/origins.js';
import { hostDraft } from './answers.js';

const nothing = { prefilled: undefined, configPath: undefined, fromEnvironment: {}, resumed: undefined };

describe('Values with their origin', () => {
  test('answers of a file name it, until one of the step is changed', () => {
    const sources = { ...nothing, prefilled: hostDraft, configPath: 'qualys-pc.yaml' };
    expect(originOfStep('scanner', hostDraft, sources)).toBe('from qualys-pc.yaml');
    expect(originOfStep('scanner', { ...hostDraft, scanner: 'edge-scan-01' }, sources)).toBeUndefined();
    expect(originOfStep('target', { ...hostDraft, scanner: 'edge-scan-01' }, sources)).toBe(
      'from qualys-pc.yaml',
    );
    expect(originOfStep('review', hostDraft, sources)).toBeUndefined();
  });

  test('answers that were kept say so', () => {
    expect(originOfStep('criteria', hostDraft, { ...nothing, resumed: hostDraft })).toBe(
      'from the answers that were kept',
    );
  });

  test('a user of the environment is filled in and named by its variable', () => {
    const fromEnvironment = { username: { value: 'acme2ab1', variable: 'QUALYS_USERNAME' } };
    const draft = firstDraft(fromEnvironment);
    expect(draft).toEqual({ ...emptyDraft, username: 'acme2ab1' });
    expect(originOfStep('connect', draft, { ...nothing, fromEnvironment })).toBe('from QUALYS_USERNAME');
    expect(
      originOfStep('connect', { ...draft, username: 'x' }, { ...nothing, fromEnvironment }),
    ).toBeUndefined();
  });

  test('what was typed has none', () => {
    expect(originOfStep('target', hostDraft, nothing)).toBeUndefined();
  });
});
