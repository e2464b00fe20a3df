import type { ApplicationReply } from '../../../src/modules/applications/contract.ts'
import { formatMoney } from '../../../src/platform/presentation/money.ts'
import type { FormState } from '../../../src/platform/presentation/view.ts'
import { Badge } from '../../components/badge.tsx'
import { ActionForm, ButtonGroup, LinkButton } from '../../components/button.tsx'
import { Facts } from '../../components/facts.tsx'
import { Notice } from '../../components/flash.tsx'
import { keyFor } from '../../components/key-for.ts'
import { PageHeader } from '../../components/page-header.tsx'
import { Section } from '../../components/section.tsx'
import { Time } from '../../components/time.tsx'
import { verbatim } from '../../components/verbatim.ts'
import { PortalLayout } from '../../layout/portal-layout.tsx'
import { useText, useView } from '../../view-context.tsx'
import { Deadline } from '../projects/project-words.tsx'
import { Contents } from './contents.tsx'
import type { Tones } from './my-applications-page.tsx'

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
          badge={<Badge tone={tones[status]}>{t(`applications.statuses.${status}`)}</Badge>}
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
            ? [{ label: t('applications.submittedAt'), value: <Time value={submittedAt} /> }]
            : []),
          ...(total !== null && currency !== null
            ? [{ label: t('applications.total'), value: formatMoney(total, currency, locale) }]
            : []),
        ]}
      />
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
      {bid?.isSealed && <Notice title={t('applications.isSealed')} />}
      {isOwn && application.isOvertaken && (
        <Notice kind="warning" title={t('applications.addenda.overtaken')} />
      )}
      {application.addenda.length > 0 && <Addenda application={application} form={form} />}
      {isOwn && <Own application={application} form={form} />}
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
          {t(status === 'draft' ? 'applications.next.draft' : 'applications.next.changing')}{' '}
          <Time value={draft.savedAt} />
        </p>
      )}
      {!project.isOpen && <p>{t('applications.next.over')}</p>}
      <ButtonGroup>
        {draft && abilities.write && (
          <LinkButton href={`${address}/draft`} variant="primary">
            {t('applications.next.goOn')}
          </LinkButton>
        )}
        {abilities.revise && (
          <ActionForm action={`${address}/revise`} idempotencyKey={keyFor(form, 'revise')}>
            {t('applications.next.revise')}
          </ActionForm>
        )}
        {abilities.withdraw && (
          <ActionForm
            action={`${address}/withdraw`}
            idempotencyKey={keyFor(form, 'withdraw')}
            variant="danger"
            confirm={t('applications.next.confirm')}
          >
            {t('applications.next.withdraw')}
          </ActionForm>
        )}
      </ButtonGroup>
    </Section>
  )
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
            {isMaterial && ` · ${t('applications.addenda.material')}`} · <Time value={issuedAt} />
            {' · '}
            {acknowledgedAt ? (
              <>
                {t('applications.addenda.read')} <Time value={acknowledgedAt} />
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
