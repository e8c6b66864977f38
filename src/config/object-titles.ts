import { sha256 } from '../text/sha256.js';

/** Most ASCII characters of the title of an asset group or authentication record (fact sheet 2.10). */
const TITLE_LIMIT = 255;

/** Most characters of a job's name that fit into every title. */
export const JOB_NAME_ROOM = TITLE_LIMIT - 'Jenkins_windows_'.length;

function titleOf(prefix: string, jobName: string): string {
  return `${prefix}${asciiName(jobName, TITLE_LIMIT - prefix.length)}`;
}

/** Title of the asset group that ties the target of a job to its policies. */
export function assetGroupTitle(jobName: string): string {
  return titleOf('Jenkins_AG_', jobName);
}

/** Title of the authentication record of a job. */
export function authRecordTitle(platform: 'unix' | 'windows', jobName: string): string {
  return titleOf(`Jenkins_${platform}_`, jobName);
}

/** Most characters of a scan title in the form of the Jenkins plugin; Qualys takes 2,000 (fact sheet 2.10). */
export const SCAN_TITLE_LIMIT = 256;

const placeholder = /\[(job_name|build_number)\]/i;

/** Most characters of a template besides its placeholders. */
export const literalRoom = SCAN_TITLE_LIMIT - '_yyyy-MM-dd-HH-mm-ss'.length;

/** A template without its placeholders. */
export function titleLiterals(template: string): string {
  return template
    .split(placeholder)
    .filter((_, index) => index % 2 === 0)
    .join('');
}

export interface ScanTitleParts {
  /** May hold `[job_name]` and `[build_number]`, in any case. */
  readonly template: string;
  readonly jobName: string;
  readonly build: string;
  readonly shard?: { readonly index: number; readonly total: number } | undefined;
  /** Of a target that takes several scans. */
  readonly part?: { readonly index: number; readonly total: number } | undefined;
  /** Milliseconds since the epoch. */
  readonly nowMs: number;
}

/**
 * The title of a scan: ASCII, at most {@link SCAN_TITLE_LIMIT} characters, always with the UTC time at its end.
 * What does not fit is taken from the job's name, never from the time.
 */
export function scanTitle({ template, jobName, build, shard, part, nowMs }: ScanTitleParts): string {
  const shardPart = shard === undefined ? '' : `_shard_${shard.index}_of_${shard.total}`;
  const partPart = part === undefined ? '' : `_part_${part.index}_of_${part.total}`;
  const suffix = `${shardPart}${partPart}_${timestamp(nowMs)}`;
  const room = SCAN_TITLE_LIMIT - suffix.length;
  // Splitting by a pattern with one group puts the placeholders' names at the odd places.
  const pieces = template
    .split(placeholder)
    .map((piece, index) =>
      index % 2 === 0
        ? { text: transliterate(piece) }
        : piece.toLowerCase() === 'build_number'
          ? { text: transliterate(build) }
          : 'job',
    );
  const jobs = pieces.filter((piece) => piece === 'job').length;
  const others = pieces.reduce((sum, piece) => sum + (piece === 'job' ? 0 : piece.text.length), 0);
  const job = jobs === 0 ? '' : asciiName(jobName, Math.max(0, Math.floor((room - others) / jobs)));
  const body = pieces.map((piece) => (piece === 'job' ? job : piece.text)).join('');
  return `${body.slice(0, room)}${suffix}`;
}

function timestamp(nowMs: number): string {
  return new Date(nowMs).toISOString().slice(0, 19).replace(/[T:]/g, '-');
}

const letters: Readonly<Record<string, string>> = {
  ß: 'ss',
  ẞ: 'SS',
  æ: 'ae',
  Æ: 'AE',
  œ: 'oe',
  Œ: 'OE',
  ø: 'o',
  Ø: 'O',
  ł: 'l',
  Ł: 'L',
  đ: 'd',
  Đ: 'D',
  ð: 'd',
  Ð: 'D',
  þ: 'th',
  Þ: 'TH',
  ı: 'i',
  '–': '-',
  '—': '-',
};

/** The nearest printable ASCII: accents go, letters of other scripts become `_` (fact sheet 2.10: titles are ASCII). */
export function transliterate(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/\p{Mark}/gu, '')
    .replace(/[^ -~]/gu, (letter) => letters[letter] ?? '_');
}

/**
 * An ASCII name of at most `limit` characters. When letters were changed or cut, a short hash of the whole name
 * follows, so that two different names keep two different titles.
 */
export function asciiName(name: string, limit: number): string {
  const ascii = transliterate(name);
  if (ascii === name && name.length <= limit) return name;
  const hash = sha256(name).slice(0, 8);
  const room = limit - hash.length - 1;
  return room > 0 ? `${ascii.slice(0, room)}-${hash}` : hash.slice(0, Math.max(0, limit));
}
