import { randomUUID } from 'node:crypto'
import { MadeIds, nothing, person, type Sample, type Samples } from './sample.ts'

const newField: Sample = {
  about: 'nothing',
  input: () => ({ label: { en: 'Words' }, key: 'words', type: 'text' }),
}

const fieldIds = new MadeIds()

const aField: Sample = {
  about: 'tenant',
  input: ({ spot }) => ({ fieldId: fieldIds.get(spot.tenantId) }),
  async prepare({ world, spot }) {
    const fieldId = randomUUID()
    fieldIds.set(spot.tenantId, fieldId)
    await world.portal.app.database.pool.query(
      `INSERT INTO field_definitions (id, tenant_id, fields_on, key, type, label, is_required, is_sealed, is_unique, seen_by,
         edited_by, position, created_at, updated_at)
       VALUES ($1, $2, 'person', 'one', 'text', '{"v":1,"en":"One"}', false, false, false, 'staff', 'staff', 1, now(), now())`,
      [fieldId, spot.tenantId],
    )
  },
}

export const fields: Samples = {
  'fields.listFields': nothing,
  'fields.readField': aField,
  'fields.listFillable': nothing,
  'fields.readMyFields': nothing,
  'fields.readPersonFields': person,
  'fields.declareField': newField,
  'fields.changeField': {
    ...aField,
    input: (context) => ({ ...aField.input(context), label: { en: 'Other' } }),
  },
  'fields.archiveField': aField,
  'fields.restoreField': aField,
  'fields.fillMyFields': nothing,
  'fields.fillPersonFields': person,
  'fields.fillFieldsInUnit': {
    about: 'unit',
    input: ({ spot }) => ({ unitId: spot.unitId, people: [] }),
  },
  'fields.comparePeople': { about: 'nothing', input: () => ({ personIds: [] }) },
  'fields.foretellValues': {
    about: 'unit',
    input: ({ spot }) => ({ unitId: spot.unitId, people: [] }),
  },
  'fields.fieldsPage': nothing,
  'fields.newFieldPage': {
    about: 'nothing',
    input: () => ({ 'label.en': 'Words', key: 'words', type: 'text', position: '1' }),
  },
  'fields.fieldPage': { ...aField, input: (context) => ({ ...aField.input(context), 'label.en': 'Other' }) },
  'fields.archiveFieldAction': aField,
  'fields.restoreFieldAction': aField,
  'fields.myFieldsPage': nothing,
  'fields.personFieldsPage': person,
  'fields.checkPersonValues': { about: 'nothing', input: () => ({ people: [] }) },
}
