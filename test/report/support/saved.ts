import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ReportInput } from '../../../src/report/report-input.js';
import type { ControlLine } from '../../../src/workflow/results/control-line.js';

/** Saves a result as a run leaves it, and says which rows it has. */
export async function saveResult(
  { result, rows, previous }: ReportInput,
  directory: string,
): Promise<readonly ControlLine[]> {
  await mkdir(directory, { recursive: true });
  await writeFile(join(directory, 'result.json'), JSON.stringify(result));
  if (previous !== undefined)
    await writeFile(join(directory, 'previous-result.json'), JSON.stringify(previous));
  const lines: ControlLine[] = [];
  for await (const some of rows()) lines.push(...some);
  const text = lines.map((line) => `${JSON.stringify(line)}\n`).join('');
  await writeFile(join(directory, 'controls.jsonl'), text);
  return lines;
}
