import type { ApplicationReply } from '../../../src/modules/applications/contract.ts'
import type { FormState } from '../../../src/platform/presentation/view.ts'
import { NumberField } from '../../components/amount-fields.tsx'
import { ActionForm, Button } from '../../components/button.tsx'
import { DraftNotice } from '../../components/draft-notice.tsx'
import {
  CheckboxGroup,
  DateField,
  EmailField,
  FieldRow,
  Fieldset,
  Form,
  FormActions,
  HiddenField,
  SubmitButton,
  TextArea,
  TextField,
} from '../../components/form.tsx'
import { keyFor } from '../../components/key-for.ts'
import { Repeated } from '../../components/repeated.tsx'
import { PortalLayout } from '../../layout/portal-layout.tsx'
import { useText, useView } from '../../view-context.tsx'
import { WritingHeader } from './writing.tsx'

export interface DraftModel {
  application: ApplicationReply
  form: FormState
}

/** What can be lost is kept as it is typed, where scripts run; the button keeps it as well. */
export function DraftPage({ application, form }: DraftModel) {
  const t = useText()
  const { id, version, draft } = application
  const address = `/my-applications/${id}/draft`
  return (
    <PortalLayout
      title={t('applications.steps.draft')}
      hasErrors={form.issues.length > 0}
      header={<WritingHeader application={application} step="draft" />}
    >
      {draft && <DraftNotice savedAt={draft.savedAt} />}
      <Form action={address} state={form}>
        <HiddenField name="_version" value={String(version)} />
        <p
          role="status"
          data-autosave
          data-saved={t('applications.autosave.saved')}
          data-failed={t('applications.autosave.failed')}
        />
        <Fieldset legend={t('applications.form.words')} help={t('applications.form.wordsHelp')}>
          <TextArea name="proposal" label={t('applications.proposal')} rows={10} maxlength={8000} />
          <TextArea name="experience" label={t('applications.experience')} rows={6} maxlength={4000} />
          <TextArea name="timeline" label={t('applications.timeline')} rows={5} maxlength={4000} />
        </Fieldset>
        <Milestones />
        <Budget />
        <Team />
        <Chosen application={application} />
        <Portfolio />
        <References />
        <FormActions>
          <SubmitButton formaction={`${address}?then=files`}>{t('applications.form.goOn')}</SubmitButton>
          <Button type="submit">{t('applications.form.save')}</Button>
        </FormActions>
      </Form>
      {/* Asked without a script as well, and far from what one presses by habit. */}
      <details>
        <summary>{t('components.draft.discard')}</summary>
        <p>{t('applications.form.discardHelp')}</p>
        <ActionForm
          action={`/my-applications/${id}/discard`}
          idempotencyKey={keyFor(form, 'discard')}
          variant="danger"
        >
          {t('components.draft.discard')}
        </ActionForm>
      </details>
    </PortalLayout>
  )
}

function Milestones() {
  const t = useText()
  return (
    <Repeated
      name="milestones"
      legend={t('applications.milestones')}
      add={t('applications.form.addMilestone')}
      rowLegend={(number) => t('applications.form.milestone', { number })}
      rows={0}
    >
      {(at) => (
        <FieldRow>
          <TextField name={`${at}.title`} label={t('applications.form.what')} maxlength={200} />
          <DateField name={`${at}.doneOn`} label={t('applications.form.doneOn')} />
        </FieldRow>
      )}
    </Repeated>
  )
}

function Budget() {
  const t = useText()
  return (
    <Fieldset legend={t('applications.budget')} help={t('applications.form.budgetHelp')}>
      <TextField name="currency" label={t('applications.currency')} maxlength={3} width="short" optional />
      <Repeated
        name="items"
        legend={t('applications.items')}
        add={t('applications.form.addItem')}
        rowLegend={(number) => t('applications.form.item', { number })}
        rows={0}
        most={60}
      >
        {(at) => (
          <>
            <TextField name={`${at}.title`} label={t('applications.form.what')} maxlength={200} />
            <FieldRow>
              <NumberField name={`${at}.quantity`} label={t('applications.quantity')} fraction value={1} />
              <TextField
                name={`${at}.unit`}
                label={t('applications.unit')}
                maxlength={40}
                width="short"
                optional
              />
              <NumberField name={`${at}.price`} label={t('applications.price')} fraction width="medium" />
            </FieldRow>
          </>
        )}
      </Repeated>
    </Fieldset>
  )
}

