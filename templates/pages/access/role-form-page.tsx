import type { PermissionCatalogue, RoleChange } from '../../../src/modules/access/contract.ts'
import { permissionHeading, permissionWords } from '../../../src/platform/presentation/permission-words.ts'
import { nameOfLanguage } from '../../../src/platform/presentation/translated.ts'
import type { FormState } from '../../../src/platform/presentation/view.ts'
import { LinkButton } from '../../components/button.tsx'
import { ChoiceSearch } from '../../components/choice-search.tsx'
import { Notice } from '../../components/flash.tsx'
import { Form, FormActions, HiddenField, SubmitButton } from '../../components/form.tsx'
import { PageHeader } from '../../components/page-header.tsx'
import { TranslatedField } from '../../components/translated-field.tsx'
import { PortalLayout } from '../../layout/portal-layout.tsx'
import { useText } from '../../view-context.tsx'

export interface RoleFormModel {
  title: string
  action: string
  back: string
  /** Null where it is a new one. */
  version: number | null
  unit: { id: string; name: string }
  /** What the reader could put in, and what stands in it already. */
  permissions: PermissionCatalogue['items']
  /** What the change does to those who hold it, once it was asked for. */
  change: RoleChange | null
  languages: readonly string[]
  form: FormState
}

export function RoleFormPage({ title, action, back, version, unit, change, ...model }: RoleFormModel) {
  const t = useText()
  const { form } = model
  const languages = model.languages.map((code) => ({ code, name: nameOfLanguage(code) }))
  const sentence = (name: string) => t(permissionWords(name))
  return (
    <PortalLayout
      title={title}
      hasErrors={form.issues.length > 0}
      header={
        <PageHeader
          title={title}
          lead={t('access.make.lead', { unit: unit.name })}
          breadcrumbs={[{ label: t('access.roles'), href: '/roles' }]}
        />
      }
    >
      <Form action={action} state={form}>
        {version !== null && <HiddenField name="_version" value={String(version)} />}
        <TranslatedField name="name" label={t('access.made.name')} languages={languages} maxlength={60} />
        <TranslatedField
          name="description"
          label={t('access.made.description')}
          languages={languages}
          maxlength={500}
          optional
        />
        <ChoiceSearch
          name="permissions"
          label={t('access.make.permissions')}
          help={t('access.make.permissionsHelp')}
          searchLabel={t('access.make.search')}
          options={model.permissions.map(({ name, implies }) => ({
            value: name,
            label: `${t(permissionHeading(name))}: ${sentence(name)}`,
            ...(implies.length === 0
              ? {}
              : { help: t('access.make.implies', { what: implies.map(sentence).join('; ') }) }),
          }))}
        />
        {change && (
          <div class="field">
            <Notice kind="warning" title={t('access.change.told', { holders: change.holders })}>
              {change.gained.length > 0 && (
                <p>
                  {t('access.change.gain', {
                    count: change.holders,
                    what: change.gained.map(sentence).join('; '),
                  })}
                </p>
              )}
              {change.lost.length > 0 && (
                <p>
                  {t('access.change.lose', {
                    count: change.holders,
                    what: change.lost.map(sentence).join('; '),
                  })}
                </p>
              )}
            </Notice>
            <HiddenField name="toldHolders" value={change.holders} />
          </div>
        )}
        <FormActions>
          <SubmitButton>{t(version === null ? 'access.make.save' : 'access.change.save')}</SubmitButton>
          <LinkButton href={back} variant="quiet">
            {t('access.cancel')}
          </LinkButton>
        </FormActions>
      </Form>
    </PortalLayout>
  )
}
