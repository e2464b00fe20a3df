import type { UnitHistory } from '../../../src/modules/units/contract.ts'
import { Section } from '../../components/section.tsx'
import { Timeline } from '../../components/timeline.tsx'
import { useText } from '../../view-context.tsx'

/** Units that somebody has left, and which one was their primary one; nothing where nothing ever changed. */
export function PlacesOfBefore({ history: { left, primary } }: { history: UnitHistory }) {
  const t = useText()
  const happened = [
    ...left.map(({ unit, endedAt }) => ({
      key: `left-${unit.id}-${endedAt}`,
      at: endedAt,
      text: t('units.before.left', { name: unit.name }),
    })),
    ...primary.map(({ from, to, chosenAt, chosenBy }) => ({
      key: `primary-${to.id}-${chosenAt}`,
      at: chosenAt,
      text:
        chosenBy === null
          ? t('units.before.primary', { from: from.name, to: to.name })
          : t('units.before.primaryBy', { from: from.name, to: to.name, who: chosenBy.name }),
    })),
  ].sort((one, other) => new Date(other.at).getTime() - new Date(one.at).getTime())
  if (happened.length === 0) return null
  return (
    <Section title={t('units.before.title')} id="before">
      <Timeline label={t('units.before.title')} shown="date" items={happened} />
    </Section>
  )
}