function Team() {
  const t = useText()
  return (
    <Repeated
      name="team"
      legend={t('applications.team')}
      add={t('applications.form.addMember')}
      rowLegend={(number) => t('applications.form.member', { number })}
      rows={0}
    >
      {(at) => (
        <>
          <FieldRow>
            <TextField name={`${at}.name`} label={t('applications.name')} maxlength={120} />
            <TextField name={`${at}.role`} label={t('applications.role')} maxlength={120} optional />
            <NumberField name={`${at}.years`} label={t('applications.years')} optional />
          </FieldRow>
          <TextArea name={`${at}.note`} label={t('applications.note')} rows={2} maxlength={500} optional />
        </>
      )}
    </Repeated>
  )
}

/** What the profile holds already: papers that are asked for, and past work. */
function Chosen({ application: { draft } }: Pick<DraftModel, 'application'>) {
  const t = useText()
  const { locale } = useView()
  if (!draft) return null
  const day = (iso: string) =>
    new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeZone: 'UTC' }).format(new Date(iso))
  return (
    <>
      {draft.papers.length > 0 && (
        <CheckboxGroup
          name="papers"
          label={t('applications.papers')}
          help={t('applications.form.papersHelp')}
          options={draft.papers.map(({ id, title, jurisdiction, expiresOn, validity }) => ({
            value: id,
            label: [title, jurisdiction].filter(Boolean).join(', '),
            help: expiresOn
              ? [
                  t(validity === 'lapsed' ? 'applications.form.expired' : 'applications.form.expires', {
                    day: day(expiresOn),
                  }),
                  validity === 'expiresBefore' || validity === 'expiresBeforeStart'
                    ? t(`applications.demands.${validity}`)
                    : '',
                ]
                  .filter(Boolean)
                  .join(' · ')
              : undefined,
          }))}
        />
      )}
      {draft.works.length > 0 && (
        <CheckboxGroup
          name="works"
          label={t('applications.works')}
          options={draft.works.map(({ id, title, client }) => ({
            value: id,
            label: [title, client].filter(Boolean).join(' · '),
          }))}
        />
      )}
    </>
  )
}

function Portfolio() {
  const t = useText()
  return (
    <Repeated
      name="portfolio"
      legend={t('applications.portfolio')}
      add={t('applications.form.addWork')}
      rowLegend={(number) => t('applications.form.work', { number })}
      rows={0}
    >
      {(at) => (
        <>
          <TextField name={`${at}.title`} label={t('applications.form.what')} maxlength={200} />
          <TextField name={`${at}.link`} type="url" label={t('applications.link')} maxlength={500} optional />
          <TextArea
            name={`${at}.description`}
            label={t('applications.description')}
            rows={2}
            maxlength={1000}
            optional
          />
        </>
      )}
    </Repeated>
  )
}

function References() {
  const t = useText()
  return (
    <Repeated
      name="references"
      legend={t('applications.references')}
      add={t('applications.form.addReference')}
      rowLegend={(number) => t('applications.form.reference', { number })}
      rows={0}
    >
      {(at) => (
        <>
          <FieldRow>
            <TextField name={`${at}.name`} label={t('applications.name')} maxlength={120} />
            <TextField
              name={`${at}.organisation`}
              label={t('applications.organisation')}
              maxlength={200}
              optional
            />
            <TextField name={`${at}.role`} label={t('applications.role')} maxlength={120} optional />
          </FieldRow>
          <FieldRow>
            <EmailField
              name={`${at}.email`}
              label={t('applications.email')}
              autocomplete="off"
              maxlength={254}
              optional
            />
            <TextField
              name={`${at}.phone`}
              label={t('applications.phone')}
              type="tel"
              maxlength={40}
              optional
            />
          </FieldRow>
          <TextArea name={`${at}.note`} label={t('applications.note')} rows={2} maxlength={500} optional />
        </>
      )}
    </Repeated>
  )
}
