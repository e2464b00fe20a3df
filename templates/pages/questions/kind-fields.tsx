import type { ContentOf, Kind } from '../../../src/modules/questions/contract.ts'
import { NumberField } from '../../components/amount-fields.tsx'
import {
  CheckboxField,
  CheckboxGroup,
  FieldRow,
  HiddenField,
  RadioGroup,
  SelectField,
  TextArea,
  TextField,
} from '../../components/form.tsx'
import { Repeated } from '../../components/repeated.tsx'
import { useText } from '../../view-context.tsx'

/** What the form of each kind asks beside what all ask. */
export function KindFields({ kind }: { kind: Kind }) {
  switch (kind) {
    case 'single':
      return <Options rules={['allOrNothing', 'shares']} />
    case 'multiple':
      return <Options rules={['rightMinusWrong', 'eachRight', 'allOrNothing', 'shares']} />
    case 'trueFalse':
      return <TrueFalse />
    case 'shortText':
      return <ShortText />
    case 'number':
      return <NumberKind />
    case 'ordering':
      return <Ordering />
    case 'matching':
      return <Matching />
    case 'fillIn':
      return <FillIn />
    case 'essay':
      return <Marked />
    case 'file':
      return <Handed />
  }
}

function Grading({ rules }: { rules: string[] }) {
  const t = useText()
  return (
    <RadioGroup
      name="content.grading"
      label={t('questions.grading')}
      options={rules.map((value) => ({ value, label: t(`questions.gradings.${value}`) }))}
    />
  )
}

function Options({ rules }: { rules: string[] }) {
  const t = useText()
  return (
    <>
      <Repeated
        name="content.options"
        legend={t('questions.options')}
        help={t('questions.optionsHelp')}
        add={t('questions.addOption')}
        rowLegend={(number) => t('questions.option', { number })}
        rows={4}
      >
        {(at) => (
          <>
            <HiddenField name={`${at}.id`} />
            <TextArea name={`${at}.text`} label={t('questions.optionText')} rows={2} />
            <CheckboxField name={`${at}.isRight`} label={t('questions.isRight')} />
            <NumberField name={`${at}.share`} label={t('questions.share')} unit="%" fraction optional />
            <TextField
              name={`${at}.feedback`}
              label={t('questions.partFeedback')}
              maxlength={2000}
              optional
            />
          </>
        )}
      </Repeated>
      <Grading rules={rules} />
      <CheckboxField name="content.keepsOrder" label={t('questions.keepsOrder')} />
    </>
  )
}

function TrueFalse() {
  const t = useText()
  return (
    <>
      <RadioGroup
        name="content.isTrue"
        label={t('questions.isTrue')}
        options={[
          { value: 'true', label: t('questions.true') },
          { value: 'false', label: t('questions.false') },
        ]}
      />
      <TextField name="content.saidTrue" label={t('questions.saidTrue')} maxlength={2000} optional />
      <TextField name="content.saidFalse" label={t('questions.saidFalse')} maxlength={2000} optional />
    </>
  )
}

function Accepted({ at }: { at: string }) {
  const t = useText()
  return (
    <>
      <NumberField
        name={`${at}.share`}
        label={t('questions.share')}
        help={t('questions.shareHelp')}
        unit="%"
        fraction
        optional
      />
      <TextField name={`${at}.feedback`} label={t('questions.partFeedback')} maxlength={2000} optional />
    </>
  )
}

function Spelling() {
  const t = useText()
  return (
    <>
      <CheckboxField name="content.caseMatters" label={t('questions.caseMatters')} />
      <CheckboxField name="content.accentsMatter" label={t('questions.accentsMatter')} />
    </>
  )
}

function ShortText() {
  const t = useText()
  return (
    <>
      <Repeated
        name="content.accepted"
        legend={t('questions.accepted')}
        help={t('questions.acceptedHelp')}
        add={t('questions.addAccepted')}
        rowLegend={(number) => t('questions.acceptedOne', { number })}
        most={30}
      >
        {(at) => (
          <>
            <TextField name={`${at}.text`} label={t('questions.answer')} maxlength={500} />
            <Accepted at={at} />
          </>
        )}
      </Repeated>
      <Spelling />
    </>
  )
}

function NumberKind() {
  const t = useText()
  return (
    <>
      <Repeated
        name="content.accepted"
        legend={t('questions.accepted')}
        help={t('questions.acceptedHelp')}
        add={t('questions.addAccepted')}
        rowLegend={(number) => t('questions.acceptedOne', { number })}
        most={10}
      >
        {(at) => (
          <>
            <FieldRow>
              <NumberField name={`${at}.value`} label={t('questions.value')} fraction />
              <NumberField
                name={`${at}.tolerance`}
                label={t('questions.tolerance')}
                help={t('questions.toleranceHelp')}
                fraction
                optional
              />
            </FieldRow>
            <Accepted at={at} />
          </>
        )}
      </Repeated>
      <TextArea
        name="content.units"
        label={t('questions.units')}
        help={t('questions.unitsHelp')}
        rows={2}
        optional
      />
      <CheckboxField name="content.asksUnit" label={t('questions.asksUnit')} />
    </>
  )
}

