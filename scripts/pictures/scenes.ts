import type { Action, SessionOptions } from './terminal-session.js';

/** A picture: what is run, and what happens before it is taken. */
export interface Scene extends Omit<SessionOptions, 'cwd'> {
  /** File name in docs/images without its ending. */
  readonly name: string;
  /** An earlier session has left a scan and its answers behind. */
  readonly hasEarlier?: boolean;
}

const enter = '\r';
const up = '\u001b[A';
const down = '\u001b[B';
const ctrlC = '\u0003';

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
  { name: 'verdict', see: ['FAILED', 'report.html'] },
];

/** From the first screen to the one at this place. */
function wayTo(place: number): Action[] {
  const start: Action[] = [{ see: 'Press enter' }];
  const steps = screens
    .slice(0, place + 1)
    .flatMap(({ see }): Action[] => [{ type: enter }, ...see.map((text) => ({ see: text }))]);
  return [...start, ...steps];
}

const placeOf = (name: string) => screens.findIndex((screen) => screen.name === name);
const toReview = wayTo(placeOf('review'));

/** What lies beside the way: the endings from Review, and what opens over a screen. */
const besides: readonly { readonly name: string; readonly actions: readonly Action[] }[] = [
  {
    name: 'keys',
    actions: [...wayTo(placeOf('option-profile')), { type: '?' }, { see: 'Keys on this screen' }],
  },
  {
    name: 'save',
    actions: [
      ...toReview,
      { type: down },
      { see: '❯ Save' },
      { type: enter },
      { see: 'It holds no secret.' },
    ],
  },
  {
    name: 'save-over',
    actions: [
      ...toReview,
      ...[{ type: down }, { see: '❯ Save' }, { type: enter }, { see: 'It holds no secret.' }],
      ...[{ type: enter }, { see: 'Saved qualys-pc.yaml' }],
      // Another answer, so that the file differs from it.
      ...[{ type: up }, { see: '❯ Launch' }, { type: up }, { see: '❯ Timeouts' }],
      ...[{ type: enter }, { see: '❯ Look every' }, { type: '\u0015' }, { type: '2s' }],
      ...[{ see: 'every 2 seconds' }, { type: enter }, { see: '❯ Save' }],
      ...[{ type: enter }, { see: 'It holds no secret.' }, { type: enter }, { see: '❯ Keep the file' }],
    ],
  },
  {
    name: 'snippets',
    actions: [
      ...toReview,
      ...[{ type: down }, { see: '❯ Save' }, { type: down }, { see: '❯ Pipeline' }],
      ...[{ type: enter }, { see: 'for which pipeline?' }, { type: down }, { see: 'UNSTABLE' }],
    ],
  },
  {
    name: 'snippet',
    actions: [
      ...toReview,
      ...[{ type: down }, { see: '❯ Save' }, { type: down }, { see: '❯ Pipeline' }],
      ...[{ type: enter }, { see: 'for which pipeline?' }, { type: down }, { see: 'UNSTABLE' }],
      ...[{ type: enter }, { see: 'pipeline {' }],
    ],
  },
  {
    name: 'leave',
    actions: [...wayTo(placeOf('run')), { see: 'next look in' }, { type: ctrlC }, { see: 'Leave it?' }],
  },
];

const usual = { args: ['demo', '--scenario', 'fail'], env: {}, columns: 80, rows: 24, toTheEnd: false };

const wizardScenes: readonly Scene[] = [
  ...screens.map(({ name }, place) => ({ ...usual, name: `wizard-${name}`, actions: wayTo(place) })),
  ...besides.map(({ name, actions }) => ({ ...usual, name: `wizard-${name}`, actions })),
  {
    ...usual,
    name: 'wizard-opening',
    args: [],
    hasEarlier: true,
    actions: [{ see: 'Resume the scan' }],
  },
];

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
