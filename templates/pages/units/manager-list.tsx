import type { MovePreview } from '../../../src/modules/units/contract.ts'
import { Section } from '../../components/section.tsx'
import { useText } from '../../view-context.tsx'

export interface ManagerListProps {
  id: string
  title: string
  /** What it says where there is nobody. */
  none: string
  managers: MovePreview['losing']
}

/** Who gains or loses charge of a unit, and by a role where. */
export function ManagerList({ id, title, none, managers }: ManagerListProps) {
  const t = useText()
  return (
    <Section title={title} id={id}>
      {managers.length === 0 ? (
        <p>{none}</p>
      ) : (
        <ul>
          {managers.map(({ personId, name, unitId, unitName }) => (
            <li key={`${personId} ${unitId}`}>{t('units.move.manager', { name, unit: unitName })}</li>
          ))}
        </ul>
      )}
    </Section>
  )
}
