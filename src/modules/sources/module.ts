import type { Module } from '../../platform/declare/module.ts'
import { keyPurpose } from './adapters/fetch-page.ts'
import { changeSource } from './commands/change-source.ts'
import { declareSource } from './commands/declare-source.ts'
import { endRun } from './commands/end-run.ts'
import { fetchSourcePage } from './commands/fetch-source-page.ts'
import { previewSource } from './commands/preview-source.ts'
import { runSource } from './commands/run-source.ts'
import { startDueRuns } from './commands/start-due-runs.ts'
import { takeRecord } from './commands/take-record.ts'
import { pages } from './pages.ts'
import { permissions } from './policy.ts'
import { listSources, readSource } from './queries/sources.ts'
import { unitHoldings } from './slots/unit-holdings.ts'
import { sourceNameTaken, sourceRunning } from './source.ts'
import { sourceRun } from './task-kinds.ts'

export const sources: Module = {
  name: 'sources',
  operations: [
    listSources,
    readSource,
    declareSource,
    changeSource,
    previewSource,
    runSource,
    startDueRuns,
    fetchSourcePage,
    takeRecord,
    endRun,
  ],
  pages,
  permissions,
  taskKinds: [sourceRun],
  unitHoldings,
  sealedColumns: [{ table: 'project_sources', keys: ['id'], column: 'sealed_key', purpose: keyPurpose }],
  tenantData: { goes: ['source_items', 'source_runs', 'project_sources'] },
  constraintErrors: { project_sources_name_key: sourceNameTaken, source_runs_going_key: sourceRunning },
}
