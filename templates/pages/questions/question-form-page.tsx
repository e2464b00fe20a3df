import type { Kind } from '../../../src/modules/questions/contract.ts'
import type { FormState } from '../../../src/platform/presentation/view.ts'
import { NumberField } from '../../components/amount-fields.tsx'
import { LinkButton } from '../../components/button.tsx'
import {
  Fieldset,
  Form,
  FormActions,
  HiddenField,
  SubmitButton,
  TextArea,
  TextField,
} from '../../components/form.tsx'
import { PageHeader } from '../../components/page-header.tsx'
import { PortalLayout } from '../../layout/portal-layout.tsx'
import { useText } from '../../view-context.tsx'
import { KindFields } from './kind-fields.tsx'
import { useWay } from './question-words.tsx'

export interface QuestionFormModel {
  bank: { id: string; name: string }
  kind: Kind
  /** None where a new one is written. */
  found: { id: string; title: string; version: number } | null
  form: FormState
}

export function QuestionFormPage({ bank, kind, found, form }: QuestionFormModel) {
  const t = useText()
  const title = found ? t('questions.change') : t(`questions.kinds.${kind}`)
  const isMarked = kind === 'essay' || kind === 'file'
  return (
    <PortalLayout
      title={title}
      hasErrors={form.issues.length > 0}
      header={
        <PageHeader
          title={title}
          lead={found ? t('questions.changeHelp') : t(`questions.kindHelp.${kind}`)}
          breadcrumbs={useWay(bank, found ?? undefined)}
        />
      }
    >
      <Form
        action={
          found ? `/questions/${found.id}/change` : `/question-banks/${bank.id}/questions/new?kind=${kind}`
        }
        state={form}
      >
        {found && <HiddenField name="_version" value={String(found.version)} />}
        <HiddenField name="content.kind" value={kind} />
        <TextArea
          name="content.text"
          label={t('questions.text')}
          help={t(kind === 'fillIn' ? 'questions.textWithGaps' : 'questions.textHelp')}
          maxlength={10_000}
        />
        <KindFields kind={kind} />
        <Fieldset legend={t('questions.pointsAndWords')}>
          <NumberField
            name="content.points"
            label={t('questions.points')}
            help={isMarked ? t('questions.pointsOfRubric') : undefined}
            fraction
          />
          {!isMarked && (
            <>
              <NumberField
                name="content.penalty"
                label={t('questions.penalty')}
                help={t('questions.penaltyHelp')}
                unit="%"
                fraction
                optional
              />
              <TextArea
                name="content.whenRight"
                label={t('questions.whenRight')}
                rows={2}
                maxlength={2000}
                optional
              />
              <TextArea
                name="content.whenWrong"
                label={t('questions.whenWrong')}
                rows={2}
                maxlength={2000}
                optional
              />
            </>
          )}
          <TextArea
            name="content.feedback"
            label={t('questions.feedback')}
            rows={2}
            maxlength={2000}
            optional
          />
        </Fieldset>
        <Fieldset legend={t('questions.found')} help={t('questions.foundHelp')}>
          <TextField name="content.title" label={t('questions.title')} maxlength={160} optional />
          <TextArea
            name="tags"
            label={t('questions.tags')}
            help={t('questions.tagsHelp')}
            rows={3}
            optional
          />
        </Fieldset>
        <FormActions>
          <SubmitButton>{t('questions.save')}</SubmitButton>
          <LinkButton href={found ? `/questions/${found.id}` : `/question-banks/${bank.id}`} variant="quiet">
            {t('layout.cancel')}
          </LinkButton>
        </FormActions>
      </Form>
    </PortalLayout>
  )
}
