import type { ProgressFacts, ScanEvent } from './events.js';
import type { LiveFacts, RunLogLine, RunProgress, RunStep } from './run-progress.js';
import { type StepId, stepTitles } from './scan-steps.js';

/** A run that reads every second for a day says more; the oldest lines go, and are counted. */
const logLimit = 2000;

/** The run after one more event. */
export function foldRun(before: RunProgress, event: ScanEvent): RunProgress {
  const run: RunProgress = { ...before, startedAt: before.startedAt ?? event.time };
  switch (event.type) {
    case 'plan': {
      const facts = { ...run.facts, scanTitle: event.plan.found.scanTitle };
      const planned: RunProgress = { ...run, plan: event.plan, facts };
      return event.plan.warnings.reduce((sofar, text) => logged(sofar, event.time, 'warning', text), planned);
    }
    case 'step-started': {
      const { message: text, time: startedAt } = event;
      const started = withStep(run, event.step, () => ({ state: 'active', text, startedAt }));
      return logged(momentOver(started), event.time, 'info', text);
    }
    case 'step-progress':
      return progressed(withFacts(run, event.facts, event.time), event);
    case 'step-done': {
      const { message: text, durationMs, level } = event;
      const inPart = level === 'warning';
      const done = withStep(run, event.step, () => ({ state: 'done', inPart, text, durationMs }));
      return logged(momentOver(withFacts(done, event.facts, event.time)), event.time, level ?? 'info', text);
    }
    case 'step-skipped': {
      const text = `${stepTitles[event.step]}: ${event.reason}`;
      return withStep(run, event.step, () => ({ state: 'skipped', text }));
    }
    case 'judged': {
      const { verdict } = event.result;
      const level =
        verdict.outcome === 'passed' ? 'info' : verdict.outcome === 'failed' ? 'error' : 'warning';
      const judged = momentOver({ ...run, ending: { type: 'judged', result: event.result } });
      const reasoned = verdict.reasons.reduce(
        (sofar, { what }) => logged(sofar, event.time, level, what),
        judged,
      );
      return verdict.notes.reduce((sofar, { what }) => logged(sofar, event.time, 'warning', what), reasoned);
    }
    case 'error': {
      const { error } = event;
      const failed = withStep(run, event.step, () => ({ state: 'failed', text: error.what }));
      return logged(
        momentOver({ ...failed, ending: { type: 'error', error } }),
        event.time,
        'error',
        error.what,
      );
    }
  }
}

type ProgressEvent = Extract<ScanEvent, { type: 'step-progress' }>;

function progressed(run: RunProgress, { step, level, message, time }: ProgressEvent): RunProgress {
  switch (level) {
    case 'heartbeat':
      return run;
    case 'info':
      return logged(
        withStep(run, step, () => ({ text: message })),
        time,
        level,
        message,
      );
    case 'warning':
      return logged(
        withStep(run, step, ({ warnings }) => ({ warnings: [...warnings, message] })),
        time,
        level,
        message,
      );
  }
}

function withStep(run: RunProgress, id: StepId, change: (step: RunStep) => Partial<RunStep>): RunProgress {
  return { ...run, steps: run.steps.map((step) => (step.id === id ? { ...step, ...change(step) } : step)) };
}

/** A repeated line says nothing new: it is shown once. */
function logged(run: RunProgress, time: string, level: RunLogLine['level'], text: string): RunProgress {
  const last = run.log.at(-1);
  if (last?.text === text && last.level === level) return run;
  const number = run.logDropped + run.log.length;
  const log = [...run.log, { number, time, level, text }];
  const over = Math.max(0, log.length - logLimit);
  return { ...run, log: over === 0 ? log : log.slice(over), logDropped: run.logDropped + over };
}

function withFacts(run: RunProgress, news: ProgressFacts | undefined, time: string): RunProgress {
  const { waitingSeconds, ...kept } = news ?? {};
  const waitsUntil =
    waitingSeconds === undefined ? null : new Date(Date.parse(time) + waitingSeconds * 1000).toISOString();
  const facts: LiveFacts = { ...run.facts, ...kept, waitsUntil };
  return { ...run, facts };
}

function momentOver(run: RunProgress): RunProgress {
  return { ...run, facts: { ...run.facts, nextLookAt: null, waitsUntil: null } };
}
