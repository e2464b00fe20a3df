import type { RolesAt } from '../../../src/modules/access/contract.ts'
import type { GroupDetail } from '../../../src/modules/scim/contract.ts'
import type { FormState } from '../../../src/platform/presentation/view.ts'
import { Callout } from '../../components/callout.tsx'
import { Form, FormActions, HiddenField, RadioGroup, SubmitButton } from '../../components/form.tsx'
import { PageHeader } from '../../components/page-header.tsx'
import { PortalLayout } from '../../layout/portal-layout.tsx'
import { useText, useView } from '../../view-context.tsx'
import { roleWords } from '../access/role-words.ts'

export interface TargetModel {
  group: GroupDetail
  unit: { unitId: string; name: string }
  roles: RolesAt['items']
  form: FormState
}

/** What a group is to bring at a unit. */
export function TargetPage({ group, unit, roles, form }: TargetModel) {
  const t = useText()
  const { locale } = useView()
  const address = `/scim-groups/${group.id}`
  return (
    <PortalLayout
      title={t('scim.groups.add')}
      header={
        <PageHeader
          title={t('scim.groups.addTo', { group: group.displayName, unit: unit.name })}
          breadcrumbs={[
            { label: t('scim.title'), href: '/settings/scim' },
            { label: t('scim.groups.title'), href: '/scim-groups' },
            { label: group.displayName, href: address },
          ]}
        />
      }
      hasErrors={form.issues.length > 0}
    >
      <Callout>{t('scim.groups.willBring', { count: group.members })}</Callout>
      <Form action={`${address}/targets/new?unitId=${unit.unitId}`} state={form}>
        <HiddenField name="unitId" value={unit.unitId} />
        <RadioGroup
          name="role"
          label={t('scim.groups.what')}
          value="belonging"
          options={[
            { value: 'belonging', label: t('scim.groups.belonging') },
            ...roles.map(({ role, name }) => ({ value: role, label: roleWords(t, locale, role, name) })),
          ]}
        />
        <FormActions>
          <SubmitButton>{t('scim.groups.bring')}</SubmitButton>
        </FormActions>
      </Form>
    </PortalLayout>
  )
}
