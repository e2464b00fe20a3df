import type { ClassReply, EligibilityReply } from '../../../src/modules/membership/contract.ts'
import { textIn } from '../../../src/platform/presentation/translated.ts'
import type { FormState } from '../../../src/platform/presentation/view.ts'
import { LinkButton } from '../../components/button.tsx'
import { CheckboxGroup, Form, FormActions, HiddenField, SubmitButton } from '../../components/form.tsx'
import { PageHeader } from '../../components/page-header.tsx'
import { PortalLayout } from '../../layout/portal-layout.tsx'
import { useText, useView } from '../../view-context.tsx'

export interface EligibilityModel {
  rule: EligibilityReply
  classes: readonly ClassReply[]
  verified: readonly string[]
  form: FormState
}

/** What is asked of people before they come to one thing. */
export function EligibilityPage({ rule, classes, verified, form }: EligibilityModel) {
  const t = useText()
  const { locale } = useView()
  const { kind, subject, name } = rule
  const title = t(`membership.eligibility.titleOf.${kind}`, { name })
  const offered = (facet: 'grade' | 'type', chosen: readonly string[]) =>
    classes
      .filter((each) => each.facet === facet && (each.archivedAt === null || chosen.includes(each.key)))
      .map(({ key, label }) => ({ value: key, label: textIn(label, locale) }))
  const grades = offered('grade', rule.grades)
  const types = offered('type', rule.types)
  return (
    <PortalLayout
      title={title}
      hasErrors={form.issues.length > 0}
      header={
        <PageHeader
          title={title}
          lead={t(`membership.eligibility.leadOf.${kind}`)}
          breadcrumbs={[{ label: t('membership.eligibility.title'), href: '/settings/eligibility' }]}
        />
      }
    >
      <Form action={`/settings/eligibility/${kind}/${subject}`} state={form}>
        <HiddenField name="_version" value={String(rule.version)} />
        {grades.length > 0 && (
          <CheckboxGroup
            name="grades"
            label={t('membership.eligibility.grades')}
            help={t('membership.eligibility.oneOf')}
            options={grades}
          />
        )}
        {types.length > 0 && (
          <CheckboxGroup
            name="types"
            label={t('membership.eligibility.types')}
            help={t('membership.eligibility.oneOf')}
            options={types}
          />
        )}
        <CheckboxGroup
          name="verified"
          label={t('membership.eligibility.verified')}
          help={t('membership.eligibility.allOf')}
          options={verified.map((value) => ({ value, label: t(`membership.verified.${value}`) }))}
        />
        <FormActions>
          <SubmitButton>{t('membership.classes.save')}</SubmitButton>
          <LinkButton href="/settings/eligibility" variant="quiet">
            {t('layout.cancel')}
          </LinkButton>
        </FormActions>
      </Form>
    </PortalLayout>
  )
}
