import type { ProjectReply } from '../../../src/modules/projects/contract.ts'
import type { FormState } from '../../../src/platform/presentation/view.ts'
import { Badge } from '../../components/badge.tsx'
import { ActionForm, LinkButton } from '../../components/button.tsx'
import { keyFor } from '../../components/key-for.ts'
import { Section } from '../../components/section.tsx'
import { Table } from '../../components/table.tsx'
import { verbatim } from '../../components/verbatim.ts'
import { useText, useView } from '../../view-context.tsx'

export function Files({ project, form }: { project: ProjectReply; form: FormState }) {
  const t = useText()
  const { locale } = useView()
  const { id, files, abilities } = project
  const changes = abilities.change || abilities.amend
  if (files.length === 0 && !changes) return null
  const address = `/managed-projects/${id}/files`
  const kilobytes = new Intl.NumberFormat(locale, { style: 'unit', unit: 'kilobyte' })
  return (
    <Section
      title={t('projects.files.title')}
      id="files"
      action={
        changes ? (
          <LinkButton href={`${address}/new`} icon="plus">
            {t('projects.files.add')}
          </LinkButton>
        ) : undefined
      }
    >
      <Table
        caption={t('projects.files.title')}
        rows={files}
        rowKey={(file) => file.id}
        empty={<p>{t('projects.files.none')}</p>}
        columns={[
          {
            label: t('projects.files.file'),
            heading: true,
            cell: ({ href, name, isShown }) => (
              <>
                <a href={href} {...(name ? verbatim : {})}>
                  {name ?? t('projects.files.nameless')}
                </a>{' '}
                {!isShown && abilities.amend && <Badge tone="warning">{t('projects.files.waits')}</Badge>}
              </>
            ),
          },
          {
            label: t('projects.files.size'),
            numeric: true,
            cell: ({ size }) => <span {...verbatim}>{kilobytes.format(Math.ceil(size / 1000))}</span>,
          },
          ...(changes
            ? [
                {
                  label: t('projects.files.remove'),
                  quiet: true,
                  cell: (file: ProjectReply['files'][number]) =>
                    file.isShown ? null : (
                      <ActionForm
                        action={`${address}/${file.id}/remove`}
                        idempotencyKey={keyFor(form, file.id)}
                        variant="quiet"
                        label={t('projects.files.removeOf', {
                          name: file.name ?? t('projects.files.nameless'),
                        })}
                      >
                        {t('projects.files.remove')}
                      </ActionForm>
                    ),
                },
              ]
            : []),
        ]}
      />
    </Section>
  )
}
