import type { WatchReply } from '../../../src/modules/watches/contract.ts'
import type { FormState } from '../../../src/platform/presentation/view.ts'
import { LinkButton } from '../../components/button.tsx'
import {
  Form,
  FormActions,
  HiddenField,
  RadioGroup,
  SubmitButton,
  TextField,
} from '../../components/form.tsx'
import { PageHeader } from '../../components/page-header.tsx'
import { PortalLayout } from '../../layout/portal-layout.tsx'
import { useText } from '../../view-context.tsx'

export interface WatchFormModel {
  /** Null where it is a new one. */
  found: WatchReply | null
  form: FormState
}

export function WatchFormPage({ found, form }: WatchFormModel) {
  const t = useText()
  const title = t(found ? 'watches.changeTitle' : 'watches.saveTitle')
  return (
    <PortalLayout
      title={title}
      hasErrors={form.issues.length > 0}
      header={
        <PageHeader
          title={title}
          lead={t('watches.formLead')}
          breadcrumbs={[{ label: t('watches.title'), href: '/project-watches' }]}
        />
      }
    >
      <Form action={`/project-watches/${found ? found.id : 'new'}`} state={form}>
        <HiddenField name="query" />
        <TextField
          name="name"
          label={t('watches.name')}
          help={t('watches.nameHelp')}
          maxlength={60}
          width="medium"
        />
        <RadioGroup
          name="rhythm"
          label={t('watches.rhythm')}
          options={['atOnce', 'daily', 'weekly', 'never'].map((value) => ({
            value,
            label: t(`watches.rhythms.${value}`),
          }))}
        />
        <FormActions>
          <SubmitButton>{t('watches.save')}</SubmitButton>
          <LinkButton href="/project-watches" variant="quiet">
            {t('layout.cancel')}
          </LinkButton>
        </FormActions>
      </Form>
    </PortalLayout>
  )
}
