import type { TransferTargets } from '../../../src/modules/units/contract.ts'
import type { FormState } from '../../../src/platform/presentation/view.ts'
import { LinkButton } from '../../components/button.tsx'
import { EmptyState } from '../../components/empty-state.tsx'
import {
  Form,
  FormActions,
  HiddenField,
  SelectField,
  SubmitButton,
  TextArea,
} from '../../components/form.tsx'
import { PageHeader } from '../../components/page-header.tsx'
import { SearchForm } from '../../components/search-form.tsx'
import { PortalLayout } from '../../layout/portal-layout.tsx'
import { useText } from '../../view-context.tsx'
import { PlaceChoice } from './place-choice.tsx'

export interface BeginTransferModel {
  person: TransferTargets
  search: string
  /** The unit that was chosen; null until then. */
  to: { id: string; name: string } | null
  form: FormState
}

/** First where to, then from where and why. */
export function BeginTransferPage({ person, search, to, form }: BeginTransferModel) {
  const t = useText()
  const { name, personId, from, items } = person
  const address = `/people/${personId}/transfer`
  const title =
    to === null
      ? t('units.beginTransfer.title', { name })
      : t('units.beginTransfer.confirmTitle', { name, unit: to.name })
  return (
    <PortalLayout
      title={title}
      hasErrors={form.issues.length > 0}
      header={
        <PageHeader
          title={title}
          lead={t('units.beginTransfer.lead')}
          breadcrumbs={[
            { label: name, href: `/people/${personId}` },
            { label: t('units.person.link'), href: `/people/${personId}/units` },
          ]}
        />
      }
    >
      {to === null ? (
        <>
          <SearchForm
            action={address}
            label={t('units.move.search')}
            value={search}
            button={t('units.leader.find')}
          />
          {items.length === 0 ? (
            <EmptyState title={t('units.move.none')} icon="units">
              {t('units.beginTransfer.noneHelp')}
            </EmptyState>
          ) : (
            <PlaceChoice
              label={t('units.beginTransfer.places')}
              places={items}
              hrefOf={(id) => `${address}?to=${id}`}
            />
          )}
        </>
      ) : (
        <Form action={`${address}?to=${to.id}`} state={form}>
          <HiddenField name="toUnitId" value={to.id} />
          <SelectField
            name="fromUnitId"
            label={t('units.transfer.from')}
            width="medium"
            options={from.map((unit) => ({ value: unit.id, label: unit.name }))}
          />
          <TextArea
            name="reason"
            label={t('units.transfer.reason')}
            help={t('units.beginTransfer.reasonHelp')}
            maxlength={1000}
          />
          <FormActions>
            <SubmitButton>{t('units.transfer.button')}</SubmitButton>
            <LinkButton href={address} variant="quiet">
              {t('units.move.other')}
            </LinkButton>
          </FormActions>
        </Form>
      )}
    </PortalLayout>
  )
}
