import type { LogoReply } from '../../../src/modules/branding/contract.ts'
import { nameStands } from '../../../src/platform/presentation/brand.ts'
import type { FormState } from '../../../src/platform/presentation/view.ts'
import { LinkButton } from '../../components/button.tsx'
import { Notice } from '../../components/flash.tsx'
import {
  FileField,
  Form,
  FormActions,
  HiddenField,
  RadioGroup,
  SubmitButton,
  TextField,
} from '../../components/form.tsx'
import { PageHeader } from '../../components/page-header.tsx'
import { WorkshopStyles } from '../../components/workshop-styles.tsx'
import { BrandSign } from '../../layout/brand.tsx'
import { PortalLayout } from '../../layout/portal-layout.tsx'
import { useText } from '../../view-context.tsx'

export interface LogoModel {
  /** Null before there is one. */
  logo: LogoReply | null
  purpose: { mediaTypes: readonly string[]; limitBytes: number }
  form: FormState
}

export function LogoPage({ logo, purpose, form }: LogoModel) {
  const t = useText()
  return (
    <PortalLayout
      title={t('branding.logo.title')}
      hasErrors={form.issues.length > 0}
      header={
        <PageHeader
          title={t('branding.logo.title')}
          lead={t('branding.logo.what')}
          breadcrumbs={[{ label: t('branding.title'), href: '/settings/brand' }]}
        />
      }
    >
      <WorkshopStyles sheet="brand" />
      {logo && <Grounds logo={logo} />}
      <Form action="/settings/brand/logo" state={form} multipart>
        {logo && <HiddenField name="_version" value={String(logo.version)} />}
        <FileField
          name="file"
          label={t(logo ? 'branding.logo.another' : 'branding.logo.file')}
          help={t('branding.logo.fileHelp')}
          accept={purpose.mediaTypes}
          types={t('branding.logo.types')}
          mostBytes={purpose.limitBytes}
          optional={logo !== null}
        />
        <TextField
          name="alt"
          label={t('branding.logo.alt')}
          help={t('branding.logo.altHelp')}
          maxlength={120}
          autocomplete="off"
        />
        <RadioGroup
          name="name"
          label={t('branding.logo.name')}
          options={nameStands.map((value) => ({ value, label: t(`branding.logo.names.${value}`) }))}
        />
        <FormActions>
          <SubmitButton>{t('branding.logo.save')}</SubmitButton>
          <LinkButton href="/settings/brand" variant="quiet">
            {t('layout.cancel')}
          </LinkButton>
        </FormActions>
      </Form>
    </PortalLayout>
  )
}

/** The logo as it stands now, on both grounds. */
function Grounds({ logo }: { logo: LogoReply }) {
  const t = useText()
  return (
    <>
      <div class="brand-grounds">
        {(['light', 'dark'] as const).map((scheme) => (
          <p key={scheme} class="brand-trial" data-scheme={scheme}>
            <span class="visually-hidden">{t(`branding.schemes.${scheme}`)}: </span>
            <span class="brand">
              <BrandSign />
            </span>
          </p>
        ))}
      </div>
      {logo.seenOnLight !== logo.seenOnDark && (
        <Notice kind="info">{t(`branding.logo.${logo.seenOnLight ? 'lostOnDark' : 'lostOnLight'}`)}</Notice>
      )}
    </>
  )
}
