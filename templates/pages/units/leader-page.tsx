import type { LeaderCandidates, UnitDetail } from '../../../src/modules/units/contract.ts'
import type { FormState } from '../../../src/platform/presentation/view.ts'
import { LinkButton } from '../../components/button.tsx'
import { EmptyState } from '../../components/empty-state.tsx'
import { Form, FormActions, HiddenField, RadioGroup, SubmitButton } from '../../components/form.tsx'
import { PageHeader } from '../../components/page-header.tsx'
import { SearchForm } from '../../components/search-form.tsx'
import { PortalLayout } from '../../layout/portal-layout.tsx'
import { useText } from '../../view-context.tsx'
import { unitCrumbs } from './crumbs.ts'

export interface LeaderModel {
  unit: UnitDetail
  search: string
  candidates: LeaderCandidates['items']
  form: FormState
}

export function LeaderPage({ unit, search, candidates, form }: LeaderModel) {
  const t = useText()
  const title = t('units.leader.title', { name: unit.name })
  const { leader } = unit
  const others = candidates.filter(({ personId }) => personId !== leader?.personId)
  return (
    <PortalLayout
      title={title}
      hasErrors={form.issues.length > 0}
      header={<PageHeader title={title} lead={t('units.leader.lead')} breadcrumbs={unitCrumbs(unit)} />}
    >
      <SearchForm
        action={`/units/${unit.id}/leader`}
        label={t('units.leader.search')}
        value={search}
        button={t('units.leader.find')}
      />
      {others.length === 0 && (
        <EmptyState title={t('units.leader.none')} icon="people">
          {t('units.leader.noneHelp')}
        </EmptyState>
      )}
      <Form action={`/units/${unit.id}/leader`} state={form}>
        <HiddenField name="_version" value={String(unit.version)} />
        <RadioGroup
          name="personId"
          label={t('units.leader.label')}
          options={[
            { value: '', label: t('units.leader.nobody') },
            ...(leader ? [{ value: leader.personId, label: leader.name }] : []),
            ...others.map(({ personId, name }) => ({ value: personId, label: name })),
          ]}
        />
        <FormActions>
          <SubmitButton>{t('units.leader.button')}</SubmitButton>
          <LinkButton href={`/units/${unit.id}`} variant="quiet">
            {t('units.cancel')}
          </LinkButton>
        </FormActions>
      </Form>
    </PortalLayout>
  )
}
