import { useEffect, useState } from 'react';
import type { SnippetScreen } from './snippet.js';

/**
 * The screen of the snippets, which brings every format and the config's schema along: loaded behind the first frame,
 * undefined until it is there.
 */
export function useSnippetScreen(): typeof SnippetScreen | undefined {
  const [screen, setScreen] = useState<{ readonly SnippetScreen: typeof SnippetScreen }>();
  useEffect(() => {
    void import('./snippet.js').then(setScreen);
  }, []);
  return screen?.SnippetScreen;
}
