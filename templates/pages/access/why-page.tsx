import type { PermissionCatalogue, Why } from '../../../src/modules/access/contract.ts'
import { permissionHeading, permissionWords } from '../../../src/platform/presentation/permission-words.ts'
import { textIn } from '../../../src/platform/presentation/translated.ts'
import type { Translate } from '../../../src/platform/presentation/view.ts'
import { Badge } from '../../components/badge.tsx'
import { Button } from '../../components/button.tsx'
import { Card, CardGrid } from '../../components/card.tsx'
import { Notice } from '../../components/flash.tsx'
import { Form, FormActions, SelectField } from '../../components/form.tsx'
import { Section } from '../../components/section.tsx'
import { Time } from '../../components/time.tsx'
import { useText, useView } from '../../view-context.tsx'
import { type ChosenAtUnit, PersonAtUnit } from './person-at-unit.tsx'
import { roleWords } from './role-words.ts'

export interface WhyModel extends ChosenAtUnit {
  permissions: PermissionCatalogue['items']
  chosen: string
  /** Null until it is asked. */
  why: Why | null
}

export function WhyPage({ permissions, chosen, why, ...chosenAt }: WhyModel) {
  const t = useText()
  const { unit, person } = chosenAt
  const address = `/units/${unit.id}/why`
  const title = person ? t('access.why.titleOf', { person: person.name }) : t('access.why.title')
  return (
    <PersonAtUnit
      {...chosenAt}
      title={title}
      lead={t('access.why.lead', { unit: unit.name })}
      address={address}
    >
      {person && (
        <Form action={address} method="get">
          <input type="hidden" name="person" value={person.id} />
          <SelectField
            name="permission"
            label={t('access.why.permission')}
            value={chosen}
            prompt={t('components.choose')}
            options={permissions.map(({ name }) => ({
              value: name,
              label: t(permissionWords(name)),
              group: t(permissionHeading(name)),
            }))}
          />
          <FormActions>
            <Button type="submit" variant="primary">
              {t('access.why.ask')}
            </Button>
          </FormActions>
        </Form>
      )}
      {why && <Answer why={why} />}
    </PersonAtUnit>
  )
}

function Answer({ why }: { why: Why }) {
  const t = useText()
  const { locale } = useView()
  const words = { person: why.person.name, what: t(permissionWords(why.permission)) }
  return (
    <>
      <Section title={t('access.why.answer')} id="answer">
        <Notice
          kind={why.allowed ? 'success' : 'warning'}
          title={t(why.allowed ? 'access.why.yes' : 'access.why.no', words)}
        >
          <p>{t('access.why.path', { path: why.path.map(({ name }) => name).join(' › ') })}</p>
          {why.missing.length > 0 && (
            <ul>
              {why.missing.map((lack) => (
                <li key={lack}>{t(`access.why.missing.${lack}`)}</li>
              ))}
            </ul>
          )}
          {!why.allowed && (
            <p>
              {why.carriedBy.length === 0
                ? t('access.why.carriedByNone')
                : t('access.why.carriedBy', {
                    roles: why.carriedBy.map(({ role, name }) => roleWords(t, locale, role, name)).join(', '),
                  })}
            </p>
          )}
        </Notice>
      </Section>
      <Section title={t('access.why.grants')} id="grants">
        {why.grants.length === 0 && <p>{t('access.why.missing.noGrant')}</p>}
        <CardGrid>
          {why.grants.map((grant) => (
            <GrantCard key={grant.id} grant={grant} />
          ))}
        </CardGrid>
      </Section>
    </>
  )
}

function GrantCard({ grant }: { grant: Why['grants'][number] }) {
  const t = useText()
  const { locale } = useView()
  const counts = grant.lacks.length === 0
  return (
    <Card
      level={3}
      title={t('access.why.grant', {
        role: roleWords(t, locale, grant.role, grant.roleName),
        unit: grant.unit.name,
      })}
      badge={
        <Badge tone={counts ? 'success' : 'neutral'}>
          {t(counts ? 'access.why.counts' : 'access.why.countsNot')}
        </Badge>
      }
    >
      <p>
        {t('access.grants.from')} <Time value={grant.startsAt} />
        {grant.endsAt && (
          <>
            {' · '}
            {t('access.grants.until')} <Time value={grant.endsAt} />
          </>
        )}
      </p>
      {(grant.grantedBy || grant.reason) && <p>{givenWords(t, grant)}</p>}
      {grant.steps.length > 0 && (
        <p>
          {t('access.why.steps', { steps: grant.steps.map((step) => t(permissionWords(step))).join(' → ') })}
        </p>
      )}
      {grant.position && (
        <p>
          {t('access.grants.position')}:{' '}
          <a href={`/positions/terms/${grant.position.termId}`}>{textIn(grant.position.name, locale)}</a>
        </p>
      )}
      {grant.needsSecondFactor && <p>{t('access.factor.needed')}</p>}
      {!counts && (
        <ul>
          {grant.lacks.map((lack) => (
            <li key={lack}>{t(`access.why.missing.${lack}`)}</li>
          ))}
        </ul>
      )}
    </Card>
  )
}

function givenWords(t: Translate, { grantedBy, reason }: Why['grants'][number]): string {
  if (!grantedBy) return reason ?? ''
  return reason
    ? t('access.why.givenFor', { by: grantedBy.name, reason })
    : t('access.why.givenBy', { by: grantedBy.name })
}
