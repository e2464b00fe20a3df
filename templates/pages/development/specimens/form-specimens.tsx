import type { FormState } from '../../../../src/platform/presentation/view.ts'
import { MoneyField, NumberField } from '../../../components/amount-fields.tsx'
import { LinkButton } from '../../../components/button.tsx'
import { ChoiceSearch } from '../../../components/choice-search.tsx'
import { AddressFields, PhoneField } from '../../../components/contact-fields.tsx'
import { KnownDayField, MomentField } from '../../../components/day-fields.tsx'
import { DraftNotice } from '../../../components/draft-notice.tsx'
import {
  CheckboxField,
  CheckboxGroup,
  DateField,
  EmailField,
  FieldRow,
  Fieldset,
  FileField,
  Form,
  FormActions,
  PasswordField,
  RadioGroup,
  SelectField,
  SubmitButton,
  TextArea,
  TextField,
} from '../../../components/form.tsx'
import { Repeated } from '../../../components/repeated.tsx'
import { Steps } from '../../../components/steps.tsx'
import { SwitchField } from '../../../components/switch-field.tsx'
import { TranslatedField } from '../../../components/translated-field.tsx'
import type { Specimen } from './specimen.tsx'

const here = '/dev/components'

function filled(
  values: Record<string, unknown>,
  issues: Array<[pointer: string, message: string]> = [],
): FormState {
  return {
    values,
    idempotencyKey: 'specimen-key',
    issues: issues.map(([pointer, message]) => ({ pointer, message, code: 'specimen' })),
  }
}

const trades = [
  'Bricklayer',
  'Carpenter',
  'Concrete finisher',
  'Crane operator',
  'Electrician',
  'Glazier',
  'Ironworker',
  'Painter',
  'Plumber',
  'Roofer',
].map((label) => ({ value: label.toLowerCase(), label }))

