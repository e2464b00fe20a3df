import type { PreviewReply } from '../../../src/modules/reviews/contract.ts'
import type { FormState } from '../../../src/platform/presentation/view.ts'
import { Badge } from '../../components/badge.tsx'
import { Button, LinkButton } from '../../components/button.tsx'
import { Card } from '../../components/card.tsx'
import { Form, FormActions, HiddenField, SubmitButton, TextArea } from '../../components/form.tsx'
import { PageHeader } from '../../components/page-header.tsx'
import { Section } from '../../components/section.tsx'
import { verbatim } from '../../components/verbatim.ts'
import { PortalLayout } from '../../layout/portal-layout.tsx'
import { useText } from '../../view-context.tsx'
import { addressOf, useWay } from './review-words.tsx'

export interface DecideModel {
  preview: PreviewReply
  outcome: string
  form: FormState
}

/** What will be decided, and what each applicant will be told, before it happens. */
export function DecidePage({ preview, outcome, form }: DecideModel) {
  const t = useText()
  const { project, items } = preview
  const back = `${addressOf(project)}/applications`
  const title = t('reviews.decisions.title', {
    outcome: t(`reviews.outcomes.${outcome}`),
    count: items.length,
  })
  return (
    <PortalLayout
      title={title}
      hasErrors={form.issues.length > 0}
      header={<PageHeader title={title} lead={t('reviews.decisions.lead')} breadcrumbs={useWay(project)} />}
    >
      <Form action={`${addressOf(project)}/decisions/new`} state={form}>
        <HiddenField name="outcome" value={outcome} />
        {items.map(({ applicationId }) => (
          <HiddenField key={applicationId} name="applicationIds" value={applicationId} />
        ))}
        <TextArea
          name="reason"
          label={t('reviews.decisions.reason')}
          help={t('reviews.decisions.reasonHelp')}
          rows={3}
          maxlength={2000}
        />
        <TextArea
          name="feedback"
          label={t('reviews.decisions.feedback')}
          help={t('reviews.decisions.feedbackHelp')}
          rows={4}
          maxlength={4000}
          optional
        />
        {outcome === 'awarded' && (
          <>
            <TextArea
              name="nextStep"
              label={t('reviews.award.step')}
              help={t('reviews.award.stepHelp')}
              rows={2}
              maxlength={2000}
              optional
            />
            <TextArea
              name="contact"
              label={t('reviews.award.whom')}
              help={t('reviews.award.whomHelp')}
              rows={2}
              maxlength={500}
              optional
            />
          </>
        )}
        <FormActions>
          <SubmitButton>{t('reviews.decisions.decide')}</SubmitButton>
          <Button type="submit" name="_rows" value="preview">
            {t('reviews.decisions.preview')}
          </Button>
          <LinkButton href={back} variant="quiet">
            {t('layout.cancel')}
          </LinkButton>
        </FormActions>
      </Form>
      <Section
        title={t('reviews.decisions.messages')}
        id="messages"
        description={t('reviews.decisions.messagesHelp')}
      >
        {items.map(({ applicationId, applicant, subject, text, sheets, takesTwo }) => (
          <Card
            key={applicationId}
            title={<span {...verbatim}>{applicant}</span>}
            footer={
              takesTwo || sheets.handedIn < sheets.assigned || sheets.assigned === 0 ? (
                <>
                  {(sheets.handedIn < sheets.assigned || sheets.assigned === 0) && (
                    <Badge tone="warning">{t('reviews.decisions.sheetsIn', sheets)}</Badge>
                  )}{' '}
                  {takesTwo && <Badge tone="warning">{t('reviews.decisions.waitsFirst')}</Badge>}
                </>
              ) : undefined
            }
          >
            <p>
              <strong>{subject}</strong>
            </p>
            {text.split('\n\n').map((paragraph) => (
              <p key={paragraph} {...verbatim}>
                {paragraph}
              </p>
            ))}
          </Card>
        ))}
      </Section>
    </PortalLayout>
  )
}
