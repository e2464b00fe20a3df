import type { BulkPageModel } from '../../../src/platform/presentation/list.ts'
import { TextArea } from '../../components/form.tsx'
import { BulkPage } from '../../components/list/bulk-page.tsx'
import { useText } from '../../view-context.tsx'

/** One reason for all of them, which each of them reads. */
export function StandingBulkPage({ act }: { act: BulkPageModel }) {
  const t = useText()
  return (
    <BulkPage act={act}>
      <TextArea
        name="reason"
        label={t('membership.reason')}
        help={t('membership.reasonHelp')}
        maxlength={1000}
      />
    </BulkPage>
  )
}
