import type { DecisionReply, WeighedReply } from '../../../src/modules/reviews/contract.ts'
import type { FormState } from '../../../src/platform/presentation/view.ts'
import { Badge } from '../../components/badge.tsx'
import { ActionForm, ButtonGroup, LinkButton } from '../../components/button.tsx'
import { Disclosure } from '../../components/disclosure.tsx'
import { Notice } from '../../components/flash.tsx'
import {
  CheckboxField,
  Form,
  FormActions,
  HiddenField,
  SelectField,
  SubmitButton,
  TextArea,
} from '../../components/form.tsx'
import { keyFor } from '../../components/key-for.ts'
import { PageHeader } from '../../components/page-header.tsx'
import { Section } from '../../components/section.tsx'
import { Time } from '../../components/time.tsx'
import { verbatim } from '../../components/verbatim.ts'
import { PortalLayout } from '../../layout/portal-layout.tsx'
import { useText } from '../../view-context.tsx'
import { BidView, MarksTable, Messages, useApplicant, useScore } from './bid-view.tsx'
import { addressOf, useWay, WaitsForWitnesses } from './review-words.tsx'
import { statusTones } from './weighed-list-page.tsx'

export interface WeighedModel {
  weighed: WeighedReply
  outcomes: readonly string[]
  form: FormState
}

type Told = Pick<WeighedModel, 'weighed' | 'form'>

/** One application before those who decide. */
export function WeighedPage({ weighed, outcomes, form }: WeighedModel) {
  const t = useText()
  const { project, bid, status, messages, decisions, abilities } = weighed
  const title = useApplicant({ applicant: bid.applicant?.name ?? null, code: bid.code })
  const address = `/weighed-applications/${bid.applicationId}`
  return (
    <PortalLayout
      title={title}
      hasErrors={form.issues.length > 0}
      header={
        <PageHeader
          title={<span {...verbatim}>{title}</span>}
          badge={<Badge tone={statusTones[status]}>{t(`reviews.states.${status}`)}</Badge>}
          lead={<span {...verbatim}>{project.title}</span>}
          breadcrumbs={[
            ...useWay(project),
            { label: t('reviews.weighed.title'), href: `${addressOf(project)}/applications` },
          ]}
        />
      }
    >
      {project.isSealed && <WaitsForWitnesses project={project} />}
      {decisions.map((decision) => (
        <Decided key={decision.id} decision={decision} form={form} />
      ))}
      {(abilities.shortlist || abilities.unlist || abilities.decide) && (
        <ButtonGroup>
          {(abilities.shortlist || abilities.unlist) && (
            <ActionForm
              action={`${address}/shortlist`}
              idempotencyKey={keyFor(form, 'list')}
              fields={{ isShortlisted: String(abilities.shortlist) }}
            >
              {t(abilities.shortlist ? 'reviews.weighed.shortlist' : 'reviews.weighed.unlist')}
            </ActionForm>
          )}
          {abilities.decide &&
            outcomes.map((outcome) => (
              <LinkButton
                key={outcome}
                href={`${addressOf(project)}/decisions/new?${new URLSearchParams({ applicationIds: bid.applicationId, outcome })}`}
              >
                {t(`reviews.outcomes.${outcome}`)}
              </LinkButton>
            ))}
        </ButtonGroup>
      )}
      <BidView bid={bid} />
      <Sheets weighed={weighed} form={form} />
      {(messages.length > 0 || abilities.ask) && (
        <Section title={t('reviews.messages.title')} id="messages" description={t('reviews.messages.help')}>
          {messages.length > 0 && <Messages messages={messages} />}
          {abilities.ask && (
            <Form action={`${address}/ask`} state={{ ...form, idempotencyKey: keyFor(form, 'ask') }} id="ask">
              <TextArea name="body" label={t('reviews.messages.ask')} rows={3} maxlength={5000} />
              <FormActions>
                <SubmitButton>{t('reviews.messages.send')}</SubmitButton>
              </FormActions>
            </Form>
          )}
        </Section>
      )}
    </PortalLayout>
  )
}

