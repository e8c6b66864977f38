import type { CommandIo } from '../io.js';

const esc = '\u001b';
/** The terminal's second screen, empty, as editors use it; what was there before comes back. */
const secondScreen = { enter: `${esc}[?1049h${esc}[2J${esc}[H`, leave: `${esc}[?1049l` } as const;
const clear = `${esc}[2J${esc}[H`;
const showCursor = `${esc}[?25h`;

/** Takes the whole screen of the terminal; `giveBack` restores it as it was. */
export function takeScreen(
  { stdout, stdin }: Pick<CommandIo, 'stdout' | 'stdin'>,
  { whole }: { readonly whole: boolean },
): { readonly giveBack: () => void } {
  const redraw = () => stdout.write(clear);
  if (whole) {
    stdout.write(secondScreen.enter);
    // Lines that the terminal has wrapped anew would stay between the new ones.
    stdout.prependListener('resize', redraw);
  }
  return {
    giveBack: () => {
      stdout.off('resize', redraw);
      stdin.setRawMode?.(false);
      stdout.write(whole ? `${showCursor}${secondScreen.leave}` : showCursor);
    },
  };
}
