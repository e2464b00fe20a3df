import type { Config } from '../../platform/config.ts'
import type { Module } from '../../platform/declare/module.ts'
import { keepMail } from './keep-mail.ts'
import { pages } from './pages.ts'
import { listKeptMails, readKeptMail } from './queries/kept-mail.ts'

/** Mail is kept wherever no server takes it; the pages that show it to anyone exist in demo mode only. */
export function development({ demo }: Pick<Config, 'demo'>): Module {
  return {
    name: 'development',
    operations: demo ? [listKeptMails, readKeptMail] : [],
    pages: demo ? pages : [],
    keepMail,
  }
}
