import type { KindReply, UnitDetail } from '../../../src/modules/units/contract.ts'
import { textIn } from '../../../src/platform/presentation/translated.ts'
import type { FormState } from '../../../src/platform/presentation/view.ts'
import { LinkButton } from '../../components/button.tsx'
import { Form, FormActions, RadioGroup, SubmitButton, TextArea, TextField } from '../../components/form.tsx'
import { PageHeader } from '../../components/page-header.tsx'
import { PortalLayout } from '../../layout/portal-layout.tsx'
import { useText, useView } from '../../view-context.tsx'
import { unitCrumbs } from './crumbs.ts'

export interface NewUnitModel {
  parent: UnitDetail
  /** Those that may stand below the parent. */
  kinds: readonly KindReply[]
  form: FormState
}

export function NewUnitPage({ parent, kinds, form }: NewUnitModel) {
  const t = useText()
  const title = t('units.new.title')
  const { locale } = useView()
  return (
    <PortalLayout
      title={title}
      hasErrors={form.issues.length > 0}
      header={
        <PageHeader
          title={title}
          lead={t('units.new.lead', { name: parent.name })}
          breadcrumbs={unitCrumbs(parent)}
        />
      }
    >
      <Form action={`/units/${parent.id}/new`} state={form}>
        <TextField name="name" label={t('units.name')} maxlength={120} />
        <RadioGroup
          name="kind"
          label={t('units.kind')}
          help={kinds.length === 0 ? t('units.new.noKind') : undefined}
          options={kinds.map(({ key, label }) => ({ value: key, label: textIn(label, locale) }))}
        />
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
        <TextArea
          name="description"
          label={t('units.description')}
          help={t('units.descriptionHelp')}
          optional
          maxlength={4000}
        />
        <FormActions>
          <SubmitButton>{t('units.new.button')}</SubmitButton>
          <LinkButton href={`/units/${parent.id}`} variant="quiet">
            {t('units.cancel')}
          </LinkButton>
        </FormActions>
      </Form>
    </PortalLayout>
  )
}
