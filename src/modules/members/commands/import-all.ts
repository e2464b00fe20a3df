import { ImportPeople, PeopleCame } from '../contract.ts'
import { lockImport } from '../import/undo-row.ts'
import { command } from '../room.ts'
import { importPeople } from './import-people.ts'

/** So many stand in one entry of the audit: who reads it is not to look through thousands. */
const atOnce = 100

/** All people of a file, or nobody: in one transaction. */
export const importAll = command({
  name: 'members.importAll',
  summary: 'Make all people of a file members of their units, or none of them',
  permission: 'members.import',
  input: ImportPeople,
  output: PeopleCame,
  target: ({ tx, actor, now }, { importId }) => lockImport(tx.sql, importId, actor, now),
  async run({ call }, { rows, ...input }) {
    const came = { added: 0, changed: 0, same: 0 }
    for (let done = 0; done < rows.length; done += atOnce) {
      const { added, changed, same } = await call(importPeople, {
        ...input,
        rows: rows.slice(done, done + atOnce),
      })
      came.added += added
      came.changed += changed
      came.same += same
    }
    return came
  },
})
