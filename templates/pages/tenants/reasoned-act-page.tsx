import type { ComponentChildren } from 'preact'
import type { TenantDetail } from '../../../src/modules/tenants/contract.ts'
import type { FormState } from '../../../src/platform/presentation/view.ts'
import { type ButtonVariant, LinkButton } from '../../components/button.tsx'
import { Form, FormActions, SubmitButton, TextArea } from '../../components/form.tsx'
import { PageHeader } from '../../components/page-header.tsx'
import { PortalLayout } from '../../layout/portal-layout.tsx'
import { useText } from '../../view-context.tsx'

export interface ReasonedActProps {
  tenant: Pick<TenantDetail, 'id' | 'name'>
  form: FormState
  /** The last part of the address. */
  act: string
  title: string
  lead: string
  /** What it means, and who hears of it. */
  points: readonly string[]
  reason: { label: string; help: string }
  button: string
  variant?: ButtonVariant
  /** What else is asked. */
  children?: ComponentChildren
}

/** What a platform administrator does to an association: what it means stands there before, and a reason is asked for. */
export function ReasonedActPage(props: ReasonedActProps) {
  const { tenant, form, act, title, lead, points, reason, button, variant, children } = props
  const t = useText()
  const at = `/platform/tenants/${tenant.id}`
  return (
    <PortalLayout
      title={title}
      hasErrors={form.issues.length > 0}
      header={
        <PageHeader
          title={title}
          lead={lead}
          breadcrumbs={[
            { label: t('tenants.all.title'), href: '/platform/tenants' },
            { label: tenant.name, href: at },
          ]}
        />
      }
    >
      <Form action={`${at}/${act}`} state={form}>
        <ul>
          {points.map((point) => (
            <li key={point}>{point}</li>
          ))}
        </ul>
        <TextArea name="reason" label={reason.label} help={reason.help} maxlength={500} />
        {children}
        <FormActions>
          <SubmitButton variant={variant}>{button}</SubmitButton>
          <LinkButton href={at} variant="quiet">
            {t('layout.cancel')}
          </LinkButton>
        </FormActions>
      </Form>
    </PortalLayout>
  )
}
