import {
  type ComponentsModel,
  ComponentsPage,
} from '../../../templates/pages/development/components-page.tsx'
import { MailPage } from '../../../templates/pages/development/mail-page.tsx'
import { MailsPage } from '../../../templates/pages/development/mails-page.tsx'
import { SmsPage } from '../../../templates/pages/development/sms-page.tsx'
import { type AnyPage, draw, page } from '../../platform/declare/page.ts'
import { notFound } from '../../platform/errors.ts'
import { KeptMailReference } from './contract.ts'
import { listKeptMails, readKeptMail } from './queries/kept-mail.ts'
import { listKeptSms } from './queries/kept-sms.ts'

const mails = page({
  name: 'development.mailsPage',
  path: '/dev/mail',
  permission: 'anyone',
  show: async ({ ask }) => draw(MailsPage, await ask(listKeptMails, {})),
})

const mail = page({
  name: 'development.mailPage',
  path: '/dev/mail/:mailId',
  permission: 'anyone',
  async show({ ask, params }) {
    const reference = KeptMailReference.safeParse(params)
    if (!reference.success) throw notFound()
    return draw(MailPage, { mail: await ask(readKeptMail, reference.data) })
  },
})

const sms = page({
  name: 'development.smsPage',
  path: '/dev/sms',
  permission: 'anyone',
  show: async ({ ask }) => draw(SmsPage, await ask(listKeptSms, {})),
})

const components = page({
  name: 'development.componentsPage',
  path: '/dev/components',
  permission: 'anyone',
  async show({ query: { scheme, direction } }) {
    return draw<ComponentsModel>(ComponentsPage, {
      scheme: scheme === 'light' || scheme === 'dark' ? scheme : null,
      direction: direction === 'rtl' || direction === 'ltr' ? direction : null,
    })
  },
})

export const pages: readonly AnyPage[] = [mails, mail, sms, components]
