import type { BankReply, Kind } from '../../../src/modules/questions/contract.ts'
import { PageHeader } from '../../components/page-header.tsx'
import { PortalLayout } from '../../layout/portal-layout.tsx'
import { useText } from '../../view-context.tsx'
import { useWay } from './question-words.tsx'

export interface KindsModel {
  bank: BankReply
  kinds: readonly Kind[]
}

/** What kind of question is to be written: each has a form of its own. */
export function KindsPage({ bank, kinds }: KindsModel) {
  const t = useText()
  const title = t('questions.write')
  return (
    <PortalLayout
      title={title}
      header={<PageHeader title={title} lead={t('questions.chooseKind')} breadcrumbs={useWay(bank)} />}
    >
      <ul class="choices">
        {kinds.map((kind) => (
          <li key={kind}>
            <a href={`/question-banks/${bank.id}/questions/new?kind=${kind}`}>
              {t(`questions.kinds.${kind}`)}
            </a>
            <br />
            {t(`questions.kindHelp.${kind}`)}
          </li>
        ))}
      </ul>
    </PortalLayout>
  )
}
