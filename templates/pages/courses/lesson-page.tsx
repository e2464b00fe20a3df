import type { DraftModule, DraftReply, WrittenLesson } from '../../../src/modules/courses/contract.ts'
import type { FormState } from '../../../src/platform/presentation/view.ts'
import { NumberField } from '../../components/amount-fields.tsx'
import { LinkButton } from '../../components/button.tsx'
import {
  CheckboxField,
  FieldRow,
  Form,
  FormActions,
  HiddenField,
  RadioGroup,
  SubmitButton,
  TextArea,
  TextField,
} from '../../components/form.tsx'
import { PageHeader } from '../../components/page-header.tsx'
import { Repeated } from '../../components/repeated.tsx'
import { PortalLayout } from '../../layout/portal-layout.tsx'
import { useText } from '../../view-context.tsx'
import { ReleaseFields } from './release-fields.tsx'

export interface LessonModel {
  draft: DraftReply
  inModule: DraftModule
  /** Null where it is a new one. */
  found: WrittenLesson | null
  kind: WrittenLesson['kind']
  form: FormState
}

export function LessonPage({ draft, inModule, found, kind, form }: LessonModel) {
  const t = useText()
  const back = `/written-courses/${draft.courseId}/draft`
  const title = found?.title ?? t(`courses.lessons.add.${kind}`)
  return (
    <PortalLayout
      title={title}
      hasErrors={form.issues.length > 0}
      header={
        <PageHeader
          title={title}
          lead={inModule.title}
          breadcrumbs={[
            { label: t('courses.list.title'), href: '/written-courses' },
            { label: draft.title, href: back },
          ]}
          actions={
            found ? (
              <LinkButton href={`/courses/${draft.slug}/previews/${found.key}`}>
                {t('courses.lookAsLearner')}
              </LinkButton>
            ) : undefined
          }
        />
      }
    >
      <Form
        action={found ? `${back}/lessons/${found.id}` : `${back}/modules/${inModule.id}/lessons/new`}
        state={form}
      >
        <HiddenField name="kind" value={kind} />
        {found && <HiddenField name="_version" value={String(found.version)} />}
        <TextField name="title" label={t('courses.title')} maxlength={160} />
        <TextField name="summary" label={t('courses.lessons.summary')} maxlength={400} optional />
        <Own kind={kind} timeZone={draft.timeZone} />
        <TextArea
          name="body"
          label={t(kind === 'text' ? 'courses.lessons.body' : 'courses.lessons.besides')}
          help={t('courses.markdownHelp')}
          rows={kind === 'text' ? 20 : 8}
          maxlength={60_000}
          optional
        />
        <Repeated
          name="links"
          legend={t('courses.readOn')}
          add={t('courses.lessons.addLink')}
          rowLegend={(number) => t('courses.lessons.link', { number })}
          most={30}
        >
          {(at) => (
            <FieldRow>
              <TextField
                name={`${at}.title`}
                label={t('courses.lessons.linkTitle')}
                maxlength={200}
                optional
              />
              <TextField name={`${at}.url`} type="url" label={t('courses.lessons.linkUrl')} optional />
            </FieldRow>
          )}
        </Repeated>
        <NumberField
          name="minutes"
          label={t('courses.lessons.minutes')}
          unit={t('courses.minuteUnit')}
          optional
        />
        <RadioGroup
          name="completion"
          label={t('courses.completion')}
          options={(['confirmed', 'viewed'] as const).map((value) => ({
            value,
            label: t(`courses.completions.${value}`),
          }))}
        />
        <CheckboxField name="isPreview" label={t('courses.lessons.isPreview')} />
        <ReleaseFields timeZone={draft.timeZone} />
        <FormActions>
          <SubmitButton>{t(found ? 'courses.save' : 'courses.lessons.button')}</SubmitButton>
          <LinkButton href={back} variant="quiet">
            {t('layout.cancel')}
          </LinkButton>
        </FormActions>
      </Form>
    </PortalLayout>
  )
}

/** What a kind of lesson takes beside words. */
function Own({ kind, timeZone }: { kind: WrittenLesson['kind']; timeZone: string }) {
  const t = useText()
  if (kind === 'text') return null
  if (kind === 'live')
    return (
      <>
        <FieldRow>
          <TextField
            name="startsAt"
            type="datetime-local"
            label={t('courses.startsAt')}
            help={t('courses.lessons.sessionHelp', { timeZone })}
            width="medium"
            optional
          />
          <TextField
            name="endsAt"
            type="datetime-local"
            label={t('courses.endsAt')}
            width="medium"
            optional
          />
        </FieldRow>
        <TextField name="url" type="url" label={t('courses.sessionUrl')} optional />
        <TextField name="venue" label={t('courses.venue')} maxlength={300} optional />
      </>
    )
  return (
    <>
      <TextField
        name="url"
        type="url"
        label={t(`courses.lessons.url.${kind}`)}
        help={kind === 'video' ? t('courses.lessons.videoHelp') : undefined}
        optional
      />
      {kind === 'video' && (
        <TextArea
          name="transcript"
          label={t('courses.transcript')}
          help={t('courses.lessons.transcriptHelp')}
          rows={6}
          maxlength={60_000}
          optional
        />
      )}
    </>
  )
}
