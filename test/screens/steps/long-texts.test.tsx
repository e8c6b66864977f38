import { expect, test } from 'vitest';
import { keys, paste, until } from '../../support/draw.js';
import { expectFits } from '../../support/frames.js';
import { ec2Draft, hostDraft } from '../../wizard/answers.js';
import { drawStep, stepScreens } from '../draw-step.js';

/** 10 kB as a clipboard may hold them: lines, tabs, wide characters, a bell. */
const long = `${'東京 10.0.0.1\tx-\u0007%s\r\n'.repeat(400)}END`;

/** Fields of the step with the most of them. */
const mostFields = 7;

test.each(stepScreens)(
  '10 kB pasted into each field of %s fit, and no control character of them is drawn',
  async (id, Screen) => {
    const answers = id === 'target' ? ec2Draft : { ...hostDraft, authKind: 'windows' as const };
    const screen = drawStep(id, Screen, { draft: { ...answers, loginKind: 'client' } });
    for (let field = 0; field < mostFields; field += 1) {
      const drawn = screen.frames.length;
      screen.press(paste(long), keys.tab);
      await until(() => expect(screen.frames.length).toBeGreaterThan(drawn));
    }
    screen.press(keys.enter);
    for (const frame of screen.frames) {
      expectFits(frame, 80, 24);
      expect(frame).not.toMatch(/[\u0007\t\r]/);
    }
  },
);
