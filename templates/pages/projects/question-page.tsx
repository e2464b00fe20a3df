import type { QuestionReply } from '../../../src/modules/projects/contract.ts'
import type { FormState } from '../../../src/platform/presentation/view.ts'
import { LinkButton } from '../../components/button.tsx'
import { Form, FormActions, SubmitButton, TextArea } from '../../components/form.tsx'
import { PageHeader } from '../../components/page-header.tsx'
import { PortalLayout } from '../../layout/portal-layout.tsx'
import { useText } from '../../view-context.tsx'
import { Words } from './questions.tsx'

export interface QuestionModel {
  project: { slug: string; title: string }
  /** Where the form is posted to. */
  action: string
  does: 'ask' | 'change' | 'answer'
  /** What is answered. */
  question: QuestionReply | null
  form: FormState
}

export function QuestionPage({ project, action, does, question, form }: QuestionModel) {
  const t = useText()
  const back = `/projects/${project.slug}`
  const title = t(`projects.questions.titles.${does}`)
  return (
    <PortalLayout
      title={title}
      hasErrors={form.issues.length > 0}
      header={
        <PageHeader
          title={title}
          lead={t(does === 'answer' ? 'projects.questions.answerLead' : 'projects.questions.lead')}
          breadcrumbs={[
            { label: t('projects.find.title'), href: '/projects' },
            { label: project.title, href: back },
          ]}
        />
      }
    >
      {does === 'answer' && question && <Words text={question.text} />}
      <Form action={action} state={form}>
        {does === 'answer' ? (
          <TextArea name="answer" label={t('projects.questions.answer')} rows={6} maxlength={10_000} />
        ) : (
          <TextArea
            name="text"
            label={t('projects.questions.text')}
            help={t('projects.questions.textHelp')}
            rows={5}
            maxlength={4000}
          />
        )}
        <FormActions>
          <SubmitButton>{t(`projects.questions.buttons.${does}`)}</SubmitButton>
          <LinkButton href={`${back}#questions`} variant="quiet">
            {t('layout.cancel')}
          </LinkButton>
        </FormActions>
      </Form>
    </PortalLayout>
  )
}
