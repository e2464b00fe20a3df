import type { VNode } from 'preact'
import type { CategoryReply } from '../../../src/modules/projects/contract.ts'
import { countriesIn } from '../../../src/platform/presentation/countries.ts'
import { NumberField } from '../../components/amount-fields.tsx'
import { Notice } from '../../components/flash.tsx'
import {
  CheckboxField,
  CheckboxGroup,
  DateField,
  EmailField,
  FieldRow,
  Fieldset,
  HiddenField,
  RadioGroup,
  SelectField,
  TextArea,
  TextField,
} from '../../components/form.tsx'
import { useText, useView } from '../../view-context.tsx'

/** The words of an addendum, for a change of what others have found already. */
export function AddendumFields({ movesTo }: { movesTo: VNode | null }) {
  const t = useText()
  return (
    <>
      {movesTo && (
        <Notice kind="warning" title={t('projects.addenda.movesDeadline')}>
          <p>{movesTo}</p>
        </Notice>
      )}
      <TextArea
        name="addendum.text"
        label={t('projects.addenda.text')}
        help={t('projects.addenda.textHelp')}
        rows={5}
        maxlength={10_000}
      />
      <CheckboxField
        name="addendum.isMaterial"
        label={t('projects.addenda.isMaterial')}
        help={t('projects.addenda.isMaterialHelp')}
      />
    </>
  )
}

/** What it is called and what there is to do. */
export function Telling() {
  const t = useText()
  return (
    <>
      <TextField name="title" label={t('projects.title')} maxlength={160} />
      <TextArea
        name="summary"
        label={t('projects.summary')}
        help={t('projects.summaryHelp')}
        rows={2}
        maxlength={400}
        optional
      />
      <TextArea
        name="description"
        label={t('projects.description')}
        help={t('projects.descriptionHelp')}
        rows={12}
        maxlength={20_000}
        optional
      />
    </>
  )
}

export function Sorting({ categories }: { categories: readonly CategoryReply[] }) {
  const t = useText()
  const offered = categories.filter(({ archivedAt }) => archivedAt === null)
  return (
    <Fieldset legend={t('projects.form.sorting')}>
      {offered.length > 0 && (
        <SelectField
          name="categoryId"
          label={t('projects.category')}
          width="medium"
          optional
          options={offered.map(({ id, label, parentId }) => ({
            value: id,
            label: parentId === null ? label : `– ${label}`,
          }))}
        />
      )}
      <TextArea name="sectors" label={t('projects.sectors')} help={t('projects.oneEach')} rows={2} optional />
      <TextArea
        name="keywords"
        label={t('projects.keywords')}
        help={t('projects.keywordsHelp')}
        rows={2}
        optional
      />
      <TextField
        name="organisation"
        label={t('projects.organisation')}
        help={t('projects.organisationHelp')}
        maxlength={200}
        optional
      />
    </Fieldset>
  )
}

export function Dates() {
  const t = useText()
  return (
    <Fieldset legend={t('projects.form.dates')}>
      <TextField
        name="timeZone"
        label={t('projects.timeZone')}
        help={t('projects.timeZoneHelp')}
        width="medium"
      />
      <TextField
        name="deadline"
        type="datetime-local"
        label={t('projects.deadline')}
        help={t('projects.deadlineHelp')}
        width="medium"
        optional
      />
      <FieldRow>
        <DateField name="startsOn" label={t('projects.startsOn')} optional />
        <DateField name="endsOn" label={t('projects.endsOn')} optional />
      </FieldRow>
      <NumberField
        name="durationDays"
        label={t('projects.durationDays')}
        unit={t('projects.dayUnit')}
        optional
      />
    </Fieldset>
  )
}

/** Chosen before anybody else finds the project, and the same to its end. */
export function Extension() {
  const t = useText()
  return (
    <Fieldset legend={t('projects.form.extension')} help={t('projects.form.extensionHelp')}>
      <FieldRow>
        <NumberField
          name="extendWithinDays"
          label={t('projects.extendWithinDays')}
          unit={t('projects.dayUnit')}
          optional
        />
        <NumberField
          name="extendByDays"
          label={t('projects.extendByDays')}
          unit={t('projects.dayUnit')}
          optional
        />
      </FieldRow>
    </Fieldset>
  )
}

