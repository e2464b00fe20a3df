import { nothing, type Sample, type Samples } from './sample.ts'

const mail: Sample = { about: 'nothing', input: ({ world }) => ({ mailId: world.ids.mail }) }

export const development: Samples = {
  'development.listKeptMails': nothing,
  'development.readKeptMail': mail,
  'development.mailsPage': nothing,
  'development.mailPage': mail,
  'development.mailHtml': mail,
  'development.listKeptSms': nothing,
  'development.smsPage': nothing,
  'development.componentsPage': nothing,
}