export const formSpecimens: Specimen[] = [
  {
    id: 'text-fields',
    title: 'Text fields',
    use: 'Label above, help below it, the error above the box. What may stay empty says so.',
    draw: () => (
      <Form
        action={here}
        method="get"
        id="text-fields-form"
        state={filled({ name: 'Olena Koval', about: 'Twelve years of concrete.' })}
      >
        <TextField name="name" label="Name" autocomplete="name" />
        <TextField name="title" label="Title" help="As it stands on your card." optional />
        <EmailField name="email" label="E-mail address" />
        <TextField name="fixed" label="Member number" value="NB-01482" readonly width="short" />
        <TextField name="off" label="Reference" value="Set by the office" disabled />
        <TextArea
          name="about"
          label="About you"
          help="What others should know about your work."
          maxlength={400}
          rows={3}
        />
        <PasswordField name="password" label="Password" autocomplete="new-password" />
      </Form>
    ),
  },
  {
    id: 'errors',
    title: 'Errors',
    use: 'All at once, summed up at the top with links. What was typed stays.',
    draw: () => (
      <Form
        action={here}
        method="get"
        id="errors-form"
        state={filled({ given: '', phone: '12', born: { day: '31', month: '2', year: '1990' } }, [
          ['/given', 'Fill this in.'],
          ['/phone', 'Enter a phone number like +1 510 555 0100.'],
          ['/born', 'There is no such day.'],
          ['/agrees', 'Tick this to go on.'],
        ])}
      >
        <FieldRow>
          <TextField name="given" label="Given name" />
          <TextField name="family" label="Family name" value="Koval" />
        </FieldRow>
        <PhoneField name="phone" label="Phone" />
        <KnownDayField name="born" label="Date of birth" birthday />
        <CheckboxField name="agrees" label="I have read the statutes" required />
      </Form>
    ),
  },
  {
    id: 'numbers-and-dates',
    title: 'Numbers, money, days and moments',
    use: 'A unit or currency inside the frame. A day that people know by heart has three boxes; a day to choose has the browser’s calendar.',
    draw: () => (
      <Form
        action={here}
        method="get"
        id="numbers-form"
        state={filled({ hours: '12.5', fee: '120.00', starts: '2027-03-27', meets: '2027-03-27T18:30' })}
      >
        <FieldRow>
          <NumberField name="hours" label="Hours" unit="h" fraction />
          <MoneyField name="fee" label="Yearly fee" currency="EUR" />
        </FieldRow>
        <KnownDayField
          name="issued"
          label="Issued on"
          help="As it stands on the certificate."
          value={{ day: 27, month: 3, year: 2024 }}
        />
        <DateField name="starts" label="Starts on" />
        <MomentField name="meets" label="Meets at" zone="Europe/Kyiv" />
      </Form>
    ),
  },
  {
    id: 'choices',
    title: 'Choices',
    use: 'Radios up to seven, then a select. Boxes for several. A further question unfolds under its answer, without a script.',
    draw: () => (
      <Form
        action={here}
        method="get"
        id="choices-form"
        state={filled({ reach: 'phone', days: ['sat', 'sun'], news: true, region: 'bay' })}
      >
        <RadioGroup
          name="reach"
          label="How should we reach you?"
          options={[
            { value: 'mail', label: 'By mail', help: 'Once a week, on Monday.' },
            { value: 'phone', label: 'By phone', reveal: <PhoneField name="call" label="Phone number" /> },
            { value: 'never', label: 'Not at all', disabled: true },
          ]}
        />
        <CheckboxGroup
          name="days"
          label="When can you help?"
          options={[
            { value: 'fri', label: 'Friday' },
            { value: 'sat', label: 'Saturday' },
            { value: 'sun', label: 'Sunday' },
          ]}
        />
        <SelectField
          name="region"
          label="Region"
          width="medium"
          options={[
            { value: 'bay', label: 'Bay', group: 'North' },
            { value: 'hills', label: 'Hills', group: 'North' },
            { value: 'coast', label: 'Coast', group: 'South' },
          ]}
        />
        <SwitchField name="news" label="Send me the newsletter" help="You can turn it off in every letter." />
        <SwitchField name="public" label="Show my profile to everyone" />
        <CheckboxField name="statutes" label="I have read the statutes" />
      </Form>
    ),
  },
  {
    id: 'choice-search',
    title: 'Several out of many',
    use: 'All of them scroll in a frame. Where scripts run, a line above narrows them; what is ticked stays in sight.',
    draw: () => (
      <Form action={here} method="get" id="search-form" state={filled({ trades: ['electrician'] })}>
        <ChoiceSearch
          name="trades"
          label="Trades"
          searchLabel="Narrow the trades"
          options={trades}
          optional
        />
      </Form>
    ),
  },
  {
    id: 'files-and-languages',
    title: 'Files, addresses and texts in several languages',
    use: 'Limits are told before a file is chosen. Each language has a box of its own.',
    draw: () => (
      <Form
        action={here}
        method="get"
        id="files-form"
        state={filled({ welcome: { en: 'Welcome to the hall', uk: 'Ласкаво просимо до зали' } })}
      >
        <FileField
          name="proof"
          label="Certificate"
          accept={['application/pdf', 'image/jpeg']}
          types="PDF or JPEG"
          mostBytes={10_000_000}
        />
        <TranslatedField
          name="welcome"
          label="Words on the front page"
          languages={[
            { code: 'en', name: 'English' },
            { code: 'uk', name: 'Українська' },
          ]}
        />
        <AddressFields
          name="home"
          legend="Where you live"
          countries={[
            { value: 'UA', label: 'Ukraine' },
            { value: 'US', label: 'United States' },
          ]}
        />
      </Form>
    ),
  },
  {
    id: 'repeated-groups',
    title: 'Repeated groups',
    use: 'Adding and removing bring the form back with what was typed. Nothing is saved by it, and no script is needed.',
    draw: () => (
      <Form
        action={here}
        method="get"
        id="repeated-form"
        state={filled({ papers: [{ name: 'First aid' }, { name: 'Crane, class B' }] })}
      >
        <Repeated
          name="papers"
          legend="Certificates"
          add="Add another certificate"
          rowLegend={(number) => `Certificate ${number}`}
        >
          {(at) => <TextField name={`${at}.name`} label="Name" />}
        </Repeated>
      </Form>
    ),
  },
  {
    id: 'steps-and-drafts',
    title: 'Long forms',
    use: 'One thing at a time, with how far one is. What is written is kept; the end says what will happen.',
    draw: () => (
      <>
        <Steps
          current={1}
          items={[
            { label: 'About you', href: `${here}#about` },
            { label: 'Your papers' },
            { label: 'Questions' },
            { label: 'Check and send' },
          ]}
        />
        <DraftNotice
          savedAt="2027-03-27T16:05:00Z"
          discard={{ action: here, idempotencyKey: 'specimen-key' }}
        />
        <Form action={here} method="get" id="long-form" state={filled({})}>
          <Fieldset legend="Your papers" help="Only the office sees them.">
            <TextField name="number" label="Licence number" width="medium" />
          </Fieldset>
          <FormActions>
            <SubmitButton>Go on to questions</SubmitButton>
            <LinkButton href={here} variant="quiet">
              Back
            </LinkButton>
          </FormActions>
        </Form>
      </>
    ),
  },
]
