import type { Candidates, PositionReply } from '../../../src/modules/positions/contract.ts'
import { textIn } from '../../../src/platform/presentation/translated.ts'
import type { FormState } from '../../../src/platform/presentation/view.ts'
import { LinkButton } from '../../components/button.tsx'
import {
  DateField,
  FieldRow,
  Form,
  FormActions,
  HiddenField,
  RadioGroup,
  SelectField,
  SubmitButton,
  TextArea,
} from '../../components/form.tsx'
import { PageHeader } from '../../components/page-header.tsx'
import { PortalLayout } from '../../layout/portal-layout.tsx'
import { useText, useView } from '../../view-context.tsx'
import { PeopleToChoose } from '../access/people-found.tsx'

export interface AppointModel {
  unit: { id: string; name: string }
  /** Null until somebody is chosen. */
  person: { personId: string; name: string } | null
  search: string
  people: Candidates['items']
  positions: readonly PositionReply[]
  /** The position that the reader came for. */
  chosen: string | null
  form: FormState
}

export function AppointPage({ unit, person, search, people, positions, chosen, form }: AppointModel) {
  const t = useText()
  const { locale } = useView()
  const address = `/units/${unit.id}/appoint`
  const title = person
    ? t('positions.appoint.titleOf', { person: person.name })
    : t('positions.appoint.title')
  const query = (fields: Record<string, string>) =>
    `${address}?${new URLSearchParams({ ...(chosen ? { position: chosen } : {}), ...fields })}`
  return (
    <PortalLayout
      title={title}
      hasErrors={form.issues.length > 0}
      header={
        <PageHeader
          title={title}
          lead={t('positions.appoint.lead', { unit: unit.name })}
          breadcrumbs={[
            { label: unit.name, href: `/units/${unit.id}` },
            { label: t('positions.link'), href: `/units/${unit.id}/positions` },
          ]}
        />
      }
    >
      {person === null ? (
        <PeopleToChoose
          action={address}
          search={search}
          people={people}
          kept={chosen ? { position: chosen } : {}}
          hrefOf={(personId) => query({ person: personId })}
        />
      ) : (
        <Form action={query({ person: person.personId })} state={form}>
          <HiddenField name="personId" value={person.personId} />
          <SelectField
            name="positionId"
            label={t('positions.position')}
            help={t('positions.appoint.positionHelp')}
            prompt={t('positions.appoint.prompt')}
            width="medium"
            options={positions.map(({ id, name }) => ({ value: id, label: textIn(name, locale) }))}
          />
          <RadioGroup
            name="way"
            label={t('positions.way')}
            options={(['elected', 'appointed'] as const).map((value) => ({
              value,
              label: t(`positions.ways.${value}`),
            }))}
          />
          <FieldRow>
            <DateField name="startsAt" label={t('positions.from')} help={t('positions.fromHelp')} optional />
            <DateField name="endsAt" label={t('positions.until')} help={t('positions.untilHelp')} optional />
          </FieldRow>
          <TextArea
            name="reason"
            label={t('positions.reason')}
            help={t('positions.reasonHelp')}
            rows={2}
            optional
          />
          <FormActions>
            <SubmitButton>{t('positions.appoint.button')}</SubmitButton>
            <LinkButton href={query({})} variant="quiet">
              {t('positions.appoint.other')}
            </LinkButton>
          </FormActions>
        </Form>
      )}
    </PortalLayout>
  )
}
