import { InvalidArgumentError } from 'commander';

/** One more value of a flag that may be repeated. */
export function collect(value: string, before: readonly string[] | undefined): readonly string[] {
  return [...(before ?? []), value];
}

/** The name of a file or folder. An empty one, such as that of a variable that is not set, would mean the working directory. */
export function fileName(text: string): string {
  if (text.trim() === '') throw new InvalidArgumentError('It names no file.');
  return text;
}

/** {@link fileName} of a flag or argument that may be repeated. */
export function fileNames(text: string, before: readonly string[] | undefined): readonly string[] {
  return collect(fileName(text), before);
}

export function jobName(text: string): string {
  if (text.trim() === '') throw new InvalidArgumentError('It names no job.');
  return text;
}

/** No name is no job, and never all of them: a variable of the pipeline may be empty. */
export function jobsNamed(text: string, before: readonly string[] | undefined): readonly string[] {
  if (text.split(',').every((name) => name.trim() === ''))
    throw new InvalidArgumentError('It names no job. Leave --job out for all.');
  return collect(text, before);
}

export function wholeNumber(text: string): number {
  if (!/^\d{1,9}$/.test(text.trim())) throw new InvalidArgumentError('It is a whole number.');
  return Number(text);
}

export function positiveInteger(text: string): number {
  const value = Number(text);
  if (!/^\d+$/.test(text.trim()) || value < 1) throw new InvalidArgumentError('It is a whole number from 1.');
  return value;
}
