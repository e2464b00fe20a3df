import type { MovePreview, PlacesToPut, UnitDetail } from '../../../src/modules/units/contract.ts'
import type { FormState } from '../../../src/platform/presentation/view.ts'
import { LinkButton } from '../../components/button.tsx'
import { EmptyState } from '../../components/empty-state.tsx'
import { Facts } from '../../components/facts.tsx'
import { Notice } from '../../components/flash.tsx'
import { Form, FormActions, HiddenField, SubmitButton } from '../../components/form.tsx'
import { PageHeader } from '../../components/page-header.tsx'
import { SearchForm } from '../../components/search-form.tsx'
import { Section } from '../../components/section.tsx'
import { PortalLayout } from '../../layout/portal-layout.tsx'
import { useText, useView } from '../../view-context.tsx'
import { unitCrumbs } from './crumbs.ts'
import { ManagerList } from './manager-list.tsx'
import { PlaceChoice } from './place-choice.tsx'

export interface MoveUnitModel {
  unit: UnitDetail
  search: string
  places: PlacesToPut['items']
  /** What would happen, once the new place is chosen. */
  preview: MovePreview | null
  form: FormState
}

export function MoveUnitPage({ unit, search, places, preview, form }: MoveUnitModel) {
  const t = useText()
  const { locale } = useView()
  const title = preview
    ? t('units.move.confirmTitle', { name: unit.name, parent: preview.parent.name })
    : t('units.move.title', { name: unit.name })
  const address = `/units/${unit.id}/move`
  const count = (value: number) => new Intl.NumberFormat(locale).format(value)
  return (
    <PortalLayout
      title={title}
      hasErrors={form.issues.length > 0}
      header={
        <PageHeader
          title={title}
          lead={preview ? undefined : t('units.move.lead')}
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
            <EmptyState title={t('units.move.none')} icon="units">
              {t('units.move.noneHelp')}
            </EmptyState>
          ) : (
            <PlaceChoice
              label={t('units.move.places')}
              places={places}
              hrefOf={(id) => `${address}?to=${id}`}
            />
          )}
        </>
      ) : (
        <>
          <Facts
            items={[
              { label: t('units.move.units'), value: count(preview.units) },
              { label: t('units.people'), value: count(preview.people) },
            ]}
          />
          {preview.refusalText && <Notice kind="error">{preview.refusalText}</Notice>}
          <ManagerList
            id="losing"
            title={t('units.move.losing')}
            none={t('units.move.losingNone')}
            managers={preview.losing}
          />
          <ManagerList
            id="gaining"
            title={t('units.move.gaining')}
            none={t('units.move.gainingNone')}
            managers={preview.gaining}
          />
          {preview.ending.length > 0 && (
            <Section title={t('units.move.ending')} id="ending" description={t('units.move.endingHelp')}>
              <ul>
                {preview.ending.map(({ personId, name, what, unitId, unitName }) => (
                  <li key={`${personId}-${unitId}-${what}`}>
                    {t('units.move.endingOne', { name, what, unit: unitName })}
                  </li>
                ))}
              </ul>
            </Section>
          )}
          <p>{t(preview.ending.length > 0 ? 'units.move.undoButRoles' : 'units.move.undo')}</p>
          <Form action={address} state={form}>
            <HiddenField name="parentId" value={preview.parent.id} />
            <HiddenField name="_version" value={String(unit.version)} />
            <FormActions>
              {preview.refusal === null && <SubmitButton>{t('units.move.button')}</SubmitButton>}
              <LinkButton href={address} variant="quiet">
                {t('units.move.other')}
              </LinkButton>
            </FormActions>
          </Form>
        </>
      )}
    </PortalLayout>
  )
}
