import type { Action, SessionOptions } from './terminal-session.js';

/** A picture: what is run, and what happens before it is taken. */
export interface Scene extends Omit<SessionOptions, 'cwd'> {
  /** File name in docs/images without its ending. */
  readonly name: string;
}

const enter = '\r';

/** The demo's screens in their order; each is left with enter once its text is there. */
const screens: readonly { readonly name: string; readonly see: readonly string[] }[] = [
  { name: 'connect', see: ['Connected.'] },
  { name: 'target', see: ['What should be scanned?', 'Jenkins_AG_payments-api'] },
  { name: 'auth-record', see: ['How does the scanner log in?'] },
  { name: 'scanner', see: ['Which scanner does the work?', 'edge-scan-01'] },
  { name: 'option-profile', see: ['Which option profile', '4 of 12 selected'] },
  { name: 'criteria', see: ['What should fail the build?', 'The build fails when'] },
  { name: 'timeouts', see: ['How long may it take?'] },
  { name: 'review', see: ['In Qualys this will', 'launch scan'] },
  { name: 'run', see: ['Running'] },
  { name: 'verdict', see: ['FAILED', 'Again'] },
];

/** From the first screen to the one at this place. */
function wayTo(place: number): Action[] {
  const start: Action[] = [{ see: 'Press enter' }];
  const steps = screens
    .slice(0, place + 1)
    .flatMap(({ see }): Action[] => [{ type: enter }, ...see.map((text) => ({ see: text }))]);
  return [...start, ...steps];
}

const wizardScenes: readonly Scene[] = screens.map(({ name }, place) => ({
  name: `wizard-${name}`,
  args: ['demo', '--scenario', 'fail'],
  env: {},
  columns: 80,
  rows: 24,
  actions: wayTo(place),
  toTheEnd: false,
}));

/** Every picture that the documents show. */
export const scenes: readonly Scene[] = [
  {
    name: 'headless-demo',
    args: ['demo'],
    env: { CI: '1' },
    columns: 100,
    rows: 50,
    actions: [],
    toTheEnd: true,
  },
  ...wizardScenes,
];
