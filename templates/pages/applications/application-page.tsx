import type { ApplicationReply } from '../../../src/modules/applications/contract.ts'
import { formatMoney } from '../../../src/platform/presentation/money.ts'
import type { FormState } from '../../../src/platform/presentation/view.ts'
import { ActionForm, ButtonGroup, LinkButton } from '../../components/button.tsx'
import { Facts } from '../../components/facts.tsx'
import { Notice } from '../../components/flash.tsx'
import { keyFor } from '../../components/key-for.ts'
import { PageHeader } from '../../components/page-header.tsx'
import { Section } from '../../components/section.tsx'
import { verbatim } from '../../components/verbatim.ts'
import { PortalLayout } from '../../layout/portal-layout.tsx'
import { useText, useView } from '../../view-context.tsx'
import { Deadline } from '../projects/project-words.tsx'
import { chosen } from './check-page.tsx'
import { Contents } from './contents.tsx'
import { EndedEarly, PlacesTaken, StandingBadge, type Tones } from './standing.tsx'

export interface ApplicationModel {
  application: ApplicationReply
  tones: Tones
  form: FormState
}

export function ApplicationPage({ application, tones, form }: ApplicationModel) {
  const t = useText()
  const { locale } = useView()
  const {
    id,
    project,
    applicant,
    isOwn,
    status,
    submittedAt,
    withdrawnAt,
    total,
    currency,
    feedback,
    decisionReason,
    bid,
    bids,
  } = application
  const title = isOwn ? project.title : applicant.name
  return (
    <PortalLayout
      title={title}
      header={
        <PageHeader
          title={title}
          lead={isOwn ? applicant.name : project.title}
          badge={<StandingBadge application={application} tones={tones} />}
          breadcrumbs={[
            isOwn
              ? { label: t('applications.mine.title'), href: '/my-applications' }
              : { label: t('applications.list.title'), href: '/applications' },
          ]}
        />
      }
    >
      <Facts
        items={[
          {
            label: t('applications.project'),
            value: (
              <a href={`/projects/${project.slug}`} {...verbatim}>
                {project.title}
              </a>
            ),
          },
          ...(project.deadline
            ? [
                {
                  label: t('applications.deadline'),
                  value: <Deadline deadline={project.deadline} timeZone={project.timeZone} />,
                },
              ]
            : []),
          ...(submittedAt
            ? [
                {
                  label: t('applications.submittedAt'),
                  value: <Deadline deadline={submittedAt} timeZone={project.timeZone} seconds />,
                },
              ]
            : []),
          ...(withdrawnAt
            ? [
                {
                  label: t('applications.statuses.withdrawn'),
                  value: <Deadline deadline={withdrawnAt} timeZone={project.timeZone} seconds />,
                },
              ]
            : []),
          ...(total !== null && currency !== null
            ? [{ label: t('applications.total'), value: formatMoney(total, currency, locale) }]
            : []),
        ]}
      />
      <EndedEarly project={project} />
      {isOwn && submittedAt && status !== 'withdrawn' && (
        <p>
          <a href={`/applications/${id}/outcome`}>{t('applications.toOutcome')}</a>
        </p>
      )}
      {feedback && (
        <Notice title={t('applications.feedback')}>
          <p {...verbatim}>{feedback}</p>
        </Notice>
      )}
      {decisionReason && (
        <Notice title={t('applications.decisionReason')}>
          <p {...verbatim}>{decisionReason}</p>
        </Notice>
      )}
      {bid?.isSealed && <Notice title={t(isOwn ? 'applications.isSealedForYou' : 'applications.isSealed')} />}
      {application.isOvertaken && <Notice kind="warning" title={t(overtakenWords(isOwn, project.isOpen))} />}
      {application.addenda.length > 0 && <Addenda application={application} form={form} />}
      {isOwn && <PlacesTaken application={application} />}
      {isOwn && <Own application={application} form={form} />}
      {isOwn && !project.isOpen && application.draft && bid === null && (
        <Contents
          contents={application.draft.contents}
          total={application.draft.total}
          files={application.draft.files}
          {...chosen(application.draft)}
        />
      )}
      {bid?.document && (
        <Contents
          contents={bid.document.contents}
          total={bid.document.total}
          papers={bid.document.papers}
          works={bid.document.works}
          files={bid.files}
        />
      )}
      {bids > 0 && (
        <p>
          <a href={`/my-applications/${id}/receipts`}>{t('applications.receipts.title')}</a> ·{' '}
          <a href={`/applications/${id}/match`}>{t('applications.match.title')}</a>
        </p>
      )}
    </PortalLayout>
  )
}

