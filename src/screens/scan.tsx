import { Text } from 'ink';
import { useEffect, useState } from 'react';
import type { Clock } from '../clock.js';
import { Frame } from '../ui/frame.js';
import type { RunningScan, WizardEnding, WizardServices } from '../wizard/services.js';
import type { ScanEvent } from '../workflow/events.js';

interface ScanScreenProps {
  readonly scan: RunningScan;
  readonly clock: Clock;
  readonly services: WizardServices;
  readonly account: string;
  readonly rerun: string;
  readonly isSaved: boolean;
  readonly onEnd: (ending: WizardEnding) => void;
}

export function ScanScreen({ scan, account }: ScanScreenProps) {
  const [events, setEvents] = useState<readonly ScanEvent[]>([]);
  useEffect(() => {
    void (async () => {
      for await (const event of scan.events) setEvents((before) => [...before, event]);
    })();
  }, [scan]);
  return (
    <Frame header={{ product: 'qualys-pc', account }} hints={['stop']}>
      {events.slice(-12).map((event) => (
        <Text key={event.time + event.type}>{event.type}</Text>
      ))}
    </Frame>
  );
}
