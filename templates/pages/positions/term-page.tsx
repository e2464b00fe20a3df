import type { TermDetail } from '../../../src/modules/positions/contract.ts'
import { textIn } from '../../../src/platform/presentation/translated.ts'
import type { FormState } from '../../../src/platform/presentation/view.ts'
import { DescriptionList } from '../../components/description-list.tsx'
import { DateField, Form, FormActions, SubmitButton, TextArea } from '../../components/form.tsx'
import { keyFor } from '../../components/key-for.ts'
import { PageHeader } from '../../components/page-header.tsx'
import { Section } from '../../components/section.tsx'
import { Time } from '../../components/time.tsx'
import { PortalLayout } from '../../layout/portal-layout.tsx'
import { useText, useView } from '../../view-context.tsx'
import { roleWords } from '../access/role-words.ts'
import { TermBadge } from './term-table.tsx'

export interface TermModel {
  term: TermDetail
  form: FormState
}

export function TermPage({ term, form }: TermModel) {
  const t = useText()
  const { locale } = useView()
  const position = textIn(term.position.name, locale)
  const title = t('positions.term.title', { person: term.person.name || t('positions.nobody'), position })
  const address = `/positions/terms/${term.id}`
  return (
    <PortalLayout
      title={title}
      hasErrors={form.issues.length > 0}
      header={
        <PageHeader
          title={title}
          badge={<TermBadge term={term} />}
          breadcrumbs={[
            { label: term.unit.name, href: `/units/${term.unit.id}` },
            { label: t('positions.link'), href: `/units/${term.unit.id}/positions` },
          ]}
        />
      }
    >
      <DescriptionList
        items={[
          {
            label: t('positions.person'),
            value: <a href={`/people/${term.person.id}`}>{term.person.name || t('positions.nobody')}</a>,
          },
          { label: t('positions.unit'), value: <a href={`/units/${term.unit.id}`}>{term.unit.name}</a> },
          { label: t('positions.from'), value: <Time value={term.startsAt} /> },
          {
            label: t('positions.until'),
            value: term.endsAt ? <Time value={term.endsAt} /> : t('positions.noEnd'),
          },
          { label: t('positions.way'), value: t(`positions.ways.${term.way}`) },
          ...(term.role === null
            ? []
            : [{ label: t('positions.role'), value: roleWords(t, locale, term.role, term.roleName) }]),
          ...(term.appointedBy ? [{ label: t('positions.appointedBy'), value: term.appointedBy.name }] : []),
          ...(term.reason ? [{ label: t('positions.reason'), value: term.reason }] : []),
          ...(term.endedAt ? [{ label: t('positions.endedAt'), value: <Time value={term.endedAt} /> }] : []),
          ...(term.endedBy ? [{ label: t('positions.endedBy'), value: term.endedBy.name }] : []),
          ...(term.endReason ? [{ label: t('positions.endReason'), value: term.endReason }] : []),
        ]}
      />
      {term.abilities.change && (
        <Section title={t('positions.term.change')} id="change">
          <Form action={address} state={form}>
            <DateField name="endsAt" label={t('positions.until')} help={t('positions.untilHelp')} optional />
            <FormActions>
              <SubmitButton>{t('positions.term.save')}</SubmitButton>
            </FormActions>
          </Form>
        </Section>
      )}
      {term.abilities.end && (
        <Section title={t('positions.term.end')} id="end" description={t('positions.term.endHelp')}>
          <Form
            action={`${address}/end`}
            state={{
              ...form,
              values: {},
              issues: [],
              idempotencyKey: keyFor(form, 'end'),
            }}
            id="end-form"
          >
            <TextArea
              name="reason"
              label={t('positions.endReason')}
              help={t('positions.reasonHelp')}
              rows={2}
              optional
            />
            <FormActions>
              <SubmitButton variant="danger">{t('positions.term.endButton')}</SubmitButton>
            </FormActions>
          </Form>
        </Section>
      )}
    </PortalLayout>
  )
}
