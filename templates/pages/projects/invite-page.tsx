import type { FoundInvitees, ProjectReply } from '../../../src/modules/projects/contract.ts'
import type { FormState } from '../../../src/platform/presentation/view.ts'
import { EmptyState } from '../../components/empty-state.tsx'
import { CheckboxGroup, Form, FormActions, SubmitButton } from '../../components/form.tsx'
import { PageHeader } from '../../components/page-header.tsx'
import { SearchForm } from '../../components/search-form.tsx'
import { PortalLayout } from '../../layout/portal-layout.tsx'
import { useText } from '../../view-context.tsx'

export interface InviteModel {
  project: ProjectReply
  search: string
  found: FoundInvitees
  form: FormState
}

export function InvitePage({ project, search, found: { people, companies }, form }: InviteModel) {
  const t = useText()
  const address = `/managed-projects/${project.id}/invitations`
  const title = t('projects.invitations.invite')
  const options = (items: FoundInvitees['people']) =>
    items.map(({ id, name }) => ({ value: id, label: name }))
  return (
    <PortalLayout
      title={title}
      hasErrors={form.issues.length > 0}
      header={
        <PageHeader
          title={title}
          lead={t('projects.invitations.inviteLead')}
          breadcrumbs={[
            { label: project.title, href: `/projects/${project.slug}` },
            { label: t('projects.invitations.title'), href: address },
          ]}
        />
      }
    >
      <SearchForm
        action={`${address}/new`}
        label={t('projects.invitations.search')}
        value={search}
        button={t('projects.invitations.find')}
      />
      {people.length + companies.length > 0 ? (
        <Form action={`${address}/new?search=${encodeURIComponent(search)}`} state={form}>
          {people.length > 0 && (
            <CheckboxGroup
              name="personIds"
              label={t('projects.invitations.people')}
              options={options(people)}
            />
          )}
          {companies.length > 0 && (
            <CheckboxGroup
              name="companyIds"
              label={t('projects.invitations.companies')}
              options={options(companies)}
            />
          )}
          <FormActions>
            <SubmitButton>{t('projects.invitations.button')}</SubmitButton>
          </FormActions>
        </Form>
      ) : (
        search !== '' && (
          <EmptyState title={t('projects.invitations.nobody')} icon="people">
            {t('projects.invitations.nobodyHelp')}
          </EmptyState>
        )
      )}
    </PortalLayout>
  )
}
