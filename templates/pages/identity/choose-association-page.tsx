import type { FormState } from '../../../src/platform/presentation/view.ts'
import { EmptyState } from '../../components/empty-state.tsx'
import { Form, RadioGroup, SubmitButton } from '../../components/form.tsx'
import { QuietLayout } from '../../layout/quiet-layout.tsx'
import { useText } from '../../view-context.tsx'

export interface ChooseAssociationModel {
  associations: Array<{ id: string; name: string }>
  form: FormState
  action: string
}

export function ChooseAssociationPage({ associations, form, action }: ChooseAssociationModel) {
  const t = useText()
  return (
    <QuietLayout
      title={t('identity.association.title')}
      lead={associations.length > 1 ? t('identity.association.lead') : undefined}
      hasErrors={form.issues.length > 0}
    >
      {associations.length === 0 ? (
        <EmptyState title={t('identity.association.none')}>{t('identity.association.noneHelp')}</EmptyState>
      ) : (
        <Form action={action} state={form}>
          <RadioGroup
            name="tenantId"
            label={t('identity.association.label')}
            options={associations.map(({ id, name }) => ({ value: id, label: name }))}
          />
          <SubmitButton wide>{t('identity.association.button')}</SubmitButton>
        </Form>
      )}
    </QuietLayout>
  )
}
