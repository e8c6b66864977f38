import { ownText } from '../../text/printable.js';
import { isoTime } from '../xml/iso-time.js';
import type { PostureHost } from './posture.js';

/** Texts of an element's children by name. */
export type ElementTexts = Record<string, string>;

/** A CONTROL of the glossary. */
export interface GlossaryControl {
  readonly statement: string;
  readonly criticality: { readonly value: number; readonly label: string };
}

/** The names behind the ids of the rows; grows page by page (fact sheet 16.5). */
export class Glossary {
  readonly hosts = new Map<string, PostureHost>();
  readonly controls = new Map<string, GlossaryControl>();
  readonly technologies = new Map<string, string>();

  /** Adds all entries of another glossary. */
  merge(other: Glossary): void {
    for (const [id, host] of other.hosts) this.hosts.set(id, host);
    for (const [id, control] of other.controls) this.controls.set(id, control);
    for (const [id, name] of other.technologies) this.technologies.set(id, name);
  }
}

const labels: readonly string[] = ['UNDEFINED', 'MINIMAL', 'MEDIUM', 'SERIOUS', 'CRITICAL', 'URGENT'];

/** Criticality by VALUE, as labels can be renamed; by LABEL without it; else undefined, 0 (fact sheet 16.4). */
export function criticalityOf(value: string, label: string): GlossaryControl['criticality'] {
  if (/^[0-5]$/.test(value))
    return { value: Number(value), label: label || (labels[Number(value)] ?? 'UNDEFINED') };
  const known = labels.indexOf(label.toUpperCase());
  return known > 0 ? { value: known, label } : { value: 0, label: label || 'UNDEFINED' };
}

/** A HOST of the glossary. */
export function hostOf(fields: ElementTexts): PostureHost {
  return {
    id: ownText(fields.ID ?? ''),
    ip: ownText(fields.IP ?? ''),
    dns: textIfAny(fields.DNS),
    trackingMethod: textIfAny(fields.TRACKING_METHOD),
    lastComplianceScan: isoTime(fields.LAST_COMPLIANCE_SCAN_DATETIME),
  };
}

function textIfAny(text: string | undefined): string | undefined {
  return text ? ownText(text) : undefined;
}
