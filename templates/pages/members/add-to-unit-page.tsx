import type { Places } from '../../../src/modules/members/contract.ts'
import type { BulkPageModel } from '../../../src/platform/presentation/list.ts'
import { SelectField } from '../../components/form.tsx'
import { BulkPage } from '../../components/list/bulk-page.tsx'
import { useText } from '../../view-context.tsx'

export interface AddToUnitModel {
  act: BulkPageModel
  places: Places['items']
}

export function AddToUnitPage({ act, places }: AddToUnitModel) {
  const t = useText()
  return (
    <BulkPage act={act}>
      <SelectField
        name="unitId"
        label={t('members.add.unit')}
        width="medium"
        prompt={t('members.add.choose')}
        options={places.map(({ id, name, level }) => ({
          value: id,
          label: `${'\u2003'.repeat(level)}${name}`,
        }))}
      />
    </BulkPage>
  )
}
