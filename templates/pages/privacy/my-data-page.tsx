import type { MyData } from '../../../src/modules/privacy/contract.ts'
import type { FormState } from '../../../src/platform/presentation/view.ts'
import { ActionForm } from '../../components/button.tsx'
import { Notice } from '../../components/flash.tsx'
import { CheckboxField, Form, FormActions, SubmitButton } from '../../components/form.tsx'
import { Section } from '../../components/section.tsx'
import { Time } from '../../components/time.tsx'
import { useText, useView } from '../../view-context.tsx'
import { ProfileLayout, type ProfileTabs } from '../people/profile-layout.tsx'

export interface MyDataModel {
  data: MyData
  form: FormState
  tabs: ProfileTabs
}

export function MyDataPage({ data, form, tabs }: MyDataModel) {
  const t = useText()
  const { brand } = useView()
  const objections = data.objections.map(({ code, text }) => (
    <Notice kind="warning" key={code}>
      {text}
    </Notice>
  ))
  return (
    <ProfileLayout tabs={tabs} title={t('privacy.data.title')} form={form}>
      <Section title={t('privacy.export.title')} id="export">
        <p>{t('privacy.export.help')}</p>
        <ActionForm action="/profile/data/export" idempotencyKey={form.idempotencyKey} icon="download">
          {t('privacy.export.button')}
        </ActionForm>
      </Section>
      {data.leavesAt && (
        <Notice kind="warning">
          <p>
            {t('privacy.leave.leaving', { name: brand.name })} <Time value={data.leavesAt} shown="date" />
          </p>
          <ActionForm action="/profile/data/stay" idempotencyKey={form.idempotencyKey}>
            {t('privacy.leave.stay')}
          </ActionForm>
        </Notice>
      )}
      {data.associations.length > 1 && !data.leavesAt && (
        <Section title={t('privacy.leave.title', { name: brand.name })} id="leave">
          <p>{t('privacy.leave.help', { name: brand.name, days: data.graceDays })}</p>
          {objections}
          <Form action="/profile/data/leave" id="leave-form">
            <CheckboxField name="confirmed" label={t('privacy.leave.confirm', { name: brand.name })} />
            <FormActions>
              <SubmitButton variant="danger">{t('privacy.leave.button')}</SubmitButton>
            </FormActions>
          </Form>
        </Section>
      )}
      <Section title={t('privacy.close.title')} id="close">
        <p>{t('privacy.close.help', { days: data.graceDays })}</p>
        <ul>
          <li>{t('privacy.close.erased')}</li>
          <li>{t('privacy.close.kept')}</li>
          <li>{t('privacy.close.signedOut')}</li>
          {data.associations.length > 1 && (
            <li>{t('privacy.close.everywhere', { names: data.associations.join(', ') })}</li>
          )}
        </ul>
        {objections}
        <Form action="/profile/data" state={form}>
          <CheckboxField name="confirmed" label={t('privacy.close.confirm')} />
          <FormActions>
            <SubmitButton variant="danger">{t('privacy.close.button')}</SubmitButton>
          </FormActions>
        </Form>
      </Section>
    </ProfileLayout>
  )
}
