import type { Module } from '../declare/module.ts'
import { isRequirement } from '../policy/permissions.ts'
import { permissionWords } from '../presentation/permission-words.ts'
import type { Translate } from '../presentation/view.ts'

/** What was done has words of its own, and so has a reading that is written down each time; what else was only to be read is told by what it takes to read it. */
export type Act = { does: string } | { reads: string }

export function actsOf(modules: readonly Module[]): ReadonlyMap<string, Act> {
  const acts = new Map<string, Act>()
  for (const { operations, pages = [], endpoints = [] } of modules) {
    for (const { name, permission } of [...endpoints, ...pages]) acts.set(name, { reads: permission })
    for (const operation of operations) {
      const { name, permission } = operation
      const isToldByName = operation.kind === 'command' || typeof operation.isWatched === 'function'
      acts.set(name, isToldByName ? { does: actWords(name) } : { reads: permission })
    }
  }
  return acts
}

/** The key by which its room says what a command does: it stands where the audit tells what was done. */
export function actWords(name: string): string {
  const dot = name.indexOf('.')
  return `${name.slice(0, dot)}.acts${name.slice(dot)}`
}

/** What stands in the audit by its name, in words. What no room declares any more keeps its name. */
export function sayAct(acts: ReadonlyMap<string, Act>, name: string, text: Translate): string {
  const act = acts.get(name)
  if (!act) return name
  if ('does' in act) return text(act.does)
  return isRequirement(act.reads)
    ? text('layout.acts.reads')
    : text('layout.acts.readsBy', { may: text(permissionWords(act.reads)) })
}
