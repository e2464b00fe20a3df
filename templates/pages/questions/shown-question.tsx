import type { Shown } from '../../../src/modules/questions/contract.ts'
import { NumberField } from '../../components/amount-fields.tsx'
import {
  CheckboxGroup,
  Fieldset,
  HiddenField,
  RadioGroup,
  SelectField,
  TextArea,
  TextField,
} from '../../components/form.tsx'
import { useText } from '../../view-context.tsx'
import { RichText } from './question-words.tsx'

/** What is asked. Gaps of a fill-in show their numbers; what is to be put into them is asked below. */
export function ShownText({ shown }: { shown: Shown }) {
  const text =
    shown.kind === 'fillIn' ? shown.text.replaceAll(/\[\[(\d{1,2})\]\]/g, '**( $1 )**') : shown.text
  return <RichText text={text} />
}

/** The fields of an answer, as whoever answers meets them. Names begin with `answer.`. */
export function AnswerFields({ shown }: { shown: Shown }) {
  const t = useText()
  return (
    <>
      <HiddenField name="answer.kind" value={shown.kind} />
      <Fields shown={shown} />
      {shown.kind !== 'essay' && shown.kind !== 'file' && shown.penalty > 0 && (
        <p class="field-help">{t('questions.wrongCosts', { percent: shown.penalty })}</p>
      )}
    </>
  )
}

function Fields({ shown }: { shown: Shown }) {
  const t = useText()
  const answer = t('questions.yourAnswer')
  switch (shown.kind) {
    case 'single':
      return <RadioGroup name="answer.option" label={answer} options={shown.options.map(asOption)} />
    case 'multiple':
      return (
        <CheckboxGroup
          name="answer.options"
          label={t('questions.chooseSeveral')}
          options={shown.options.map(asOption)}
        />
      )
    case 'trueFalse':
      return (
        <RadioGroup
          name="answer.value"
          label={answer}
          options={[
            { value: 'true', label: t('questions.true') },
            { value: 'false', label: t('questions.false') },
          ]}
        />
      )
    case 'shortText':
      return <TextField name="answer.text" label={answer} maxlength={500} />
    case 'number':
      return (
        <NumberField
          name="answer.value"
          label={answer}
          help={shown.asksUnit ? t('questions.withUnit') : undefined}
          unit={shown.unit ?? undefined}
          maxlength={60}
          fraction
        />
      )
    case 'ordering':
      return (
        <Fieldset legend={answer}>
          {shown.items.map((item, index) => (
            <SelectField
              key={item.id}
              name={`answer.order.${index}`}
              label={t('questions.place', { number: index + 1 })}
              options={shown.items.map(asOption)}
              prompt=""
            />
          ))}
        </Fieldset>
      )
    case 'matching':
      return (
        <Fieldset legend={answer}>
          {shown.prompts.map(({ id, text }) => (
            <SelectField
              key={id}
              name={`answer.pairs.${id}`}
              label={text}
              options={shown.choices.map(asOption)}
              prompt=""
            />
          ))}
        </Fieldset>
      )
    case 'fillIn':
      return (
        <Fieldset legend={answer}>
          {shown.gaps.map(({ choices }, index) =>
            choices === null ? (
              <TextField
                key={index}
                name={`answer.gaps.${index}`}
                label={t('questions.gap', { number: index + 1 })}
                maxlength={200}
                width="medium"
              />
            ) : (
              <SelectField
                key={index}
                name={`answer.gaps.${index}`}
                label={t('questions.gap', { number: index + 1 })}
                options={choices.map((value) => ({ value, label: value }))}
                prompt=""
              />
            ),
          )}
        </Fieldset>
      )
    case 'essay':
      return (
        <>
          <Rubric rubric={shown.rubric} />
          <TextArea name="answer.text" label={answer} rows={10} maxlength={50_000} />
        </>
      )
    case 'file':
      return (
        <>
          <Rubric rubric={shown.rubric} />
          <p>{t('questions.handedInThere', { count: shown.mostFiles })}</p>
        </>
      )
  }
}

function asOption({ id, text }: { id: string; text: string }): { value: string; label: string } {
  return { value: id, label: text }
}

function Rubric({ rubric }: Pick<Extract<Shown, { kind: 'essay' }>, 'rubric'>) {
  const t = useText()
  if (rubric.length === 0) return null
  return (
    <Fieldset legend={t('questions.markedBy')}>
      <ul>
        {rubric.map(({ id, name, guidance, points }) => (
          <li key={id}>
            {name}: {t('questions.pointsCount', { points })}
            {guidance && <RichText text={guidance} />}
          </li>
        ))}
      </ul>
    </Fieldset>
  )
}
