import type { Config } from '../../platform/config.ts'
import type { Module } from '../../platform/declare/module.ts'
import { endpoints } from './endpoints.ts'
import { keepMail } from './keep-mail.ts'
import { keepSms } from './keep-sms.ts'
import { pages } from './pages.ts'
import { listKeptMails, readKeptMail } from './queries/kept-mail.ts'
import { listKeptSms } from './queries/kept-sms.ts'
import { personalData } from './slots/personal-data.ts'
import { purges } from './slots/purges.ts'

/** Mail and messages are kept wherever no server takes them; the pages that show them to anyone exist in demo mode only. */
export function development({ demo }: Pick<Config, 'demo'>): Module {
  return {
    name: 'development',
    operations: demo ? [listKeptMails, readKeptMail, listKeptSms] : [],
    pages: demo ? pages : [],
    purges,
    endpoints: demo ? endpoints : [],
    keepMail,
    keepSms,
    personalData,
  }
}
