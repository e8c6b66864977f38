/** A layer: a folder of `src`, or files that lie beside the folders. */
export interface Layer {
  readonly name: string;
  /** Files and folders of `src` that belong to it; a leading "!" leaves one out. */
  readonly paths: readonly string[];
  /** What of ours it may import besides itself. Whatever is not named here is a lint error. */
  readonly mayImport: readonly string[];
  /** Packages that draw: none, react-dom's static rendering, or all. */
  readonly draws: 'nothing' | 'pages' | 'everything';
  /** Words of the lint error, where "a layer above or beside it" would not say why. */
  readonly message?: string;
}

const base = ['errors', 'error-codes', 'clock'];
const pure = [...base, 'text', 'net', 'qualys', 'config', 'workflow'];
const wizard = [...pure, 'report', 'snippet'];
const screens = [...wizard, 'wizard', 'ui'];
const app = [...screens, 'files', 'credentials', 'screens'];

const folder = (name: string) => ({ name, paths: [`${name}/**`] });

/**
 * The layers from the bottom up, with what each may import. `npm run layers` writes them into `biome.json`;
 * docs/decisions/0003-layers.md has the reasons.
 */
export const layers: readonly Layer[] = [
  {
    name: 'errors',
    paths: ['errors.ts', 'error-codes.ts', 'clock.ts'],
    mayImport: base,
    draws: 'everything',
    message:
      'src/errors.ts, src/error-codes.ts and src/clock.ts import nothing of ours (docs/decisions/0003-layers.md).',
  },
  { ...folder('text'), mayImport: base, draws: 'nothing' },
  { ...folder('files'), mayImport: [...base, 'text'], draws: 'nothing' },
  { ...folder('net'), mayImport: base, draws: 'nothing' },
  { ...folder('qualys'), mayImport: [...base, 'text', 'files', 'net'], draws: 'nothing' },
  { ...folder('config'), mayImport: [...base, 'text', 'files', 'net', 'qualys'], draws: 'nothing' },
  {
    ...folder('credentials'),
    mayImport: [...base, 'text', 'files', 'qualys', 'config'],
    draws: 'nothing',
  },
  {
    ...folder('workflow'),
    mayImport: [...base, 'text', 'files', 'net', 'qualys', 'config'],
    draws: 'nothing',
  },
  { ...folder('report'), mayImport: [...pure, 'files'], draws: 'pages' },
  { ...folder('snippet'), mayImport: pure, draws: 'nothing' },
  { ...folder('wizard'), mayImport: wizard, draws: 'nothing' },
  { ...folder('ui'), mayImport: [...base, 'text'], draws: 'everything' },
  { ...folder('screens'), mayImport: screens, draws: 'everything' },
  { name: 'app', paths: ['app.tsx'], mayImport: app, draws: 'everything' },
  {
    name: 'commands',
    paths: ['commands/**', '!commands/demo.ts', '!commands/simulator.ts', 'cli.ts'],
    mayImport: [...app, 'app', 'commands', 'cli'],
    draws: 'everything',
    message: 'Only commands/demo and commands/simulator know that the simulator exists.',
  },
  {
    ...folder('simulator'),
    mayImport: [],
    draws: 'everything',
    message: 'The simulator shares no code with the client: a mistake must not agree with itself.',
  },
];

/** Files of `src` itself that can be imported; every other name of the table is a folder. */
export const filesOfSrc: readonly string[] = ['errors', 'error-codes', 'clock', 'app', 'cli'];
