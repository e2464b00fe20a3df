import type { SheetReply } from '../../../src/modules/reviews/contract.ts'
import type { FormState } from '../../../src/platform/presentation/view.ts'
import { NumberField } from '../../components/amount-fields.tsx'
import { Badge } from '../../components/badge.tsx'
import { ActionForm, Button, ButtonGroup } from '../../components/button.tsx'
import { Disclosure } from '../../components/disclosure.tsx'
import { Fieldset } from '../../components/fields.tsx'
import { Form, FormActions, HiddenField, SubmitButton, TextArea } from '../../components/form.tsx'
import { keyFor } from '../../components/key-for.ts'
import { PageHeader } from '../../components/page-header.tsx'
import { Progress } from '../../components/progress.tsx'
import { Section } from '../../components/section.tsx'
import { verbatim } from '../../components/verbatim.ts'
import { PortalLayout } from '../../layout/portal-layout.tsx'
import { useText } from '../../view-context.tsx'
import { BidView, MarksTable, Messages, useApplicant, useScore } from './bid-view.tsx'

export interface SheetModel {
  sheet: SheetReply
  form: FormState
}

/** One application before one of its reviewers. */
export function SheetPage({ sheet, form }: SheetModel) {
  const t = useText()
  const score = useScore()
  const { id, project, bid, criteria, status, marks, messages, others, abilities } = sheet
  const title = useApplicant({ applicant: bid.applicant?.name ?? null, code: bid.code })
  const address = `/review-sheets/${id}`
  return (
    <PortalLayout
      title={title}
      hasErrors={form.issues.length > 0}
      header={
        <PageHeader
          title={<span {...verbatim}>{title}</span>}
          badge={
            <Badge tone={status === 'open' ? 'warning' : 'success'}>
              {t(`reviews.sheets.states.${status}`)}
            </Badge>
          }
          lead={<span {...verbatim}>{project.title}</span>}
          breadcrumbs={[
            { label: t('reviews.mine.title'), href: '/profile/reviews' },
            { label: project.title, href: `/profile/reviews/${project.id}` },
          ]}
        />
      }
    >
      <BidView bid={bid} />
      {sheet.match && <Match match={sheet.match} address={address} form={form} />}
      {abilities.mark ? (
        <Section title={t('reviews.sheets.title')} id="marks" description={t('reviews.sheets.help')}>
          <Form action={address} state={form}>
            <HiddenField name="_version" value={String(sheet.version)} />
            {criteria.map((criterion, index) => (
              <Fieldset
                key={criterion.id}
                legend={<span {...verbatim}>{criterion.name}</span>}
                help={criterion.guidance ?? undefined}
              >
                <HiddenField name={`marks.${index}.criterionId`} value={criterion.id} />
                <NumberField
                  name={`marks.${index}.points`}
                  label={t('reviews.sheets.pointsOf', { most: criterion.mostPoints, name: criterion.name })}
                />
                <TextArea
                  name={`marks.${index}.note`}
                  label={t('reviews.sheets.noteOf', { name: criterion.name })}
                  rows={2}
                  maxlength={2000}
                  optional
                />
              </Fieldset>
            ))}
            <TextArea name="note" label={t('reviews.sheets.whole')} rows={3} maxlength={5000} optional />
            <FormActions>
              <SubmitButton>{t('reviews.sheets.save')}</SubmitButton>
            </FormActions>
            <Disclosure summary={t('reviews.sheets.handInTitle')}>
              <p>{t('reviews.sheets.handInHelp')}</p>
              <FormActions>
                <Button type="submit" formaction={`${address}?then=hand-in`}>
                  {t('reviews.sheets.handIn')}
                </Button>
              </FormActions>
            </Disclosure>
          </Form>
        </Section>
      ) : (
        <Section title={t('reviews.sheets.title')} id="marks">
          <MarksTable criteria={criteria} marks={marks} caption={t('reviews.sheets.title')} />
          <p>
            <strong>{t('reviews.sheets.total', { total: score(sheet.total) })}</strong>
          </p>
          {sheet.note && <p {...verbatim}>{sheet.note}</p>}
        </Section>
      )}
      {others && others.length > 0 && (
        <Section title={t('reviews.sheets.others')} id="others">
          {others.map((other, index) => (
            <Disclosure
              key={index}
              summary={t('reviews.sheets.other', { number: index + 1, total: score(other.total) })}
            >
              <MarksTable
                criteria={criteria}
                marks={other.marks}
                caption={t('reviews.sheets.other', { number: index + 1, total: score(other.total) })}
              />
              {other.note && <p {...verbatim}>{other.note}</p>}
            </Disclosure>
          ))}
        </Section>
      )}
      {(messages.length > 0 || abilities.mark) && (
        <Section title={t('reviews.messages.title')} id="messages" description={t('reviews.messages.help')}>
          {messages.length > 0 && <Messages messages={messages} />}
          {abilities.mark && (
            <Form
              action={`${address}/ask/${bid.applicationId}`}
              state={{ ...form, idempotencyKey: keyFor(form, 'ask') }}
              id="ask"
            >
              <TextArea name="body" label={t('reviews.messages.ask')} rows={3} maxlength={5000} />
              <FormActions>
                <SubmitButton>{t('reviews.messages.send')}</SubmitButton>
              </FormActions>
            </Form>
          )}
        </Section>
      )}
      {abilities.mark && (
        <Disclosure summary={t('reviews.sheets.excuseTitle')}>
          <p>{t('reviews.sheets.excuseHelp')}</p>
          <Form
            action={`${address}/conflict`}
            state={{ ...form, idempotencyKey: keyFor(form, 'apart') }}
            id="apart"
          >
            <TextArea
              name="reason"
              label={t('reviews.conflicts.reason')}
              rows={2}
              maxlength={1000}
              optional
            />
            <FormActions>
              <SubmitButton variant="danger">{t('reviews.sheets.excuse')}</SubmitButton>
            </FormActions>
          </Form>
        </Disclosure>
      )}
    </PortalLayout>
  )
}

/** Whoever reviews says of the score whether it is right: that makes the rule better. */
function Match({
  match: { score, reasons, mine },
  address,
  form,
}: {
  match: NonNullable<SheetReply['match']>
  address: string
  form: FormState
}) {
  const t = useText()
  const button = (isRight: '' | 'true' | 'false', label: string) => (
    <ActionForm
      action={`${address}/match-rating`}
      fields={{ isRight }}
      idempotencyKey={keyFor(form, `rate${isRight}`)}
    >
      {t(label)}
    </ActionForm>
  )
  return (
    <Section title={t('applications.match.title')} id="match" description={t('applications.match.ask')}>
      <Progress label={t('applications.match.title')} value={score} text={t('matching.score', { score })} />
      {reasons && (
        <ul {...verbatim}>
          {reasons.map((reason) => (
            <li key={reason}>{reason}</li>
          ))}
        </ul>
      )}
      {mine !== null && <p>{t(mine ? 'applications.match.saidRight' : 'applications.match.saidWrong')}</p>}
      <ButtonGroup>
        {mine !== true && button('true', 'applications.match.right')}
        {mine !== false && button('false', 'applications.match.wrong')}
        {mine !== null && button('', 'applications.match.takeBack')}
      </ButtonGroup>
    </Section>
  )
}
