import { isUtf8 } from 'node:buffer';
import { constants } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';

/** A file that can be opened and yet not be read as text: no regular file, too large, or of another encoding. */
class UnreadableText extends Error {
  override readonly name = 'UnreadableText';
}

const MEBIBYTE = 1 << 20;
/** Enough for every file of this program; a larger one is taken for something else. */
const USUAL_LIMIT = 256 * MEBIBYTE;

/**
 * A regular file as text, which is UTF-8 with or without a byte order mark. Never waits for a pipe or a device.
 * @param mostBytes - A larger file is refused before it is read.
 * @throws the system's own error when it cannot be opened, else UnreadableText; its message quotes nothing of the file.
 */
export async function readText(
  path: string,
  { mostBytes = USUAL_LIMIT }: { readonly mostBytes?: number } = {},
): Promise<string> {
  const { handle, size } = await openRegular(path);
  try {
    if (size > mostBytes) throw tooLarge(mostBytes);
    const bytes = await handle.readFile();
    if (bytes.length > mostBytes) throw tooLarge(mostBytes);
    return decodeText(bytes);
  } finally {
    await handle.close();
  }
}

/**
 * Opens a regular file for reading. Never waits for a pipe or a device.
 * @throws the system's own error when it cannot be opened, else UnreadableText.
 */
export async function openRegular(
  path: string,
): Promise<{ readonly handle: FileHandle; readonly size: number }> {
  // Without O_NONBLOCK (0 on Windows) opening a pipe waits until somebody writes into it.
  const handle = await open(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
  try {
    const facts = await handle.stat();
    if (facts.isDirectory()) throw Object.assign(new UnreadableText('It is a folder.'), { code: 'EISDIR' });
    if (!facts.isFile()) throw new UnreadableText('It is a device, a pipe or a socket, not a file.');
    return { handle, size: facts.size };
  } catch (error) {
    await handle.close();
    throw error;
  }
}

function tooLarge(mostBytes: number): UnreadableText {
  const limit = mostBytes >= MEBIBYTE ? `${mostBytes / MEBIBYTE} MiB` : `${mostBytes / 1024} KiB`;
  return new UnreadableText(`It is larger than ${limit}.`);
}

/**
 * Bytes as UTF-8 text, a byte order mark taken off.
 * @throws UnreadableText naming the encoding, or the place of the first byte that is not UTF-8.
 */
export function decodeText(bytes: Uint8Array): string {
  if (isUtf16(bytes))
    throw new UnreadableText('It is encoded as UTF-16, not as UTF-8 (line 1, column 1). Save it as UTF-8.');
  if (isUtf8(bytes)) return new TextDecoder('utf-8').decode(bytes);
  const before = new TextDecoder('utf-8').decode(bytes.subarray(0, firstInvalid(bytes))).split('\n');
  const column = [...(before.at(-1) ?? '')].length + 1;
  throw new UnreadableText(
    `It is not encoded as UTF-8 (line ${before.length}, column ${column}), perhaps as Windows-1252 or Latin-1. Save it as UTF-8.`,
  );
}

/** By its byte order mark, or by every second byte being zero, as in any text of mostly Latin letters. */
function isUtf16(bytes: Uint8Array): boolean {
  const [first, second] = bytes;
  if ((first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff)) return true;
  const opening = bytes.subarray(0, 64);
  const zeros = (parity: number) =>
    opening.filter((byte, index) => index % 2 === parity && byte === 0).length;
  const most = Math.max(zeros(0), zeros(1));
  return opening.length >= 4 && most >= Math.floor(opening.length / 2) - 1 && zeros(0) !== zeros(1);
}

/** Length of the longest beginning that is UTF-8, a character that is only cut off at its end left out. */
function firstInvalid(bytes: Uint8Array): number {
  let good = 0;
  let bad = bytes.length;
  while (bad - good > 1) {
    const middle = Math.floor((good + bad) / 2);
    if (isBeginning(bytes.subarray(0, middle))) good = middle;
    else bad = middle;
  }
  while (good > 0 && !isUtf8(bytes.subarray(0, good))) good -= 1;
  return good;
}

/** Whether more bytes could make UTF-8 of these. */
function isBeginning(bytes: Uint8Array): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes, { stream: true });
    return true;
  } catch {
    return false;
  }
}
