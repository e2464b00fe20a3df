import { z } from 'zod'
import type { Issue } from '../../platform/presentation/view.ts'
import { isVisible } from '../../platform/presentation/visible.ts'
import { parsePhoneNumber } from '../../platform/sms/phone-number.ts'
import type { Field } from './field.ts'

export type FieldValue = string | number | boolean | string[] | null

/** Values by the keys of their fields. */
export type FieldValues = Record<string, FieldValue>

const oneLine = z
  .string()
  .trim()
  .max(500)
  .refine((text) => !/\p{Cc}/u.test(text), { params: { code: 'invalid' } })

/**
 * Checks what was sent for some fields, each by its type, and says all that is wrong at once. What belongs to no field is
 * not known here. `kept` are the values before: what is not sent stays as it was, and a choice that is no longer offered
 * may stay.
 */
export function checkValues(
  fields: readonly Field[],
  sent: Record<string, unknown>,
  kept: FieldValues = {},
): { values: FieldValues; issues: Issue[] } {
  const values: FieldValues = {}
  const issues: Issue[] = []
  const refuse = (key: string, code: string) => issues.push({ pointer: `/values/${key}`, code, message: '' })
  for (const key of Object.keys(sent))
    if (!fields.some((field) => field.key === key)) refuse(key.slice(0, 60), 'unknownField')
  for (const field of fields) {
    const { key } = field
    const before = kept[key] ?? null
    if (!Object.hasOwn(sent, key) && before !== null) {
      values[key] = before
      continue
    }
    const value = emptied(sent[key])
    if (value === null) {
      values[key] = null
      if (field.isRequired) refuse(key, 'required')
      continue
    }
    const parsed = schemaOf(field, before).safeParse(value)
    if (parsed.success) values[key] = parsed.data
    else refuse(key, codeOf(parsed.error, field))
  }
  return { values, issues }
}

/** Forms send an empty text for what nobody filled in, and ticks as names with a yes. */
function emptied(value: unknown): unknown {
  if (value === undefined || value === null || value === '') return null
  if (typeof value === 'string') return isVisible(value) ? value : null
  if (Array.isArray(value)) {
    const filled = value.filter((each) => each !== '')
    return filled.length === 0 ? null : filled
  }
  if (typeof value === 'object') {
    const ticked = Object.entries(value).flatMap(([name, on]) => (on === true || on === 'true' ? [name] : []))
    return ticked.length === 0 ? null : ticked
  }
  return value
}

function schemaOf(field: Field, kept: FieldValue): z.ZodType<FieldValue> {
  const offered = field.options
    .filter(({ value, isArchived }) => !isArchived || [kept].flat().includes(value))
    .map(({ value }) => value)
  const option = z.string().refine((value) => offered.includes(value), { params: { code: 'notOffered' } })
  switch (field.type) {
    case 'text':
      return oneLine
    case 'longText':
      return z.string().trim().max(10_000)
    case 'number':
      return z.union([
        z.number().min(-1e15).max(1e15),
        z
          .string()
          .trim()
          .regex(/^-?\d{1,15}([.,]\d{1,10})?$/)
          .transform((text) => Number(text.replace(',', '.'))),
      ])
    case 'date':
      return z.string().refine((text) => text >= '0001' && z.iso.date().safeParse(text).success, {
        params: { code: 'format.date' },
      })
    case 'boolean':
      return z.union([z.boolean(), z.enum(['true', 'false']).transform((text) => text === 'true')])
    case 'choice':
      return option
    case 'choices':
      return z
        .preprocess((value) => (typeof value === 'string' ? [value] : value), z.array(option).max(200))
        .transform((chosen) => [...new Set(chosen)])
    case 'email':
      return oneLine.pipe(z.email())
    case 'phone':
      return oneLine.transform((text, context) => {
        // With its country: an association's people are not all of one.
        const found = text.startsWith('+') ? parsePhoneNumber(text, 'US') : null
        if (found) return found.number
        context.addIssue({ code: 'custom', params: { code: 'fields.error.phone' } })
        return z.NEVER
      })
    case 'link':
      return oneLine.refine((text) => /^https?:\/\//i.test(text) && URL.canParse(text), {
        params: { code: 'format.url' },
      })
  }
}

function codeOf(error: z.ZodError, { type }: Field): string {
  const [issue] = error.issues
  if (issue?.code === 'custom' && typeof issue.params?.code === 'string') return issue.params.code
  if (issue?.code === 'too_big' && issue.origin === 'string') return 'invalid'
  if (type === 'number') return 'type.number'
  if (type === 'boolean') return 'notChosen'
  if (type === 'email') return 'format.email'
  return 'invalid'
}

/** What two persons' values are compared by: neither capitals nor the way letters are put together tell them apart. */
export function comparable(value: FieldValue): string {
  return String(value).normalize('NFKC').toLowerCase().replace(/\s+/g, ' ').trim()
}

export function isSame(a: FieldValue, b: FieldValue): boolean {
  return JSON.stringify(a) === JSON.stringify(b)
}
