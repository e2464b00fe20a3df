import type { MergePreview, PlacesToPut, UnitDetail } from '../../../src/modules/units/contract.ts'
import type { FormState } from '../../../src/platform/presentation/view.ts'
import { LinkButton } from '../../components/button.tsx'
import { EmptyState } from '../../components/empty-state.tsx'
import { Notice } from '../../components/flash.tsx'
import { Form, FormActions, HiddenField, SubmitButton } from '../../components/form.tsx'
import { PageHeader } from '../../components/page-header.tsx'
import { SearchForm } from '../../components/search-form.tsx'
import { Section } from '../../components/section.tsx'
import { PortalLayout } from '../../layout/portal-layout.tsx'
import { useText } from '../../view-context.tsx'
import { unitCrumbs } from './crumbs.ts'
import { ManagerList } from './manager-list.tsx'
import { PlaceChoice } from './place-choice.tsx'

export interface MergeUnitModel {
  unit: UnitDetail
  search: string
  places: PlacesToPut['items']
  /** What would happen, once the other unit is chosen. */
  preview: MergePreview | null
  form: FormState
}

export function MergeUnitPage({ unit, search, places, preview, form }: MergeUnitModel) {
  const t = useText()
  const title = preview
    ? t('units.merge.confirmTitle', { name: unit.name, into: preview.into.name })
    : t('units.merge.title', { name: unit.name })
  const address = `/units/${unit.id}/merge`
  // What there is none of is not worth a line.
  const holdings = preview?.holdings.filter(({ count }) => count > 0) ?? []
  return (
    <PortalLayout
      title={title}
      hasErrors={form.issues.length > 0}
      header={
        <PageHeader
          title={title}
          lead={preview ? undefined : t('units.merge.lead')}
          breadcrumbs={unitCrumbs(unit)}
        />
      }
    >
      {preview === null ? (
        <>
          <SearchForm
            action={address}
            label={t('units.move.search')}
            value={search}
            button={t('units.leader.find')}
          />
          {places.length === 0 ? (
            <EmptyState title={t('units.merge.none')} icon="units">
              {t('units.merge.noneHelp')}
            </EmptyState>
          ) : (
            <PlaceChoice
              label={t('units.merge.places')}
              places={places}
              hrefOf={(id) => `${address}?into=${id}`}
            />
          )}
        </>
      ) : (
        <>
          {preview.refusalText && <Notice kind="error">{preview.refusalText}</Notice>}
          <Section title={t('units.merge.happens')} id="happens">
            <ul>
              {holdings.map(({ name, fateText }) => (
                <li key={name}>{fateText}</li>
              ))}
              <li>{t('units.merge.stays')}</li>
            </ul>
          </Section>
          <ManagerList
            id="losing"
            title={t('units.merge.losing')}
            none={t('units.merge.losingNone')}
            managers={preview.losing}
          />
          <ManagerList
            id="gaining"
            title={t('units.merge.gaining')}
            none={t('units.merge.gainingNone')}
            managers={preview.gaining}
          />
          <Notice kind="warning">{t('units.merge.final')}</Notice>
          <Form action={address} state={form}>
            <HiddenField name="intoId" value={preview.into.id} />
            <HiddenField name="_version" value={String(unit.version)} />
            <FormActions>
              {preview.refusal === null && (
                <SubmitButton variant="danger">
                  {t('units.merge.button', { into: preview.into.name })}
                </SubmitButton>
              )}
              <LinkButton href={address} variant="quiet">
                {t('units.merge.other')}
              </LinkButton>
            </FormActions>
          </Form>
        </>
      )}
    </PortalLayout>
  )
}
