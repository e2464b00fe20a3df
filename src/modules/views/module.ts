import type { Module } from '../../platform/declare/module.ts'
import { deleteView } from './commands/delete-view.ts'
import { saveView } from './commands/save-view.ts'
import { pages } from './pages.ts'
import { permissions } from './policy.ts'
import { listPlacesToShare, listViews } from './queries/views.ts'
import { personalData } from './slots/personal-data.ts'
import { unitHoldings } from './slots/unit-holdings.ts'
import { nameTaken } from './view.ts'

export const views: Module = {
  name: 'views',
  operations: [listViews, listPlacesToShare, saveView, deleteView],
  pages,
  permissions,
  constraintErrors: { list_views_name_key: nameTaken, list_views_default_key: nameTaken },
  personalData,
  unitHoldings,
  keepsViews: listViews,
  tenantData: { goes: ['list_views'] },
}
