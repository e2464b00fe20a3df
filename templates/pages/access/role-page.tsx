import type { RoleDetail } from '../../../src/modules/access/contract.ts'
import { textIn } from '../../../src/platform/presentation/translated.ts'
import { Badge } from '../../components/badge.tsx'
import { ActionForm, ButtonGroup, LinkButton } from '../../components/button.tsx'
import { DescriptionList } from '../../components/description-list.tsx'
import { Facts } from '../../components/facts.tsx'
import { Notice } from '../../components/flash.tsx'
import { keyFor } from '../../components/key-for.ts'
import { PageHeader } from '../../components/page-header.tsx'
import { Section } from '../../components/section.tsx'
import { verbatim } from '../../components/verbatim.ts'
import { PortalLayout } from '../../layout/portal-layout.tsx'
import { useText, useView } from '../../view-context.tsx'
import { PermissionList } from './permission-list.tsx'
import { roleWords } from './role-words.ts'

export interface RoleModel {
  role: RoleDetail
  /** Where the reader may put a copy together; null where nowhere. */
  copyAt: string | null
  idempotencyKey: string
}

export function RolePage({ role, copyAt, idempotencyKey }: RoleModel) {
  const t = useText()
  const { locale } = useView()
  const { abilities } = role
  const title = roleWords(t, locale, role.role, role.name)
  const address = `/roles/${role.role}`
  return (
    <PortalLayout
      title={title}
      header={
        <PageHeader
          title={title}
          badge={role.retiredAt ? <Badge>{t('access.made.states.retired')}</Badge> : undefined}
          lead={
            role.isBuiltIn
              ? t(`access.builtIn.about.${role.role}`)
              : role.description
                ? textIn(role.description, locale)
                : undefined
          }
          breadcrumbs={[{ label: t('access.roles'), href: '/roles' }]}
          actions={
            abilities.change ? (
              <LinkButton href={`${address}/edit`} variant="primary">
                {t('access.change.button')}
              </LinkButton>
            ) : undefined
          }
        />
      }
    >
      <Facts
        items={[
          {
            label: t('access.made.unit'),
            value:
              role.unitId === null ? (
                t('access.builtIn.inCode')
              ) : (
                <a href={`/units/${role.unitId}`}>{role.unitName}</a>
              ),
          },
          {
            label: t('access.made.holders'),
            value: (
              <a href={`/grants?${new URLSearchParams({ role: role.role, state: 'current' })}`}>
                {t('access.people', { count: role.holders })}
              </a>
            ),
          },
          {
            label: t('access.factor.label'),
            value: t(role.needsSecondFactor ? 'access.factor.needed' : 'access.factor.notNeeded'),
          },
        ]}
      />
      {role.retiredAt && <Notice kind="info">{t('access.retire.notice')}</Notice>}
      {role.gone.length > 0 && (
        <Notice kind="warning" title={t('access.gone.title', { count: role.gone.length })}>
          <span {...verbatim}>{role.gone.join(', ')}</span>
        </Notice>
      )}
      <Section title={t('access.may.title')} id="may" description={t('access.may.lead')}>
        <PermissionList permissions={role.permissions} />
      </Section>
      {role.implied.length > 0 && (
        <Section title={t('access.implied.title')} id="implied" description={t('access.implied.lead')}>
          <PermissionList permissions={role.implied} />
        </Section>
      )}
      <Section title={t('access.actions')} id="actions">
        <DescriptionList
          items={[
            ...(abilities.requireSecondFactor
              ? [
                  {
                    label: t('access.factor.label'),
                    value: t(role.needsSecondFactor ? 'access.factor.endHelp' : 'access.factor.help', {
                      without: role.withoutSecondFactor,
                    }),
                    action: (
                      <ActionForm
                        action={`${address}/second-factor`}
                        idempotencyKey={keyFor({ idempotencyKey }, 'factor')}
                        fields={{ required: String(!role.needsSecondFactor) }}
                      >
                        {t(role.needsSecondFactor ? 'access.factor.end' : 'access.factor.require')}
                      </ActionForm>
                    ),
                  },
                ]
              : []),
            ...(copyAt !== null
              ? [
                  {
                    label: t('access.copy.label'),
                    value: t('access.copy.help'),
                    action: (
                      <LinkButton
                        href={`/roles/new?${new URLSearchParams({ unit: copyAt, from: role.role })}`}
                      >
                        {t('access.copy.button')}
                      </LinkButton>
                    ),
                  },
                ]
              : []),
            ...(abilities.retire
              ? [
                  {
                    label: t('access.retire.label'),
                    value: t('access.retire.help', { holders: role.holders }),
                    action: (
                      <ActionForm
                        action={`${address}/retire`}
                        idempotencyKey={keyFor({ idempotencyKey }, 'retire')}
                      >
                        {t('access.retire.button')}
                      </ActionForm>
                    ),
                  },
                ]
              : []),
            ...(abilities.restore
              ? [
                  {
                    label: t('access.restore.label'),
                    value: t('access.restore.help'),
                    action: (
                      <ActionForm
                        action={`${address}/restore`}
                        idempotencyKey={keyFor({ idempotencyKey }, 'restore')}
                      >
                        {t('access.restore.button')}
                      </ActionForm>
                    ),
                  },
                ]
              : []),
            {
              label: t('access.made.holders'),
              value: t('access.holdersHelp'),
              action: (
                <ButtonGroup>
                  <LinkButton href={`/grants?${new URLSearchParams({ role: role.role })}`}>
                    {t('access.holdersSee')}
                  </LinkButton>
                </ButtonGroup>
              ),
            },
          ]}
        />
      </Section>
    </PortalLayout>
  )
}
