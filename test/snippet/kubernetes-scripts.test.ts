import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { kubernetes } from '../../src/snippet/formats/kubernetes.js';
import { hostConfig, read } from './configs.js';
import { podScripts } from './pod-scripts.js';

const config = read(hostConfig);
const variables = { QUALYS_PASSWORD: 's3cret', date: 'no command', '': 'empty', '(1 + 1': 'no sum' };

/** What the shells of the two Jobs get of an install line. */
function installed(install: string): string[] {
  const { text, refusals } = kubernetes.emit(config, { install, shards: 2 });
  expect(refusals).toEqual([]);
  return podScripts(text, variables).map((script) =>
    script.split('\n').slice(0, install.trim().split('\n').length).join('\n'),
  );
}

describe('the shell of a pod gets the install line that was written, whatever Kubernetes replaces in `args`', () => {
  test.each([
    'npm install --prefix "run-$$" qualys-pc',
    'echo $(date) $(QUALYS_PASSWORD) $() $$(date) $$$(date) $$$$',
    'cd $((1 + 1)) && echo "$(echo $$)" "$((1 + $(date)))" $HOME $',
    'echo $( $ü $',
  ])('%s', (install) => {
    expect(installed(install)).toEqual([install, install]);
  });

  test('any text of such signs', () => {
    const sign = fc.constantFrom('$', '$', '(', ')', 'date', ' ', '{', '}', '\n', 'ü', '"');
    fc.assert(
      fc.property(fc.array(sign, { maxLength: 12 }), (signs) => {
        const install = `x${signs.join('')}x`;
        expect(installed(install)).toEqual([install, install]);
      }),
      { numRuns: 60 },
    );
  });

  test('what the program writes there itself is no reference either, and the file says what two signs mean', () => {
    const { text } = kubernetes.emit(config, { shards: 2 });
    const [pod] = podScripts(text, { '(JOB_COMPLETION_INDEX + 1': 'replaced' });
    expect(pod).toContain('--shard "$((JOB_COMPLETION_INDEX + 1))/2"');
    // The script of the verdict has none of them.
    expect(text.match(/args:.*/g)).toEqual([
      'args: # Kubernetes makes one $ of $$, and replaces $(NAME).',
      'args:',
    ]);
  });
});
