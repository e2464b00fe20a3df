import type { FormState } from '../../../src/platform/presentation/view.ts'
import { CodeBlock } from '../../components/code.tsx'
import { CodeField } from '../../components/code-field.tsx'
import { Form, FormActions, SubmitButton } from '../../components/form.tsx'
import { PageHeader } from '../../components/page-header.tsx'
import { PortalLayout } from '../../layout/portal-layout.tsx'
import { useText } from '../../view-context.tsx'

export interface SecondFactorModel {
  form: FormState
  /** The key in groups, for those who type it. */
  secret: string
  uri: string
  code: { size: number; path: string }
}

export function SecondFactorPage({ form, secret, uri, code }: SecondFactorModel) {
  const t = useText()
  return (
    <PortalLayout
      title={t('identity.secondStep.setUp')}
      header={
        <PageHeader
          title={t('identity.secondStep.setUp')}
          breadcrumbs={[{ label: t('identity.security.title'), href: '/account/security' }]}
        />
      }
      hasErrors={form.issues.length > 0}
    >
      <p>{t('identity.secondStep.scan')}</p>
      <svg
        class="qr-code"
        viewBox={`0 0 ${code.size} ${code.size}`}
        width="216"
        height="216"
        role="img"
        aria-label={t('identity.secondStep.qrCode')}
        shape-rendering="crispEdges"
      >
        <path fill="#fff" d={`M0 0h${code.size}v${code.size}H0z`} />
        <path fill="#000" d={code.path} />
      </svg>
      <p>
        {t('identity.secondStep.byHand')} <a href={uri}>{t('identity.secondStep.onThisDevice')}</a>
      </p>
      <CodeBlock>{secret}</CodeBlock>
      <Form action="/account/second-factor" state={form}>
        <CodeField label={t('identity.code')} help={t('identity.secondStep.firstCodeHelp')} />
        <FormActions>
          <SubmitButton>{t('identity.secondStep.switchOn')}</SubmitButton>
        </FormActions>
      </Form>
    </PortalLayout>
  )
}
