import type { Actor } from '../policy/actor.ts'
import { mayEnter } from '../run/authorise.ts'

/** Pages that show links of other rooms, as tabs: each is about one thing that several rooms know something of. */
export const linkedPlaces = [
  'profile',
  'person',
  'unit',
  'project',
  'managedProject',
  'endedProject',
  'course',
] as const
export type LinkedPlace = (typeof linkedPlaces)[number]

/** A page of a room that belongs to a page of another. */
export interface PageLink {
  on: LinkedPlace
  /** Locale key. */
  label: string
  /** Express path; its parts are those of the page that shows it. */
  path: string
  order: number
  permission: string
}

/** The links of a place that an actor may follow, with their parts filled in. */
export function linksOn(
  links: readonly PageLink[],
  on: LinkedPlace,
  params: Record<string, string>,
  actor: Actor,
  now: Date,
): Array<{ label: string; href: string }> {
  return links
    .filter((link) => link.on === on && mayEnter(link, actor, now))
    .map(({ label, path }) => ({
      label,
      href: path.replaceAll(/:(\w+)/g, (_all, name: string) => encodeURIComponent(params[name] ?? '')),
    }))
}
