import type { ClassificationReply } from '../../../src/modules/membership/contract.ts'
import { textIn } from '../../../src/platform/presentation/translated.ts'
import type { FormState } from '../../../src/platform/presentation/view.ts'
import { ActionForm } from '../../components/button.tsx'
import { DescriptionList } from '../../components/description-list.tsx'
import { Form, FormActions, SelectField, SubmitButton, TextArea, TextField } from '../../components/form.tsx'
import { keyFor } from '../../components/key-for.ts'
import { PageHeader } from '../../components/page-header.tsx'
import { Section } from '../../components/section.tsx'
import { Timeline } from '../../components/timeline.tsx'
import { PortalLayout } from '../../layout/portal-layout.tsx'
import { useText, useView } from '../../view-context.tsx'
import { Verifications } from './verifications.tsx'

export interface PersonClassesModel {
  person: ClassificationReply
  form: FormState
}

export function PersonClassesPage({ person, form }: PersonClassesModel) {
  const t = useText()
  const { locale } = useView()
  const { name, grade, type, verifications, abilities, history } = person
  const address = `/people/${person.personId}`
  const title = t('membership.classes.of', { name })
  const said = (label: typeof grade) => (label ? textIn(label, locale) : '–')
  return (
    <PortalLayout
      title={title}
      hasErrors={form.issues.length > 0}
      header={<PageHeader title={title} breadcrumbs={[{ label: name, href: address }]} />}
    >
      <DescriptionList
        items={[
          { label: t('membership.grade'), value: said(grade) },
          { label: t('membership.type'), value: said(type) },
        ]}
      />
      {abilities.classify && <ClassifyForm person={person} form={form} />}
      <Section
        title={t('membership.verification.title')}
        id="verification"
        description={t('membership.verification.help')}
      >
        <Verifications
          items={verifications}
          action={
            abilities.verify
              ? (id) => (
                  <ActionForm
                    action={`${address}/classes/verifications/${id}/end`}
                    idempotencyKey={keyFor(form, id)}
                    variant="quiet"
                  >
                    {t('membership.verification.end')}
                  </ActionForm>
                )
              : undefined
          }
        />
        {abilities.verify && (
          <Form action={`${address}/classes/verify`} state={{ ...form, values: {}, issues: [] }} id="verify">
            <TextField
              name="note"
              label={t('membership.verification.note')}
              help={t('membership.verification.noteHelp')}
              maxlength={120}
              width="medium"
            />
            <FormActions>
              <SubmitButton variant="secondary">{t('membership.verification.button')}</SubmitButton>
            </FormActions>
          </Form>
        )}
      </Section>
      {history.length > 0 && (
        <Section title={t('membership.classes.history')} id="history">
          <Timeline
            label={t('membership.classes.history')}
            shown="date"
            items={history.map(({ id, facet, label, startsAt, reason, decidedBy }) => ({
              key: id,
              at: startsAt,
              text: t('membership.classes.became', {
                facet: t(`membership.facets.${facet}`),
                label: textIn(label, locale),
              }),
              children:
                reason || decidedBy ? (
                  <p class="prose">{[reason, decidedBy?.name].filter(Boolean).join(' – ')}</p>
                ) : undefined,
            }))}
          />
        </Section>
      )}
    </PortalLayout>
  )
}

function ClassifyForm({ person, form }: PersonClassesModel) {
  const t = useText()
  const { locale } = useView()
  const grades = person.grades.filter(({ isCurrent }) => !isCurrent)
  const types = person.types.filter(({ isCurrent }) => !isCurrent)
  if (grades.length + types.length === 0) return null
  return (
    <Section title={t('membership.classes.change')} id="change">
      <Form action={`/people/${person.personId}/classes`} state={form}>
        <SelectField
          name="classId"
          label={t('membership.classes.choose')}
          prompt={t('membership.classes.prompt')}
          width="medium"
          options={[
            ...grades.map(({ id, label, objections }) => ({
              value: id,
              label: [
                `${t('membership.facets.grade')}: ${textIn(label, locale)}`,
                ...objections.map((reason) => t(`membership.because.${reason}`)),
              ].join(' – '),
            })),
            ...types.map(({ id, label }) => ({
              value: id,
              label: `${t('membership.facets.type')}: ${textIn(label, locale)}`,
            })),
          ]}
        />
        <TextArea
          name="reason"
          label={t('membership.reason')}
          help={t('membership.classes.reasonHelp')}
          maxlength={1000}
        />
        <FormActions>
          <SubmitButton>{t('membership.classes.save')}</SubmitButton>
        </FormActions>
      </Form>
    </Section>
  )
}
