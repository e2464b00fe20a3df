import { useText } from '../view-context.tsx'
import { ActionForm } from './button.tsx'
import { Icon } from './icon.tsx'
import { Time } from './time.tsx'

export interface DraftNoticeProps {
  savedAt: Date | string
  /** Where the draft is thrown away. */
  discard?: { action: string; idempotencyKey: string }
}

/** What was written so far is kept, since when, and how to be rid of it. */
export function DraftNotice({ savedAt, discard }: DraftNoticeProps) {
  const t = useText()
  return (
    <div class="draft-notice">
      <p>
        <Icon name="check" size={20} /> {t('components.draft.saved')} <Time value={savedAt} />
      </p>
      {discard && (
        <ActionForm
          action={discard.action}
          idempotencyKey={discard.idempotencyKey}
          variant="quiet"
          confirm={t('components.draft.question')}
        >
          {t('components.draft.discard')}
        </ActionForm>
      )}
    </div>
  )
}
