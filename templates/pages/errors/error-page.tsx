import type { ComponentChildren } from 'preact'
import { ButtonGroup, LinkButton } from '../../components/button.tsx'
import { Code } from '../../components/code.tsx'
import { PortalLayout } from '../../layout/portal-layout.tsx'
import { QuietLayout } from '../../layout/quiet-layout.tsx'
import { useText, useView } from '../../view-context.tsx'

export interface ErrorAction {
  label: string
  href: string
}

export interface ErrorPageProps {
  status: number
  /** Words of the named error; without them the status speaks. */
  title?: string
  message?: string
  /** More about this one: which day it opens, who can help. */
  detail?: ComponentChildren
  requestId?: string
  /** What to do, the best first. Without them: the way home. */
  actions?: ErrorAction[]
}

const worded = [400, 403, 404, 409, 412, 422, 429, 500, 503]

/** Statuses that have words of their own; any other borrows those of its kind. */
export function wordsFor(status: number): number {
  if (worded.includes(status)) return status
  if (status === 410) return 404
  return status >= 500 ? 500 : 400
}

/** Says what happened, whether anything was lost, and what to do. */
export function ErrorPage({ status, title, message, detail, requestId, actions }: ErrorPageProps) {
  const view = useView()
  const t = useText()
  const key = `layout.errors.${wordsFor(status)}`
  const heading = title ?? t(`${key}.title`)
  const steps = actions?.length ? actions : [{ label: t('layout.errors.home'), href: '/' }]
  const body = (
    <div class="error-page">
      <p>
        {message ?? t(`${key}.message`)} {t(`${key}.lost`)}
      </p>
      {detail && <div>{detail}</div>}
      {!actions?.length && <p>{t(`${key}.next`)}</p>}
      <ButtonGroup>
        {steps.map((step, index) => (
          <LinkButton key={step.href} href={step.href} variant={index === 0 ? 'primary' : 'secondary'}>
            {step.label}
          </LinkButton>
        ))}
      </ButtonGroup>
      {wordsFor(status) !== 404 && (
        <p class="error-page-id">
          {t('layout.errors.requestId')} <Code>{requestId ?? view.requestId}</Code>
        </p>
      )}
    </div>
  )
  return view.reader ? (
    <PortalLayout title={heading}>{body}</PortalLayout>
  ) : (
    <QuietLayout title={heading}>{body}</QuietLayout>
  )
}
