import type { CertificationReply } from '../../../src/modules/people/contract.ts'
import type { FormState } from '../../../src/platform/presentation/view.ts'
import { ActionForm, ButtonGroup, LinkButton } from '../../components/button.tsx'
import { FileField, Form, FormActions, HiddenField, SubmitButton } from '../../components/form.tsx'
import { Section } from '../../components/section.tsx'
import { useText } from '../../view-context.tsx'
import { CertificationFields } from './certification-fields.tsx'
import { ProfileLayout, type ProfileTabs } from './profile-layout.tsx'

export interface CertificationModel {
  certification: CertificationReply
  form: FormState
  tabs: ProfileTabs
  /** What may be sent as a scan. */
  scans: { mediaTypes: readonly string[]; limitBytes: number }
}

export function CertificationPage({ certification, form, tabs, scans }: CertificationModel) {
  const t = useText()
  const { id, name, scan, version } = certification
  return (
    <ProfileLayout tabs={tabs} title={name} form={form}>
      <Form action={`/profile/certifications/${id}`} state={form}>
        <HiddenField name="_version" value={String(version)} />
        <CertificationFields />
        <FormActions>
          <SubmitButton>{t('people.certifications.saveButton')}</SubmitButton>
          <LinkButton href="/profile/certifications" variant="quiet">
            {t('layout.cancel')}
          </LinkButton>
        </FormActions>
      </Form>
      <Section title={t('people.scan.title')} id="scan">
        {scan && (
          <ButtonGroup>
            <LinkButton href={scan} icon="file">
              {t('people.scan.open')}
            </LinkButton>
            <ActionForm
              action={`/profile/certifications/${id}/scan/remove`}
              idempotencyKey={form.idempotencyKey}
              confirm={t('people.scan.confirm', { name })}
            >
              {t('people.scan.remove')}
            </ActionForm>
          </ButtonGroup>
        )}
        <Form action={`/profile/certifications/${id}/scan`} id="scan-form" multipart>
          <FileField
            name="file"
            label={t(scan ? 'people.scan.replace' : 'people.scan.label')}
            help={t('people.scan.help')}
            accept={scans.mediaTypes}
            types={t('people.scan.types')}
            mostBytes={scans.limitBytes}
          />
          <FormActions>
            <SubmitButton variant="secondary">{t('people.scan.button')}</SubmitButton>
          </FormActions>
        </Form>
      </Section>
      <ActionForm
        action={`/profile/certifications/${id}/remove`}
        idempotencyKey={form.idempotencyKey}
        variant="danger"
        confirm={t('people.certifications.confirm', { name })}
      >
        {t('people.certifications.remove')}
      </ActionForm>
    </ProfileLayout>
  )
}
