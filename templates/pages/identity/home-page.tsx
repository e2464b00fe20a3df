import type { Profile } from '../../../src/modules/identity/contract.ts'
import type { MyUnit, UnitDetail } from '../../../src/modules/units/contract.ts'
import { Badge } from '../../components/badge.tsx'
import { LinkButton } from '../../components/button.tsx'
import { Card, CardGrid } from '../../components/card.tsx'
import { EmptyState } from '../../components/empty-state.tsx'
import { Notice } from '../../components/flash.tsx'
import { Section } from '../../components/section.tsx'
import { Time } from '../../components/time.tsx'
import { PortalLayout } from '../../layout/portal-layout.tsx'
import { useText, useView } from '../../view-context.tsx'

export interface HomeModel {
  /** Null for an account that is no person of this association. */
  member: {
    profile: Profile
    units: MyUnit[]
    /** Units that this person has charge of. */
    managed: UnitDetail[]
  } | null
}

/** More than these stand behind a link. */
const unitsShown = 6

export function HomePage({ member }: HomeModel) {
  const t = useText()
  const { brand } = useView()
  return (
    <PortalLayout
      title={
        member ? t('identity.home.welcome', { name: member.profile.givenName }) : t('identity.home.title')
      }
    >
      {member ? (
        <>
          {member.managed.length > 0 && <ManagedUnits units={member.managed} />}
          <MyUnits units={member.units} />
          <MyProfile profile={member.profile} />
        </>
      ) : (
        <Notice kind="info">
          <p>{t('identity.home.notYours', { name: brand.name })}</p>
        </Notice>
      )}
    </PortalLayout>
  )
}

function ManagedUnits({ units }: { units: UnitDetail[] }) {
  const t = useText()
  return (
    <Section title={t('identity.home.managed')} id="managed">
      <CardGrid>
        {units.map((unit) => (
          <Card
            key={unit.id}
            level={3}
            icon="settings"
            title={unit.name}
            href={`/units/${unit.id}`}
            badge={
              unit.status === 'closed' ? (
                <Badge tone="neutral">{t('units.statuses.closed')}</Badge>
              ) : undefined
            }
            footer={
              unit.abilities.addBelow ? (
                <LinkButton href={`/units/${unit.id}/new`} icon="plus">
                  {t('units.new.button')}
                </LinkButton>
              ) : undefined
            }
          >
            <p class="card-meta">
              {t(`units.kinds.${unit.kind}`)} · {t('units.memberCount', { count: unit.memberCount })} ·{' '}
              {t('units.belowCount', { count: unit.children.length })}
            </p>
          </Card>
        ))}
      </CardGrid>
    </Section>
  )
}

function MyUnits({ units }: { units: MyUnit[] }) {
  const t = useText()
  return (
    <Section
      title={t('units.mine.title')}
      id="units"
      action={units.length > unitsShown ? <a href="/my-units">{t('identity.home.allMine')}</a> : undefined}
    >
      {units.length === 0 ? (
        <EmptyState
          title={t('units.mine.none')}
          icon="units"
          action={<LinkButton href="/units">{t('units.mine.find')}</LinkButton>}
        >
          {t('units.mine.noneHelp')}
        </EmptyState>
      ) : (
        <CardGrid>
          {units.slice(0, unitsShown).map((unit) => (
            <Card
              key={unit.id}
              level={3}
              icon="units"
              title={unit.name}
              href={`/units/${unit.id}`}
              footer={unit.isPrimary ? <Badge tone="info">{t('units.primary')}</Badge> : undefined}
            >
              <p class="card-meta">
                {[t(`units.kinds.${unit.kind}`), ...unit.ancestors.slice(-1)].join(' · ')}
              </p>
              <p class="card-meta">
                {t('units.joined')}: <Time value={unit.joinedAt} shown="date" />
              </p>
            </Card>
          ))}
          {units.length === 1 && (
            <Card level={3} icon="search" title={t('units.mine.find')} href="/units">
              <p class="card-meta">{t('units.mine.findHelp')}</p>
            </Card>
          )}
        </CardGrid>
      )}
    </Section>
  )
}

function MyProfile({ profile }: { profile: Profile }) {
  const t = useText()
  const known = [profile.title, profile.phone].filter(Boolean)
  return (
    <Section title={t('identity.profile.title')} id="profile">
      <CardGrid>
        <Card level={3} icon="profile" title={`${profile.givenName} ${profile.familyName}`} href="/profile">
          <p class="card-meta">{profile.email}</p>
          <p class="card-meta">{known.length > 0 ? known.join(' · ') : t('identity.home.profileEmpty')}</p>
        </Card>
      </CardGrid>
    </Section>
  )
}
