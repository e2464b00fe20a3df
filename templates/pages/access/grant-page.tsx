import type { GrantDetail } from '../../../src/modules/access/contract.ts'
import { textIn } from '../../../src/platform/presentation/translated.ts'
import type { FormState } from '../../../src/platform/presentation/view.ts'
import { Badge } from '../../components/badge.tsx'
import { ActionForm, LinkButton } from '../../components/button.tsx'
import { DescriptionList } from '../../components/description-list.tsx'
import { Notice } from '../../components/flash.tsx'
import { DateField, Form, FormActions, SubmitButton } from '../../components/form.tsx'
import { keyFor } from '../../components/key-for.ts'
import { PageHeader } from '../../components/page-header.tsx'
import { Section } from '../../components/section.tsx'
import { Time } from '../../components/time.tsx'
import { PortalLayout } from '../../layout/portal-layout.tsx'
import { useText, useView } from '../../view-context.tsx'
import { roleWords } from './role-words.ts'

const tones = { current: 'success', coming: 'info', over: 'neutral' } as const

export interface GrantModel {
  grant: GrantDetail
  form: FormState
}

export function GrantPage({ grant, form }: GrantModel) {
  const t = useText()
  const { locale } = useView()
  const role = roleWords(t, locale, grant.role, grant.roleName)
  const title = t('access.grant.title', { person: grant.person.name, role })
  return (
    <PortalLayout
      title={title}
      hasErrors={form.issues.length > 0}
      header={
        <PageHeader
          title={title}
          badge={<Badge tone={tones[grant.state]}>{t(`access.grants.states.${grant.state}`)}</Badge>}
          breadcrumbs={[{ label: t('access.grants.title'), href: '/grants' }]}
        />
      }
    >
      <DescriptionList
        items={[
          {
            label: t('access.grants.person'),
            value: <a href={`/people/${grant.person.id}`}>{grant.person.name}</a>,
          },
          { label: t('access.role'), value: <a href={`/roles/${grant.role}`}>{role}</a> },
          {
            label: t('access.grants.unit'),
            value: <a href={`/units/${grant.unit.id}`}>{grant.unit.name}</a>,
          },
          { label: t('access.grants.from'), value: <Time value={grant.startsAt} /> },
          {
            label: t('access.grants.until'),
            value: grant.endsAt ? <Time value={grant.endsAt} /> : t('access.grants.noEnd'),
          },
          { label: t('access.grants.by'), value: grant.grantedBy ?? t('access.grants.byNobody') },
          ...(grant.position
            ? [
                {
                  label: t('access.grants.position'),
                  value: (
                    <a href={`/positions/terms/${grant.position.termId}`}>
                      {textIn(grant.position.name, locale)}
                    </a>
                  ),
                },
              ]
            : []),
          ...(grant.reason ? [{ label: t('access.grants.reason'), value: grant.reason }] : []),
        ]}
      />
      {grant.position && grant.state !== 'over' && (
        <Notice kind="info">{t('access.grant.withPosition')}</Notice>
      )}
      {grant.abilities.change && (
        <>
          <Section title={t('access.grant.change')} id="change">
            <Form action={`/grants/${grant.id}`} state={form}>
              <DateField
                name="endsAt"
                label={t('access.give.until')}
                help={t('access.give.untilHelp')}
                optional
              />
              <FormActions>
                <SubmitButton>{t('access.grant.save')}</SubmitButton>
                <LinkButton
                  href={`/units/${grant.unit.id}/why?${new URLSearchParams({ person: grant.person.id })}`}
                  variant="quiet"
                >
                  {t('access.grant.why')}
                </LinkButton>
              </FormActions>
            </Form>
          </Section>
          <Section title={t('access.grant.end')} id="end" description={t('access.grant.endHelp')}>
            <ActionForm
              action={`/grants/${grant.id}/end`}
              idempotencyKey={keyFor(form, 'end')}
              variant="danger"
            >
              {t('access.grant.endButton')}
            </ActionForm>
          </Section>
        </>
      )}
    </PortalLayout>
  )
}
