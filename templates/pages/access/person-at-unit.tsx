import type { ComponentChildren } from 'preact'
import type { PeopleFound } from '../../../src/modules/access/contract.ts'
import { type Crumb, PageHeader } from '../../components/page-header.tsx'
import { PortalLayout } from '../../layout/portal-layout.tsx'
import { PeopleToChoose } from './people-found.tsx'

export interface ChosenAtUnit {
  unit: { id: string; name: string }
  /** Null until somebody is chosen. */
  person: { id: string; name: string } | null
  search: string
  people: PeopleFound['items']
}

interface PersonAtUnitProps extends ChosenAtUnit {
  title: string
  lead: string
  /** Where somebody is looked for, and chosen by `?person=`. */
  address: string
  /** What else stands in that address, and stays there. */
  kept?: Readonly<Record<string, string>>
  /** The way here below the unit. */
  below?: Crumb[]
  hasErrors?: boolean
  /** What is asked once somebody is chosen. */
  children: ComponentChildren
}

/** A page about one person at one unit: first they are looked for. */
export function PersonAtUnit({
  unit,
  person,
  search,
  people,
  title,
  lead,
  address,
  kept = {},
  below = [],
  hasErrors,
  children,
}: PersonAtUnitProps) {
  return (
    <PortalLayout
      title={title}
      hasErrors={hasErrors}
      header={
        <PageHeader
          title={title}
          lead={lead}
          breadcrumbs={[{ label: unit.name, href: `/units/${unit.id}` }, ...below]}
        />
      }
    >
      {person === null ? (
        <PeopleToChoose
          action={address}
          search={search}
          people={people}
          kept={kept}
          hrefOf={(personId) => `${address}?${new URLSearchParams({ ...kept, person: personId })}`}
        />
      ) : (
        children
      )}
    </PortalLayout>
  )
}
