import type { UnitChangeReply } from '../../../src/modules/units/contract.ts'
import type { IconName } from '../../../src/platform/presentation/view.ts'
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
        children: <Differences change={change} />,
      }))}
    />
  )
}

const icons: Record<UnitChangeReply['what'], IconName> = {
  created: 'plus',
  changed: 'edit',
  moved: 'arrowEnd',
  closed: 'lock',
  reopened: 'check',
}

/** Old and new of what people read themselves; ids say nothing to them. */
const told = ['name', 'code', 'description'] as const

function Differences({ change }: { change: UnitChangeReply }) {
  const t = useText()
  if (change.what === 'moved' && typeof change.after.parentName === 'string')
    return <p>{t('units.history.movedTo', { name: change.after.parentName })}</p>
  const parts = told.filter((part) => change.what === 'changed' && part in change.after)
  if (parts.length === 0) return null
  return (
    <>
      {parts.map((part) => (
        <p key={part}>
          {t(`units.history.parts.${part}`, {
            before: String(change.before[part] ?? '–'),
            after: String(change.after[part] ?? '–'),
          })}
        </p>
      ))}
    </>
  )
}
