import type { Preferences } from '../../../src/modules/notifications/contract.ts'
import { channels } from '../../../src/platform/presentation/channels.ts'
import type { FormState } from '../../../src/platform/presentation/view.ts'
import { Badge } from '../../components/badge.tsx'
import { Form, FormActions, HiddenField, SubmitButton } from '../../components/form.tsx'
import { SwitchField } from '../../components/switch-field.tsx'
import { type Column, Table } from '../../components/table.tsx'
import { useText } from '../../view-context.tsx'
import { ProfileLayout, type ProfileTabs } from '../people/profile-layout.tsx'

export interface PreferencesModel extends Preferences {
  form: FormState
  tabs: ProfileTabs
}

type Topic = Preferences['topics'][number]
type Channel = Topic['channels'][number]['channel']

export function PreferencesPage({ topics, form, tabs }: PreferencesModel) {
  const t = useText()
  const choices = topics.flatMap((topic) =>
    topic.security ? [] : topic.channels.map(({ channel }) => `${topic.name} ${channel}`),
  )
  const columns: Column<Topic>[] = [
    {
      label: t('notifications.preferences.topic'),
      heading: true,
      cell: ({ labelText }) => labelText,
    },
    ...channels.map((channel) => ({
      label: t(`notifications.channels.${channel}`),
      narrow: true,
      cell: (topic: Topic) => (
        <Choice
          topic={topic}
          channel={channel}
          field={`choices.${choices.indexOf(`${topic.name} ${channel}`)}`}
        />
      ),
    })),
  ]
  return (
    <ProfileLayout tabs={tabs} title={t('notifications.preferences.title')} form={form}>
      <p>{t('notifications.preferences.help')}</p>
      <p>{t('notifications.preferences.security')}</p>
      <Form action="/profile/notifications" state={form}>
        <Table
          caption={t('notifications.preferences.title')}
          columns={columns}
          rows={topics}
          rowKey={({ name }) => name}
        />
        {choices.length > 0 && (
          <FormActions>
            <SubmitButton>{t('notifications.preferences.button')}</SubmitButton>
          </FormActions>
        )}
      </Form>
    </ProfileLayout>
  )
}

function Choice({ topic, channel, field }: { topic: Topic; channel: Channel; field: string }) {
  const t = useText()
  const offered = topic.channels.find((each) => each.channel === channel)
  if (!offered) return <>{t('notifications.preferences.notOffered')}</>
  if (topic.security) return <Badge>{t('notifications.preferences.alwaysOn')}</Badge>
  return (
    <>
      <HiddenField name={`${field}.topic`} value={topic.name} />
      <HiddenField name={`${field}.channel`} value={channel} />
      <SwitchField
        name={`${field}.wanted`}
        label={t('notifications.preferences.switch', {
          topic: topic.labelText,
          channel: t(`notifications.channels.${channel}`),
        })}
        value={offered.wanted}
        quiet
      />
    </>
  )
}
