import type { PositionReply } from '../../../src/modules/positions/contract.ts'
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
import { useText, useView } from '../../view-context.tsx'
import { type ChosenAtUnit, PersonAtUnit } from '../access/person-at-unit.tsx'

export interface AppointModel extends ChosenAtUnit {
  positions: readonly PositionReply[]
  /** The position that the reader came for. */
  chosen: string | null
  form: FormState
}

export function AppointPage({ positions, chosen, form, ...chosenAt }: AppointModel) {
  const t = useText()
  const { locale } = useView()
  const { unit, person } = chosenAt
  const address = `/units/${unit.id}/appoint`
  const title = person
    ? t('positions.appoint.titleOf', { person: person.name })
    : t('positions.appoint.title')
  const kept: Record<string, string> = chosen ? { position: chosen } : {}
  const query = (fields: Record<string, string>) =>
    `${address}?${new URLSearchParams({ ...kept, ...fields })}`
  return (
    <PersonAtUnit
      {...chosenAt}
      title={title}
      lead={t('positions.appoint.lead', { unit: unit.name })}
      address={address}
      kept={kept}
      below={[{ label: t('positions.link'), href: `/units/${unit.id}/positions` }]}
      hasErrors={form.issues.length > 0}
    >
      {person && (
        <Form action={query({ person: person.id })} state={form}>
          <HiddenField name="personId" value={person.id} />
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
    </PersonAtUnit>
  )
}