function Sheets({ weighed, form }: Told) {
  const t = useText()
  const score = useScore()
  const { project, bid, criteria, sheets, candidates } = weighed
  const base = `${addressOf(project)}/applications/${bid.applicationId}`
  return (
    <Section title={t('reviews.sheets.all')} id="sheets">
      {sheets === null && <p>{t('reviews.sheets.held')}</p>}
      {sheets?.map(({ personId, name, status, total, isOutlier, note, marks }) => (
        <Disclosure
          key={personId}
          summary={
            <>
              <span {...verbatim}>{name}</span>{' '}
              {status === 'handedIn' ? score(total) : t(`reviews.sheets.states.${status}`)}{' '}
              {isOutlier && <Badge tone="warning">{t('reviews.sheets.far')}</Badge>}
            </>
          }
        >
          {status === 'handedIn' ? (
            <>
              <MarksTable criteria={criteria} marks={marks} caption={t('reviews.sheets.of1', { name })} />
              {note && <p {...verbatim}>{note}</p>}
            </>
          ) : (
            status === 'open' &&
            weighed.abilities.assign && (
              <ActionForm
                action={`${base}/reviewers/${personId}/unassign`}
                idempotencyKey={keyFor(form, personId)}
                label={t('reviews.sheets.unassignLabel', { name })}
              >
                {t('reviews.sheets.unassign')}
              </ActionForm>
            )
          )}
        </Disclosure>
      ))}
      {weighed.abilities.assign && candidates.length > 0 && (
        <Form
          action={`${base}/assign`}
          state={{ ...form, idempotencyKey: keyFor(form, 'assign') }}
          id="assign"
        >
          <SelectField
            name="personId"
            label={t('reviews.sheets.assign')}
            width="medium"
            options={candidates.map(({ personId, name }) => ({ value: personId, label: name }))}
          />
          <FormActions>
            <SubmitButton>{t('reviews.sheets.assignButton')}</SubmitButton>
          </FormActions>
        </Form>
      )}
    </Section>
  )
}

function Decided({ decision, form }: { decision: DecisionReply; form: FormState }) {
  const t = useText()
  const { id, outcome, status, reason, decidedBy, decidedAt, secondBy, secondReason, appeal, abilities } =
    decision
  return (
    <Notice
      kind={status === 'proposed' ? 'warning' : 'info'}
      title={t('reviews.decisions.told', {
        outcome: t(`reviews.outcomes.${outcome}`),
        state: t(`reviews.decisions.states.${status}`),
      })}
    >
      <p {...verbatim}>{reason}</p>
      <p>
        {t('reviews.decisions.by', { name: decidedBy })} <Time value={decidedAt} />
        {secondBy && `, ${t('reviews.decisions.second', { name: secondBy })}`}
      </p>
      {secondReason && <p {...verbatim}>{secondReason}</p>}
      {abilities.agree && (
        <>
          <ActionForm
            action={`/decisions/${id}/agree`}
            idempotencyKey={keyFor(form, `a${id}`)}
            fields={{ agrees: 'true' }}
            variant="primary"
          >
            {t('reviews.decisions.agree')}
          </ActionForm>
          <Disclosure summary={t('reviews.decisions.disagree')}>
            <Form
              action={`/decisions/${id}/agree`}
              state={{ ...form, idempotencyKey: keyFor(form, `d${id}`) }}
              id="disagree"
            >
              <HiddenField name="agrees" value="false" />
              <TextArea name="reason" label={t('reviews.decisions.disagreeWhy')} rows={2} maxlength={2000} />
              <FormActions>
                <SubmitButton>{t('reviews.decisions.disagree')}</SubmitButton>
              </FormActions>
            </Form>
          </Disclosure>
        </>
      )}
      {appeal && (
        <div>
          <p>
            <strong>{t('reviews.appeals.title')}</strong> <Time value={appeal.filedAt} />{' '}
            <Badge tone={appeal.status === 'open' ? 'warning' : 'neutral'}>
              {t(`reviews.appeals.states.${appeal.status}`)}
            </Badge>
          </p>
          <p {...verbatim}>{appeal.body}</p>
          {appeal.answer && (
            <>
              <p>
                <strong>{t('reviews.appeals.answer')}</strong>
              </p>
              <p {...verbatim}>{appeal.answer}</p>
            </>
          )}
          {appeal.status === 'open' && !appeal.abilities.hear && <p>{t('reviews.appeals.byOthers')}</p>}
          {appeal.abilities.hear && (
            <Form
              action={`/appeals/${appeal.id}/hear`}
              state={{ ...form, idempotencyKey: keyFor(form, appeal.id) }}
              id="hear"
            >
              <TextArea name="answer" label={t('reviews.appeals.answer')} rows={3} maxlength={5000} />
              <CheckboxField
                name="isUpheld"
                label={t('reviews.appeals.uphold')}
                help={t('reviews.appeals.upholdHelp')}
              />
              <FormActions>
                <SubmitButton>{t('reviews.appeals.hear')}</SubmitButton>
              </FormActions>
            </Form>
          )}
        </div>
      )}
    </Notice>
  )
}
