import type { WatchReply } from '../../../src/modules/watches/contract.ts'
import type { FormState } from '../../../src/platform/presentation/view.ts'
import { ActionForm, ButtonGroup, LinkButton } from '../../components/button.tsx'
import { keyFor } from '../../components/key-for.ts'
import { TablePage } from '../../components/list/table-page.tsx'
import { verbatim } from '../../components/verbatim.ts'
import { useText } from '../../view-context.tsx'

export interface WatchesModel {
  items: readonly WatchReply[]
  form: FormState
}

export function WatchesPage({ items, form }: WatchesModel) {
  const t = useText()
  return (
    <TablePage
      title={t('watches.title')}
      lead={t('watches.lead')}
      add={{ href: '/projects', label: t('watches.find') }}
      none={{ title: t('watches.none'), help: t('watches.noneHelp'), icon: 'search' }}
      rows={items}
      columns={[
        {
          label: t('watches.name'),
          heading: true,
          cell: ({ name, query }) => (
            <a href={query === '' ? '/projects' : `/projects?${query}`} {...verbatim}>
              {name}
            </a>
          ),
        },
        { label: t('watches.rhythm'), cell: ({ rhythm }) => t(`watches.rhythms.${rhythm}`) },
        {
          label: t('watches.change'),
          quiet: true,
          cell: ({ id, name }) => (
            <ButtonGroup>
              <LinkButton
                href={`/project-watches/${id}`}
                variant="quiet"
                label={t('watches.changeOf', { name })}
              >
                {t('watches.change')}
              </LinkButton>
              <ActionForm
                action={`/project-watches/${id}/forget`}
                idempotencyKey={keyFor(form, id)}
                variant="quiet"
                label={t('watches.forgetOf', { name })}
              >
                {t('watches.forget')}
              </ActionForm>
            </ButtonGroup>
          ),
        },
      ]}
    />
  )
}
