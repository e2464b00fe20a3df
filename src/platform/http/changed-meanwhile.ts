import type { Issue, Translate } from '../presentation/view.ts'

/**
 * Beside which fields of a form that came too late something else is stored by now, and what, so that whoever sent it
 * can see both. Keys and ids say nothing to people: of those it is only told that they are others.
 */
export function changedMeanwhile(stored: object, typed: Record<string, unknown>, t: Translate): Issue[] {
  return Object.entries(typed).flatMap(([name, value]) => {
    if (!Object.hasOwn(stored, name) || typeof value !== 'string') return []
    const now = (stored as Record<string, unknown>)[name] ?? ''
    if (typeof now === 'object' || String(now) === value.trim().replaceAll('\r\n', '\n')) return []
    const isWords = typeof now === 'number' || (typeof now === 'string' && !/^[a-z0-9][\w-]*$/.test(now))
    const message =
      now === '' || isWords
        ? t('request.issue.changedMeanwhile', { now: String(now) || '–' })
        : t('request.issue.chosenMeanwhile')
    return [{ pointer: `/${name}`, code: 'changedMeanwhile', message }]
  })
}