function Ordering() {
  const t = useText()
  return (
    <>
      <Repeated
        name="content.items"
        legend={t('questions.items')}
        help={t('questions.itemsHelp')}
        add={t('questions.addItem')}
        rowLegend={(number) => t('questions.place', { number })}
        rows={3}
      >
        {(at) => (
          <>
            <HiddenField name={`${at}.id`} />
            <TextField name={`${at}.text`} label={t('questions.item')} maxlength={500} />
          </>
        )}
      </Repeated>
      <Grading rules={['eachRight', 'allOrNothing']} />
    </>
  )
}

function Matching() {
  const t = useText()
  return (
    <>
      <Repeated
        name="content.pairs"
        legend={t('questions.pairs')}
        help={t('questions.pairsHelp')}
        add={t('questions.addPair')}
        rowLegend={(number) => t('questions.pair', { number })}
        rows={3}
      >
        {(at) => (
          <>
            <HiddenField name={`${at}.id`} />
            <HiddenField name={`${at}.choiceId`} />
            <TextField name={`${at}.prompt`} label={t('questions.prompt')} maxlength={500} />
            <TextField name={`${at}.choice`} label={t('questions.choice')} maxlength={500} />
          </>
        )}
      </Repeated>
      <Repeated
        name="content.distractors"
        legend={t('questions.distractors')}
        help={t('questions.distractorsHelp')}
        add={t('questions.addDistractor')}
        rowLegend={(number) => t('questions.distractor', { number })}
        rows={0}
      >
        {(at) => (
          <>
            <HiddenField name={`${at}.id`} />
            <TextField name={`${at}.text`} label={t('questions.choice')} maxlength={500} />
          </>
        )}
      </Repeated>
      <Grading rules={['eachRight', 'rightMinusWrong', 'allOrNothing']} />
    </>
  )
}

function FillIn() {
  const t = useText()
  return (
    <>
      <Repeated
        name="content.gaps"
        legend={t('questions.gaps')}
        help={t('questions.gapsHelp')}
        add={t('questions.addGap')}
        rowLegend={(number) => t('questions.gap', { number })}
      >
        {(at) => (
          <>
            <TextArea
              name={`${at}.accepted`}
              label={t('questions.gapAccepted')}
              help={t('questions.lineEach')}
              rows={2}
            />
            <TextArea
              name={`${at}.others`}
              label={t('questions.gapOthers')}
              help={t('questions.gapOthersHelp')}
              rows={2}
              optional
            />
          </>
        )}
      </Repeated>
      <Grading rules={['eachRight', 'allOrNothing']} />
      <Spelling />
    </>
  )
}

function Marked() {
  const t = useText()
  return (
    <>
      <Repeated
        name="content.rubric"
        legend={t('questions.rubric')}
        help={t('questions.rubricHelp')}
        add={t('questions.addCriterion')}
        rowLegend={(number) => t('questions.criterion', { number })}
        rows={0}
      >
        {(at) => (
          <>
            <HiddenField name={`${at}.id`} />
            <TextField name={`${at}.name`} label={t('questions.criterionName')} maxlength={160} />
            <TextArea
              name={`${at}.guidance`}
              label={t('questions.guidance')}
              rows={2}
              maxlength={1000}
              optional
            />
            <NumberField name={`${at}.points`} label={t('questions.points')} fraction />
          </>
        )}
      </Repeated>
      <CheckboxField name="content.hidesRubric" label={t('questions.hidesRubric')} />
      <TextArea
        name="content.forMarkers"
        label={t('questions.forMarkers')}
        help={t('questions.forMarkersHelp')}
        rows={3}
        maxlength={5000}
        optional
      />
    </>
  )
}

/** The same as in kinds.ts, which knows more than a page may. */
const fileTypes: ContentOf<'file'>['fileTypes'] = ['document', 'image', 'audio', 'video', 'any']

function Handed() {
  const t = useText()
  return (
    <>
      <CheckboxGroup
        name="content.fileTypes"
        label={t('questions.fileTypes')}
        options={fileTypes.map((value) => ({ value, label: t(`questions.fileType.${value}`) }))}
        optional
      />
      <SelectField
        name="content.mostFiles"
        label={t('questions.mostFiles')}
        options={Array.from({ length: 10 }, (_, index) => String(index + 1)).map((value) => ({
          value,
          label: value,
        }))}
        width="short"
      />
      <Marked />
    </>
  )
}
