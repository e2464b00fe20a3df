import type { SealingReply } from '../../../src/modules/applications/contract.ts'
import type { FormState } from '../../../src/platform/presentation/view.ts'
import { LinkButton } from '../../components/button.tsx'
import { Disclosure } from '../../components/disclosure.tsx'
import { Form, FormActions, PasswordField, SubmitButton, TextArea } from '../../components/form.tsx'
import { keyFor } from '../../components/key-for.ts'
import { PageHeader } from '../../components/page-header.tsx'
import { PortalLayout } from '../../layout/portal-layout.tsx'
import { useText } from '../../view-context.tsx'
import { Deadline } from '../projects/project-words.tsx'
import { Witnesses } from './witnesses.tsx'

export interface SealingModel {
  sealing: SealingReply
  form: FormState
  step: 'accept' | 'open'
}

export function SealingPage({ sealing, form, step }: SealingModel) {
  const t = useText()
  const { project, abilities } = sealing
  const address = `/my-sealings/${project.id}`
  return (
    <PortalLayout
      title={project.title}
      hasErrors={form.issues.length > 0}
      header={
        <PageHeader
          title={project.title}
          lead={t('applications.sealings.title')}
          breadcrumbs={[{ label: t('applications.sealings.title'), href: '/my-sealings' }]}
        />
      }
    >
      {step === 'accept' && abilities.accept && (
        <Form action={address} state={form}>
          <p>{t('applications.sealings.acceptText')}</p>
          <PasswordField
            name="passphrase"
            label={t('applications.sealings.passphrase')}
            help={t('applications.sealings.passphraseHelp')}
            autocomplete="new-password"
          />
          <PasswordField
            name="passphraseAgain"
            label={t('applications.sealings.passphraseAgain')}
            autocomplete="new-password"
          />
          <FormActions>
            <SubmitButton>{t('applications.sealings.accept')}</SubmitButton>
          </FormActions>
        </Form>
      )}
      {step === 'accept' && abilities.decline && (
        <Disclosure summary={t('applications.sealings.declineTitle')}>
          <p>{t('applications.sealings.declineHelp')}</p>
          <Form
            action={`${address}/decline`}
            state={{ ...form, idempotencyKey: keyFor(form, 'decline') }}
            id="decline"
          >
            <TextArea
              name="reason"
              label={t('applications.sealings.declineReason')}
              rows={2}
              maxlength={1000}
              optional
            />
            <FormActions>
              <SubmitButton variant="danger">{t('applications.sealings.decline')}</SubmitButton>
            </FormActions>
          </Form>
        </Disclosure>
      )}
      {step === 'accept' && abilities.open && (
        <FormActions>
          <LinkButton href={`${address}/open`} variant="primary">
            {t('applications.sealings.open')}
          </LinkButton>
        </FormActions>
      )}
      {step === 'open' && abilities.open && (
        <Form action={`${address}/open`} state={form}>
          <p>{t('applications.sealings.openText')}</p>
          <PasswordField name="passphrase" label={t('applications.sealings.passphrase')} />
          <FormActions>
            <SubmitButton>{t('applications.sealings.open')}</SubmitButton>
          </FormActions>
        </Form>
      )}
      {sealing.isWitness && sealing.openedAt === null && sealing.opensAt && (
        <p>
          {t('applications.sealings.opensAt')}{' '}
          <Deadline deadline={sealing.opensAt} timeZone={project.timeZone} />
        </p>
      )}
      <Witnesses sealing={sealing} />
    </PortalLayout>
  )
}
