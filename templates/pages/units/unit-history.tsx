import type { UnitChangeReply } from '../../../src/modules/units/contract.ts'
import type { IconName, Translate } from '../../../src/platform/presentation/view.ts'
import { Timeline } from '../../components/timeline.tsx'
import { useText } from '../../view-context.tsx'

/** What became of a unit, each with who did it and what is different since. */
export function UnitHistory({ items }: { items: readonly UnitChangeReply[] }) {
  const t = useText()
  return (
    <Timeline
      label={t('units.history.title')}
      items={items.map((change) => ({
        key: change.id,
        at: change.at,
        icon: icons[change.what],
        text: t(`units.history.${change.what}`, {
          who: change.person?.name ?? t('units.history.somebody'),
        }),
        children: differencesOf(change, t),
      }))}
    />
  )
}

const icons: Record<UnitChangeReply['what'], IconName> = {
  created: 'plus',
  changed: 'edit',
  moved: 'arrowEnd',
  merged: 'arrowEnd',
  absorbed: 'units',
  bounded: 'place',
  configured: 'settings',
  closed: 'lock',
  reopened: 'check',
}

/** Old and new of what people read themselves; ids say nothing to them. */
const told = ['name', 'code', 'description'] as const

/** Undefined where there is nothing to add to what happened. */
function differencesOf({ what, before, after }: UnitChangeReply, t: Translate) {
  if (what === 'moved' && typeof after.parentName === 'string')
    return <p>{t('units.history.movedTo', { name: after.parentName })}</p>
  if (what === 'merged' && typeof after.intoName === 'string')
    return <p>{t('units.history.mergedInto', { name: after.intoName })}</p>
  if (what === 'absorbed' && typeof after.fromName === 'string')
    return <p>{t('units.history.absorbedFrom', { name: after.fromName })}</p>
  if (what === 'configured' && typeof after.setting === 'string')
    return <p>{t(`units.settings.names.${after.setting}`)}</p>
  const parts = told.filter((part) => what === 'changed' && part in after)
  if (parts.length === 0) return undefined
  return parts.map((part) => (
    <p key={part}>
      {t(`units.history.parts.${part}`, {
        before: String(before[part] ?? '–'),
        after: String(after[part] ?? '–'),
      })}
    </p>
  ))
}
