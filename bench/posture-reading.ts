import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { XMLParser } from 'fast-xml-parser';
import { IpSet } from '../src/net/ip-set.js';
import { createQualysApi } from '../src/qualys/create-qualys-api.js';
import { compileCriteria } from '../src/workflow/judge/criteria.js';
import { Evaluation } from '../src/workflow/judge/evaluate.js';
import { readRows } from '../src/workflow/judge/read-rows.js';
import { ControlsWriter } from '../src/workflow/results/controls-writer.js';

// One reading of a posture answer in a process of its own: `posture-reading.ts ours|dom URL [FILE]`; prints milliseconds
// and the most memory over idle, in megabytes. FILE is where controls.jsonl is kept.

const [, , way, url = '', keptAs] = process.argv;
const now = Date.now();
const policies = [{ id: '5101', title: 'CIS Debian 12' }];

/** Read, evaluate, write: as a run does it, with the pauses of a real clock never needed. */
async function readOurs(folder: string): Promise<number> {
  const api = createQualysApi({
    apiServer: url,
    login: { kind: 'password', username: 'bench_ab1', password: 'bench' },
    userAgent: 'qualys-pc/bench',
    clock: { now: Date.now, sleep: async () => undefined },
    spoolDirectory: folder,
  });
  const evaluation = new Evaluation({
    criteria: compileCriteria(
      {
        failOn: { states: ['fail'], criticalities: ['serious', 'critical', 'urgent'] },
        failOnAuthFailure: false,
        exclude: [],
      },
      now,
    ),
    baseline: undefined,
    policies,
    serverNowMs: now,
  });
  const controls = new ControlsWriter(keptAs ?? join(folder, 'controls.jsonl'));
  const { dates } = await readRows({
    batches: api.posture({ policyIds: ['5101'] }),
    policies,
    hosts: IpSet.parse('10.20.0.0/14'),
    isTarget: () => true,
    scene: { launchedAt: new Date(now).toISOString(), isGated: () => true },
    evaluation,
    controls,
  });
  await controls.commit();
  api.close();
  return [...(dates.get('5101')?.values() ?? [])].reduce((sum, { rows }) => sum + rows, 0);
}

async function readDom(): Promise<number> {
  const answer = await fetch(url, { method: 'POST' });
  const document = new XMLParser().parse(await answer.text()) as {
    POSTURE_INFO_LIST_OUTPUT: { RESPONSE: { INFO_LIST: { INFO: unknown[] } } };
  };
  return document.POSTURE_INFO_LIST_OUTPUT.RESPONSE.INFO_LIST.INFO.length;
}

const folder = await mkdtemp(join(tmpdir(), 'qualys-pc-bench-'));
const idleMb = process.memoryUsage.rss() / 1e6;

const startedMs = performance.now();
const rows = way === 'dom' ? await readDom() : await readOurs(folder);
const milliseconds = performance.now() - startedMs;
const peakMb = (process.resourceUsage().maxRSS * 1024) / 1e6 - idleMb;
await rm(folder, { recursive: true });
process.stdout.write(JSON.stringify({ rows, milliseconds, peakMb }));
