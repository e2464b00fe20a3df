import type { ImportReply } from '../../../src/modules/members/contract.ts'
import { ActionForm, LinkButton } from '../../components/button.tsx'
import { Facts } from '../../components/facts.tsx'
import { Notice } from '../../components/flash.tsx'
import { PageHeader } from '../../components/page-header.tsx'
import { Section } from '../../components/section.tsx'
import { Table } from '../../components/table.tsx'
import { Time } from '../../components/time.tsx'
import { PortalLayout } from '../../layout/portal-layout.tsx'
import { useText } from '../../view-context.tsx'

export interface ImportUndoModel {
  found: ImportReply
  idempotencyKey: string
}

/** What an import has made, and what would become of it: read before anything is taken back. */
export function ImportUndoPage({ found, idempotencyKey }: ImportUndoModel) {
  const t = useText()
  const title = t('members.imports.one', { name: found.unitName })
  const { id, added, changed, taken, kept, goes, restores, stays, rows } = found
  return (
    <PortalLayout
      title={title}
      header={
        <PageHeader
          title={title}
          breadcrumbs={[
            { label: t('members.title'), href: '/members' },
            { label: t('members.imports.title'), href: '/members/imports' },
          ]}
        />
      }
    >
      <Facts
        items={[
          { label: t('members.imports.startedAt'), value: <Time value={found.startedAt} /> },
          { label: t('members.imports.startedBy'), value: found.startedBy ?? '–' },
          { label: t('members.imports.added'), value: added },
          ...(changed > 0 ? [{ label: t('members.imports.changed'), value: changed }] : []),
          ...(taken + kept > 0
            ? [
                { label: t('members.undo.taken'), value: taken },
                { label: t('members.undo.stay'), value: kept },
              ]
            : []),
          found.undoneAt
            ? { label: t('members.undo.undoneAt'), value: <Time value={found.undoneAt} /> }
            : { label: t('members.undo.until'), value: <Time value={found.undoUntil} /> },
        ]}
      />
      <Section title={t('members.undo.title')} id="undo">
        <State found={found} />
        {found.abilities.undo && (
          <>
            <p>{t('members.undo.would', { goes, restores, stays })}</p>
            <p>{t('members.undo.lead')}</p>
          </>
        )}
        {rows.length > 0 && (
          <Table
            caption={found.undoneAt ? t('members.undo.stayed') : t('members.undo.wouldStay')}
            showCaption
            rows={rows}
            rowKey={({ row }) => row}
            columns={[
              { label: t('members.import.row'), cell: ({ row }) => row, numeric: true, narrow: true },
              {
                label: t('members.name'),
                heading: true,
                cell: ({ personId, name }) =>
                  personId ? <a href={`/people/${personId}`}>{name}</a> : t('members.undo.nobody'),
              },
              { label: t('members.import.reason'), cell: ({ text }) => text },
            ]}
          />
        )}
        {found.abilities.undo && goes + restores > 0 && (
          <ActionForm action={`/members/imports/${id}/undo`} idempotencyKey={idempotencyKey} variant="danger">
            {t('members.undo.button', { count: goes + restores })}
          </ActionForm>
        )}
      </Section>
    </PortalLayout>
  )
}

function State({ found }: Pick<ImportUndoModel, 'found'>) {
  const t = useText()
  const { isUnderWay, isUndoing, undoneAt, added, changed, taskId, undoTaskId, abilities } = found
  const task = undoTaskId ?? taskId
  const words = undoneAt
    ? 'members.undo.isUndone'
    : isUndoing
      ? 'members.undo.isUndoing'
      : isUnderWay
        ? 'members.undo.isUnderWay'
        : added + changed === 0
          ? 'members.undo.madeNobody'
          : abilities.undo
            ? null
            : 'members.undo.isOver'
  if (words === null) return null
  return (
    <>
      <Notice kind="info">{t(words)}</Notice>
      {task && (
        <LinkButton href={`/tasks/${task}`} variant="secondary">
          {t('members.undo.follow')}
        </LinkButton>
      )}
    </>
  )
}