function Own({ application, form }: Pick<ApplicationModel, 'application' | 'form'>) {
  const t = useText()
  const { id, draft, status, abilities, project } = application
  const address = `/my-applications/${id}`
  return (
    <Section title={t('applications.next.title')} id="next">
      {draft && (
        <p>
          {t(status === 'submitted' ? 'applications.next.changing' : 'applications.next.draft')}{' '}
          <Deadline deadline={draft.savedAt} timeZone={project.timeZone} />
        </p>
      )}
      {(application.isSetAside || !project.isOpen) && <p>{t(overFor(application))}</p>}
      {application.bid?.isSealed && abilities.revise && <p>{t('applications.sealed.change')}</p>}
      <ButtonGroup>
        {draft && abilities.write && (
          <LinkButton href={`${address}/draft`} variant="primary">
            {t(status === 'withdrawn' ? 'applications.next.again' : 'applications.next.goOn')}
          </LinkButton>
        )}
        {abilities.revise && (
          <ActionForm
            action={`${address}/revise`}
            idempotencyKey={keyFor(form, 'revise')}
            confirm={application.bid?.isSealed ? t('applications.sealed.changeQuestion') : undefined}
          >
            {t(status === 'withdrawn' ? 'applications.next.again' : 'applications.next.revise')}
          </ActionForm>
        )}
        {abilities.withdraw && (
          <ActionForm
            action={`${address}/withdraw`}
            idempotencyKey={keyFor(form, 'withdraw')}
            variant="danger"
            confirm={t(
              application.bid?.isSealed
                ? 'applications.sealed.withdrawQuestion'
                : 'applications.next.confirm',
            )}
          >
            {t('applications.next.withdraw')}
          </ActionForm>
        )}
      </ButtonGroup>
    </Section>
  )
}

/** Why nothing can be done any more, as it is for this one. */
function overFor({ status, project, draft, isSetAside }: ApplicationReply): string {
  if (isSetAside) return 'applications.error.setAside'
  if (status === 'draft') return 'applications.next.neverSubmitted'
  if (status === 'withdrawn') return 'applications.next.staysWithdrawn'
  if (project.status === 'cancelled') return 'applications.next.cancelled'
  if (draft !== null) return 'applications.next.changeLost'
  if (project.status === 'reviewing') return 'applications.next.inReview'
  return project.endedEarlyAt === null ? 'applications.next.over' : 'applications.next.closed'
}

function Addenda({ application, form }: Pick<ApplicationModel, 'application' | 'form'>) {
  const t = useText()
  const { id, addenda, abilities, isOwn, project } = application
  return (
    <Section title={t('applications.addenda.title')} id="addenda">
      <ul>
        {addenda.map(({ id: addendumId, number, isMaterial, issuedAt, acknowledgedAt }) => (
          <li key={addendumId}>
            <a href={`/projects/${project.slug}#addenda`}>{t('applications.addenda.number', { number })}</a>
            {isMaterial && ` · ${t('applications.addenda.material')}`} ·{' '}
            <Deadline deadline={issuedAt} timeZone={project.timeZone} />
            {' · '}
            {acknowledgedAt ? (
              <>
                {t('applications.addenda.read')}{' '}
                <Deadline deadline={acknowledgedAt} timeZone={project.timeZone} />
              </>
            ) : (
              t('applications.addenda.unread')
            )}
          </li>
        ))}
      </ul>
      {isOwn && abilities.acknowledge && (
        <ActionForm
          action={`/my-applications/${id}/acknowledge`}
          idempotencyKey={keyFor(form, 'acknowledge')}
          fields={{ upTo: addenda.at(-1)?.number ?? 1 }}
          variant="primary"
        >
          {t('applications.addenda.acknowledge')}
        </ActionForm>
      )}
    </Section>
  )
}

/** Who may still answer an addendum is asked to; afterwards it is only said what counts. */
function overtakenWords(isOwn: boolean, isOpen: boolean): string {
  if (!isOwn) return 'applications.addenda.overtakenForStaff'
  return isOpen ? 'applications.addenda.overtaken' : 'applications.addenda.overtakenStands'
}
