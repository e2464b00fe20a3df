import { zoneParts } from '../../src/platform/presentation/time-zones.ts'
import type { Option } from './form.tsx'

/** Zones by the part of the world. */
export function zoneOptions(zones: readonly string[]): Option[] {
  return zones
    .map((zone) => {
      const { region, place } = zoneParts(zone)
      return place ? { value: zone, label: place, group: region } : { value: zone, label: region }
    })
    .sort((a, b) => compare(a.group ?? '', b.group ?? '') || compare(a.label, b.label))
}

const { compare } = new Intl.Collator('en')
