import type { KindReply, UnitDetail } from '../../../src/modules/units/contract.ts'
import { textIn } from '../../../src/platform/presentation/translated.ts'
import type { FormState } from '../../../src/platform/presentation/view.ts'
import { LinkButton } from '../../components/button.tsx'
import {
  Form,
  FormActions,
  HiddenField,
  SelectField,
  SubmitButton,
  TextArea,
  TextField,
} from '../../components/form.tsx'
import { PageHeader } from '../../components/page-header.tsx'
import { PortalLayout } from '../../layout/portal-layout.tsx'
import { useText, useView } from '../../view-context.tsx'
import { unitCrumbs } from './crumbs.ts'

export interface EditUnitModel {
  unit: UnitDetail
  /** Those that it may be here. */
  kinds: readonly KindReply[]
  form: FormState
}

export function EditUnitPage({ unit, kinds, form }: EditUnitModel) {
  const t = useText()
  const { locale } = useView()
  const title = t('units.edit.title', { name: unit.name })
  return (
    <PortalLayout
      title={title}
      hasErrors={form.issues.length > 0}
      header={<PageHeader title={title} breadcrumbs={unitCrumbs(unit)} />}
    >
      <Form action={`/units/${unit.id}/edit`} state={form}>
        <HiddenField name="_version" value={String(unit.version)} />
        <TextField name="name" label={t('units.name')} maxlength={120} />
        <TextField
          name="code"
          label={t('units.code')}
          help={t('units.codeHelp')}
          optional
          maxlength={50}
          autocapitalize="none"
          spellcheck={false}
          width="medium"
        />
        {kinds.length > 1 && (
          <SelectField
            name="kind"
            label={t('units.kind')}
            width="medium"
            options={kinds.map(({ key, label }) => ({ value: key, label: textIn(label, locale) }))}
          />
        )}
        <TextArea
          name="description"
          label={t('units.description')}
          help={t('units.descriptionHelp')}
          optional
          maxlength={4000}
        />
        <SelectField
          name="joining"
          label={t('units.joining')}
          optional
          help={t('units.joiningInherited')}
          prompt={t('units.joiningAbove', { joining: t(`units.joinings.${unit.inheritedJoining}`) })}
          options={(['open', 'request', 'closed'] as const).map((value) => ({
            value,
            label: t(`units.joinings.${value}`),
          }))}
        />
        <FormActions>
          <SubmitButton>{t('units.edit.button')}</SubmitButton>
          <LinkButton href={`/units/${unit.id}`} variant="quiet">
            {t('units.cancel')}
          </LinkButton>
        </FormActions>
      </Form>
    </PortalLayout>
  )
}