export function Money() {
  const t = useText()
  return (
    <Fieldset legend={t('projects.form.money')} help={t('projects.form.moneyHelp')}>
      <TextField name="currency" label={t('projects.currency')} maxlength={3} width="short" optional />
      <FieldRow>
        <NumberField name="budgetFrom" label={t('projects.budgetFrom')} fraction width="medium" optional />
        <NumberField name="budgetUntil" label={t('projects.budgetUntil')} fraction width="medium" optional />
      </FieldRow>
      <NumberField name="estimate" label={t('projects.estimate')} fraction width="medium" optional />
      <TextField name="fundingSource" label={t('projects.fundingSource')} maxlength={200} optional />
    </Fieldset>
  )
}

export function Place() {
  const t = useText()
  const { locale } = useView()
  return (
    <Fieldset legend={t('projects.form.place')}>
      <TextArea name="addressLines" label={t('projects.addressLines')} rows={2} maxlength={300} optional />
      <TextField name="city" label={t('projects.city')} maxlength={120} optional />
      <TextField name="region" label={t('projects.region')} maxlength={120} optional />
      <TextField name="postalCode" label={t('projects.postalCode')} maxlength={20} width="short" optional />
      <SelectField
        name="country"
        label={t('projects.country')}
        width="medium"
        optional
        options={countriesIn(locale).map(({ code, name }) => ({ value: code, label: name }))}
      />
      <TextField
        name="position"
        label={t('projects.position')}
        help={t('projects.positionHelp')}
        width="medium"
        maxlength={60}
        optional
      />
    </Fieldset>
  )
}

export function Wanted() {
  const t = useText()
  return (
    <Fieldset legend={t('projects.wanted')} help={t('projects.form.wantedHelp')}>
      <TextArea
        name="requirements"
        label={t('projects.requirements')}
        help={t('projects.oneEach')}
        rows={4}
        optional
      />
      <TextArea name="skills" label={t('projects.skills')} help={t('projects.oneEach')} rows={4} optional />
      <NumberField
        name="experienceYears"
        label={t('projects.experienceYears')}
        unit={t('projects.yearUnit')}
      />
    </Fieldset>
  )
}

export function Contact() {
  const t = useText()
  return (
    <Fieldset legend={t('projects.form.contact')} help={t('projects.form.contactHelp')}>
      <TextField name="contactName" label={t('projects.contactName')} maxlength={120} optional />
      <EmailField name="contactEmail" label={t('projects.contactEmail')} optional />
      <TextField
        name="contactPhone"
        label={t('projects.contactPhone')}
        maxlength={40}
        width="medium"
        optional
      />
    </Fieldset>
  )
}

type Choice = { value: string; label: string }

/** By what of members a project says who finds it, and who may apply. */
export interface ClassChoices {
  grades: readonly Choice[]
  types: readonly Choice[]
  /** How it may be known who somebody is. */
  verified: readonly string[]
}

export function Reach({ grades, types, verified }: ClassChoices) {
  const t = useText()
  const options = (group: string, values: readonly string[]) =>
    values.map((value) => ({ value, label: t(`projects.${group}.${value}`) }))
  return (
    <Fieldset legend={t('projects.form.reach')}>
      <RadioGroup
        name="visibility"
        label={t('projects.visibility')}
        options={options('visibilities', [
          'public',
          'members',
          ...(grades.length > 0 ? ['grades'] : []),
          'unit',
          'invited',
        ])}
        help={t('projects.visibilityHelp')}
      />
      {grades.length > 0 && (
        <CheckboxGroup
          name="grades"
          label={t('projects.grades')}
          help={t('projects.gradesHelp')}
          options={[...grades]}
        />
      )}
      <RadioGroup
        name="openTo"
        label={t('projects.openTo')}
        options={options('openTos', ['either', 'person', 'company'])}
      />
      {types.length > 0 && (
        <CheckboxGroup
          name="applicantTypes"
          label={t('projects.applicantTypes')}
          help={t('projects.applicantTypesHelp')}
          options={[...types]}
          before={<HiddenField name="applicantTypes" value="" />}
        />
      )}
      <CheckboxGroup
        name="applicantVerified"
        label={t('projects.applicantVerified')}
        help={t('projects.applicantVerifiedHelp')}
        options={verified.map((kind) => ({ value: kind, label: t(`membership.verified.${kind}`) }))}
        before={<HiddenField name="applicantVerified" value="" />}
      />
      <SelectField
        name="priority"
        label={t('projects.priority')}
        width="medium"
        options={options('priorities', ['low', 'normal', 'high', 'urgent'])}
      />
      <NumberField
        name="maxApplications"
        label={t('projects.maxApplications')}
        help={t('projects.maxApplicationsHelp')}
        optional
      />
    </Fieldset>
  )
}
