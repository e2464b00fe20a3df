import type { InvitationReply, ProjectReply } from '../../../src/modules/projects/contract.ts'
import type { FormState } from '../../../src/platform/presentation/view.ts'
import { Badge } from '../../components/badge.tsx'
import { ActionForm, LinkButton } from '../../components/button.tsx'
import { EmptyState } from '../../components/empty-state.tsx'
import { keyFor } from '../../components/key-for.ts'
import { PageHeader } from '../../components/page-header.tsx'
import { Table } from '../../components/table.tsx'
import { Time } from '../../components/time.tsx'
import { verbatim } from '../../components/verbatim.ts'
import { PortalLayout } from '../../layout/portal-layout.tsx'
import { useText } from '../../view-context.tsx'

export interface InvitationsModel {
  project: ProjectReply
  invitations: readonly InvitationReply[]
  form: FormState
}

export function InvitationsPage({ project, invitations, form }: InvitationsModel) {
  const t = useText()
  const address = `/managed-projects/${project.id}/invitations`
  const title = t('projects.invitations.title')
  return (
    <PortalLayout
      title={title}
      header={
        <PageHeader
          title={title}
          lead={t(
            project.visibility === 'invited' ? 'projects.invitations.leadOnly' : 'projects.invitations.lead',
          )}
          breadcrumbs={[{ label: project.title, href: `/projects/${project.slug}` }]}
          actions={
            project.abilities.invite ? (
              <LinkButton href={`${address}/new`} variant="primary">
                {t('projects.invitations.invite')}
              </LinkButton>
            ) : undefined
          }
        />
      }
    >
      <Table
        caption={title}
        rows={invitations}
        rowKey={({ id }) => id}
        empty={
          <EmptyState title={t('projects.invitations.none')} icon="people">
            {t('projects.invitations.noneHelp')}
          </EmptyState>
        }
        columns={[
          {
            label: t('projects.invitations.who'),
            heading: true,
            cell: ({ contractor }) => <span {...verbatim}>{contractor.name}</span>,
          },
          {
            label: t('projects.invitations.kind'),
            cell: ({ kind }) => t(`projects.invitations.kinds.${kind}`),
          },
          {
            label: t('projects.invitations.invited'),
            cell: ({ invitedAt, invitedBy }) => <Happened at={invitedAt} by={invitedBy} />,
          },
          {
            label: t('projects.invitations.ended'),
            cell: ({ endedAt, endedBy }) =>
              endedAt === null ? (
                <Badge tone="success">{t('projects.invitations.counts')}</Badge>
              ) : (
                <Happened at={endedAt} by={endedBy} />
              ),
          },
          {
            label: t('projects.invitations.withdraw'),
            quiet: true,
            cell: ({ id, endedAt, contractor }) =>
              endedAt === null ? (
                <ActionForm
                  action={`${address}/${id}/withdraw`}
                  idempotencyKey={keyFor(form, id)}
                  variant="quiet"
                  label={t('projects.invitations.withdrawOf', { name: contractor.name })}
                >
                  {t('projects.invitations.withdraw')}
                </ActionForm>
              ) : null,
          },
        ]}
      />
    </PortalLayout>
  )
}

function Happened({ at, by }: { at: Date; by: { name: string } | null }) {
  return (
    <>
      <Time value={at} />
      {by && (
        <>
          {' · '}
          <span {...verbatim}>{by.name}</span>
        </>
      )}
    </>
  )
}
