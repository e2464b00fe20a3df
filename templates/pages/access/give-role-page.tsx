import type { RolesAt } from '../../../src/modules/access/contract.ts'
import type { FormState } from '../../../src/platform/presentation/view.ts'
import { LinkButton } from '../../components/button.tsx'
import {
  DateField,
  FieldRow,
  Form,
  FormActions,
  HiddenField,
  RadioGroup,
  SubmitButton,
  TextArea,
} from '../../components/form.tsx'
import { useText, useView } from '../../view-context.tsx'
import { type ChosenAtUnit, PersonAtUnit } from './person-at-unit.tsx'
import { roleWords } from './role-words.ts'

export interface GiveRoleModel extends ChosenAtUnit {
  roles: RolesAt['items']
  form: FormState
}

export function GiveRolePage({ roles, form, ...chosenAt }: GiveRoleModel) {
  const t = useText()
  const { unit, person } = chosenAt
  const { locale } = useView()
  const address = `/units/${unit.id}/give-role`
  const title = person ? t('access.give.titleTo', { person: person.name }) : t('access.give.title')
  return (
    <PersonAtUnit
      {...chosenAt}
      title={title}
      lead={t('access.give.lead', { unit: unit.name })}
      address={address}
      hasErrors={form.issues.length > 0}
    >
      {person && (
        <Form action={`${address}?person=${person.id}`} state={form}>
          <HiddenField name="personId" value={person.id} />
          <RadioGroup
            name="role"
            label={t('access.role')}
            help={t('access.give.roleHelp')}
            options={roles
              .filter(({ mayGive }) => mayGive)
              .map(({ role, name }) => ({ value: role, label: roleWords(t, locale, role, name) }))}
          />
          <FieldRow>
            <DateField
              name="startsAt"
              label={t('access.give.from')}
              help={t('access.give.fromHelp')}
              optional
            />
            <DateField
              name="endsAt"
              label={t('access.give.until')}
              help={t('access.give.untilHelp')}
              optional
            />
          </FieldRow>
          <TextArea
            name="reason"
            label={t('access.grants.reason')}
            help={t('access.give.reasonHelp')}
            rows={2}
            optional
          />
          <FormActions>
            <SubmitButton>{t('access.give.button')}</SubmitButton>
            <LinkButton href={address} variant="quiet">
              {t('access.give.other')}
            </LinkButton>
          </FormActions>
        </Form>
      )}
    </PersonAtUnit>
  )
}
