import type { FormState } from '../../../src/platform/presentation/view.ts'
import { LinkButton } from '../../components/button.tsx'
import { Form, FormActions, SubmitButton, TextArea } from '../../components/form.tsx'
import { PageHeader } from '../../components/page-header.tsx'
import { PortalLayout } from '../../layout/portal-layout.tsx'
import { useText } from '../../view-context.tsx'
import { useWay } from './question-words.tsx'

export interface ImportModel {
  bank: { id: string; name: string }
  form: FormState
}

export function ImportPage({ bank, form }: ImportModel) {
  const t = useText()
  const title = t('questions.gift.import')
  return (
    <PortalLayout
      title={title}
      hasErrors={form.issues.length > 0}
      header={<PageHeader title={title} lead={t('questions.gift.importHelp')} breadcrumbs={useWay(bank)} />}
    >
      <Form action={`/question-banks/${bank.id}/import`} state={form}>
        <TextArea
          name="gift"
          label={t('questions.gift.text')}
          help={t('questions.gift.textHelp')}
          rows={16}
          spellcheck={false}
        />
        <FormActions>
          <SubmitButton>{t('questions.gift.look')}</SubmitButton>
          <LinkButton href={`/question-banks/${bank.id}`} variant="quiet">
            {t('layout.cancel')}
          </LinkButton>
        </FormActions>
      </Form>
    </PortalLayout>
  )
}
