import type { ComponentChildren } from 'preact'
import { useText } from '../view-context.tsx'
import { type ButtonVariant, LinkButton } from './button.tsx'

export interface ConfirmationProps {
  /** What will happen: "Close Bay Chapter". Also the title of the page that asks the same without scripts. */
  title: string
  /** What it means, for whom, and how to undo it. */
  children: ComponentChildren
  action: string
  idempotencyKey?: string
  /** The same verb as in the title. */
  button: string
  variant?: Extract<ButtonVariant, 'primary' | 'danger'>
  /** Back to where the question was asked. */
  cancelHref: string
}

function ConfirmationForm({
  children,
  action,
  idempotencyKey,
  button,
  variant = 'danger',
  cancelHref,
}: Omit<ConfirmationProps, 'title'>) {
  const t = useText()
  return (
    <>
      <div class="confirmation-words">{children}</div>
      <form method="post" action={action} class="confirmation-form">
        {idempotencyKey && <input type="hidden" name="_key" value={idempotencyKey} />}
        <div class="button-group">
          <button type="submit" class={`button button-${variant} button-filled`}>
            {button}
          </button>
          <a class="button button-secondary" href={cancelHref} data-dialog-close>
            {t('layout.cancel')}
          </a>
        </div>
      </form>
    </>
  )
}

/** The question on a page of its own, below its header: it works everywhere and can be linked to. */
export function Confirmation({ title, ...question }: ConfirmationProps) {
  return (
    <section class="confirmation" aria-label={title}>
      <ConfirmationForm {...question} />
    </section>
  )
}

export interface AskFirstProps extends ConfirmationProps {
  id: string
  /** The page with the same question; the button leads there where no script opens the dialog. */
  href: string
  /** Words of the button that opens it. */
  label: string
}

/** A button that asks before it acts: in a dialog, or on the page at `href`. */
export function AskFirst({ id, href, label, title, variant = 'danger', ...question }: AskFirstProps) {
  return (
    <>
      <span class="ask-first" data-dialog={id}>
        <LinkButton href={href} variant={variant}>
          {label}
        </LinkButton>
      </span>
      <dialog class="dialog" id={id} aria-labelledby={`${id}-title`}>
        <h2 class="dialog-title" id={`${id}-title`}>
          {title}
        </h2>
        <ConfirmationForm {...question} variant={variant} />
      </dialog>
    </>
  )
}
