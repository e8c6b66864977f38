import type { ScanEvent } from '../workflow/run/events.js';
import { screenError, screenErrorText, screenWords } from './screen-words.js';
import type { RunningScan, Session, WizardServices } from './services.js';

/** The services, with all that they say in the words of the screens: the one place where both faces get them. */
export function wordedServices(services: WizardServices): WizardServices {
  return {
    ...services,
    connect: async (...asked) => wordedSession(await worded(services.connect)(...asked)),
    plan: async (...asked) => {
      const plan = await worded(services.plan)(...asked);
      return { ...plan, warnings: plan.warnings.map(screenWords) };
    },
    launch: (...asked) => wordedScan(services.launch(...asked)),
    saveConfig: worded(services.saveConfig),
    saveText: worded(services.saveText),
    remember: async (...asked) => {
      const remembered = await worded(services.remember)(...asked);
      return remembered.kind === 'kept'
        ? remembered
        : { ...remembered, reason: screenWords(remembered.reason) };
    },
  };
}

function worded<Asked extends readonly unknown[], Answer>(
  service: (...asked: Asked) => Promise<Answer>,
): (...asked: Asked) => Promise<Answer> {
  return async (...asked) => {
    try {
      return await service(...asked);
    } catch (thrown) {
      throw screenError(thrown);
    }
  };
}

function wordedSession(session: Session): Session {
  return {
    ...session,
    connection: { ...session.connection, notes: session.connection.notes.map(screenWords) },
    listConnectors: worded(session.listConnectors),
    findInstances: worded(session.findInstances),
    listScanners: worded(session.listScanners),
    listOptionProfiles: worded(session.listOptionProfiles),
    findAuthRecord: worded(session.findAuthRecord),
    listInstances: worded(session.listInstances),
    listAuthRecords: worded(session.listAuthRecords),
  };
}

function wordedScan(scan: RunningScan): RunningScan {
  const events = async function* (): AsyncGenerator<ScanEvent, void> {
    for await (const event of scan.events) yield wordedEvent(event);
  };
  return {
    launchedAt: scan.launchedAt,
    events: events(),
    cancel: scan.cancel,
    detach: scan.detach,
    writtenFiles: worded(scan.writtenFiles),
  };
}

/** An event of a scan in the words of the screens. */
export function wordedEvent(event: ScanEvent): ScanEvent {
  switch (event.type) {
    case 'plan':
      return { ...event, plan: { ...event.plan, warnings: event.plan.warnings.map(screenWords) } };
    case 'step-started':
    case 'step-progress':
    case 'step-done':
      return { ...event, message: screenWords(event.message) };
    case 'step-skipped':
      return { ...event, reason: screenWords(event.reason) };
    case 'judged': {
      const { verdict } = event.result;
      const reasons = verdict.reasons.map(screenErrorText);
      const notes = verdict.notes.map(screenErrorText);
      return { ...event, result: { ...event.result, verdict: { ...verdict, reasons, notes } } };
    }
    case 'error':
      return { ...event, error: screenErrorText(event.error) };
  }
}
