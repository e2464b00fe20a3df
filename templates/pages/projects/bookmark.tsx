import type { FormState } from '../../../src/platform/presentation/view.ts'
import { ActionForm } from '../../components/button.tsx'
import { keyFor } from '../../components/key-for.ts'
import { useText } from '../../view-context.tsx'

export interface BookmarkProps {
  project: { id: string; title: string; isBookmarked: boolean }
  /** Where the reader is, and goes on afterwards. */
  back: string
  form: FormState
}

/** One press keeps it, another one no more. */
export function Bookmark({ project: { id, title, isBookmarked }, back, form }: BookmarkProps) {
  const t = useText()
  const act = isBookmarked ? 'forget' : 'keep'
  return (
    <ActionForm
      action={`/projects/${id}/${isBookmarked ? 'forget' : 'bookmark'}?${new URLSearchParams({ back })}`}
      idempotencyKey={keyFor(form, id)}
      variant="quiet"
      icon={isBookmarked ? 'check' : 'plus'}
      label={t(`projects.bookmarks.${act}Of`, { title })}
    >
      {t(`projects.bookmarks.${act}`)}
    </ActionForm>
  )
}
