import type { CompanyReply } from '../../../src/modules/companies/contract.ts'
import type { FormState } from '../../../src/platform/presentation/view.ts'
import { ActionForm, ButtonGroup, LinkButton } from '../../components/button.tsx'
import { DescriptionList } from '../../components/description-list.tsx'
import { FileField, Form, FormActions, SubmitButton } from '../../components/form.tsx'
import { PageHeader } from '../../components/page-header.tsx'
import { Section } from '../../components/section.tsx'
import { Time } from '../../components/time.tsx'
import { PortalLayout } from '../../layout/portal-layout.tsx'
import { useText } from '../../view-context.tsx'
import { Coverage } from '../people/certification-list.tsx'

export interface PaperScanModel {
  company: CompanyReply
  paper: NonNullable<CompanyReply['more']>['papers'][number]
  form: FormState
  /** What may be sent as a scan. */
  scans: { mediaTypes: readonly string[]; limitBytes: number }
}

export function PaperScanPage({ company, paper, form, scans }: PaperScanModel) {
  const t = useText()
  const back = `/companies/${company.id}`
  const address = `${back}/papers/${paper.id}/scan`
  const { title, kind, issuer, number, jurisdiction, expiresOn, scan } = paper
  const said = [issuer, number, jurisdiction].filter(Boolean).join(' · ')
  return (
    <PortalLayout
      title={title}
      header={
        <PageHeader title={title} breadcrumbs={[{ label: company.legalName, href: `${back}#papers` }]} />
      }
    >
      <DescriptionList
        items={[
          { label: t('people.certifications.kind'), value: t(`people.certifications.kinds.${kind}`) },
          ...(said ? [{ label: t('people.certifications.issuer'), value: said }] : []),
          ...(paper.amount === null
            ? []
            : [{ label: t('people.certifications.amount'), value: <Coverage {...paper} /> }]),
          ...(expiresOn
            ? [
                {
                  label: t('people.certifications.expiresOn'),
                  value: <Time value={expiresOn} shown="day" />,
                },
              ]
            : []),
        ]}
      />
      <Section title={t('people.scan.title')} id="scan" description={t('companies.scan.help')}>
        {scan && (
          <ButtonGroup>
            <LinkButton href={scan} icon="file">
              {t('people.scan.open')}
            </LinkButton>
            {company.abilities.manage && (
              <ActionForm
                action={`${address}/remove`}
                idempotencyKey={form.idempotencyKey}
                confirm={t('people.scan.confirm', { name: title })}
              >
                {t('people.scan.remove')}
              </ActionForm>
            )}
          </ButtonGroup>
        )}
        {!scan && !company.abilities.manage && <p>{t('companies.scan.none')}</p>}
        {company.abilities.manage && (
          <Form action={address} id="scan-form" multipart>
            <FileField
              name="file"
              label={t(scan ? 'people.scan.replace' : 'people.scan.label')}
              accept={scans.mediaTypes}
              types={t('people.scan.types')}
              mostBytes={scans.limitBytes}
            />
            <FormActions>
              <SubmitButton variant="secondary">{t('people.scan.button')}</SubmitButton>
            </FormActions>
          </Form>
        )}
      </Section>
    </PortalLayout>
  )
}
