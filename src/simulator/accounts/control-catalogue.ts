import type { Control } from './account.js';
import { controlsOf } from './control-families.js';
import { linuxFamilies } from './linux-controls.js';
import { listedLinuxControls, listedMixedControls, listedWindowsControls } from './listed-controls.js';
import { serverFamilies } from './server-controls.js';

const families = [...linuxFamilies, ...serverFamilies];

/** Every control of the subscription by CID. */
export function controlCatalogue(): Map<number, Control> {
  const controls = [
    ...listedLinuxControls,
    ...listedMixedControls,
    ...listedWindowsControls,
    ...families.flatMap(controlsOf),
  ];
  return new Map(controls.map((control) => [control.cid, control]));
}

/** The CIDs of whole families, by their names' beginning. */
export function cidsOfFamilies(...names: readonly string[]): number[] {
  return families
    .filter(({ name }) => names.some((beginning) => name.startsWith(beginning)))
    .flatMap(controlsOf)
    .map(({ cid }) => cid);
}

/** The CIDs of the families that apply to Linux. */
export function linuxCids(): number[] {
  return linuxFamilies.flatMap(controlsOf).map(({ cid }) => cid);
}
