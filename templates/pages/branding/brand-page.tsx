import {
  type BrandChoice,
  brandColours,
  brandContrasts,
  cornerChoices,
  correctedColour,
  densityChoices,
  fontChoices,
  type Scheme,
} from '../../../src/platform/presentation/brand.ts'
import type { FormState, Translate } from '../../../src/platform/presentation/view.ts'
import { Badge } from '../../components/badge.tsx'
import { ActionForm, Button, ButtonGroup, LinkButton } from '../../components/button.tsx'
import { ColourField } from '../../components/colour-field.tsx'
import { Notice } from '../../components/flash.tsx'
import {
  CheckboxField,
  Form,
  FormActions,
  RadioGroup,
  SubmitButton,
  TextField,
} from '../../components/form.tsx'
import { PageHeader } from '../../components/page-header.tsx'
import { Progress } from '../../components/progress.tsx'
import { Section } from '../../components/section.tsx'
import { Table } from '../../components/table.tsx'
import { WorkshopStyles } from '../../components/workshop-styles.tsx'
import { BrandSign } from '../../layout/brand.tsx'
import { PortalLayout } from '../../layout/portal-layout.tsx'
import { useText, useView } from '../../view-context.tsx'

export interface BrandModel {
  /** What is shown: the choice in use, or the one that is tried. */
  choice: BrandChoice
  isTrial: boolean
  /** Something else than the looks of the installation is in use. */
  isChosen: boolean
  hasLogo: boolean
  /** Address of the tokens that are tried, for the examples; those in use are in the page already. */
  stylesheet: string | undefined
  form: FormState
  /** Of one unit and all below it, and where what it wears comes from; null for the association. */
  unit: { id: string; name: string; from: { name: string; isOwn: boolean } | null } | null
}

export function BrandPage({ choice, isTrial, isChosen, hasLogo, stylesheet, form, unit }: BrandModel) {
  const t = useText()
  const title = unit ? t('branding.unit.title', { name: unit.name }) : t('branding.title')
  const address = unit ? `/units/${unit.id}/brand` : '/settings/brand'
  const corrected = choice.colour && correctedColour(choice.colour)
  return (
    <PortalLayout
      title={title}
      hasErrors={form.issues.length > 0}
      header={
        <PageHeader
          title={title}
          lead={unit ? whence(unit.from, t) : t('branding.lead')}
          breadcrumbs={unit ? [{ label: unit.name, href: `/units/${unit.id}` }] : undefined}
        />
      }
    >
      {isTrial && <Notice kind="info">{t('branding.trial')}</Notice>}
      <WorkshopStyles sheet="brand" />
      <link rel="stylesheet" href={stylesheet} data-brand-trial />
      <div class="brand-columns">
        <div data-brand-form>
          <Form action={address} state={form}>
            <ColourField
              name="colour"
              label={t('branding.colour')}
              help={t('branding.colourHelp')}
              optional
            />
            {(['corners', 'font', 'density'] as const).map((name) => (
              <RadioGroup
                key={name}
                name={name}
                label={t(`branding.parts.${name}`)}
                options={choices[name].map((value) => ({ value, label: t(`branding.choices.${value}`) }))}
              />
            ))}
            <FormActions>
              <SubmitButton>{t('branding.use')}</SubmitButton>
              <Button type="submit" formmethod="get">
                {t('branding.try')}
              </Button>
            </FormActions>
          </Form>
          {isChosen && (
            <ActionForm
              action={`${address}/${unit ? 'inherit' : 'reset'}`}
              idempotencyKey={form.idempotencyKey}
              variant="quiet"
            >
              {t(unit ? 'branding.inherit.button' : 'branding.reset.button')}
            </ActionForm>
          )}
        </div>
        <div class="brand-trials">
          <Trial scheme="light" />
          <Trial scheme="dark" />
        </div>
      </div>
      {!unit && <LogoSection hasLogo={hasLogo} idempotencyKey={form.idempotencyKey} />}
      {choice.colour && (
        <Section title={t('branding.contrast.title')} description={t('branding.contrast.help')}>
          {corrected && (
            <Notice kind="warning">
              {t('branding.contrast.corrected', { colour: choice.colour, used: corrected })}
            </Notice>
          )}
          <Contrasts colour={choice.colour} />
        </Section>
      )}
    </PortalLayout>
  )
}

function whence(from: { name: string; isOwn: boolean } | null, t: Translate): string {
  if (from === null) return t('branding.unit.plain')
  return from.isOwn ? t('branding.unit.own') : t('branding.unit.inherited', { name: from.name })
}

const choices = { corners: cornerChoices, font: fontChoices, density: densityChoices } as const

/** Units have no logo of their own: they wear that of their association. */
function LogoSection({ hasLogo, idempotencyKey }: { hasLogo: boolean; idempotencyKey: string }) {
  const t = useText()
  return (
    <Section title={t('branding.logo.title')} description={t('branding.logo.what')} id="logo">
      <ButtonGroup>
        <LinkButton href="/settings/brand/logo" icon={hasLogo ? undefined : 'plus'}>
          {t(hasLogo ? 'branding.logo.change' : 'branding.logo.add')}
        </LinkButton>
        {hasLogo && (
          <ActionForm
            action="/settings/brand/logo/remove"
            idempotencyKey={idempotencyKey}
            variant="quiet"
            confirm={t('branding.logo.removeConfirm')}
          >
            {t('branding.logo.remove')}
          </ActionForm>
        )}
      </ButtonGroup>
    </Section>
  )
}

/** Real components on the tokens that are tried. */
function Trial({ scheme }: { scheme: Scheme }) {
  const { t, brand } = useView()
  return (
    <section class="brand-trial" data-scheme={scheme} aria-label={t(`branding.schemes.${scheme}`)}>
      <p class="brand-trial-head">
        <span class="brand">
          <BrandSign />
        </span>
        <Badge tone="success">{t(`branding.schemes.${scheme}`)}</Badge>
      </p>
      <p>
        {t('branding.example.text')} <a href="#main">{t('branding.example.link')}</a>
      </p>
      <Form action="/settings/brand" method="get" id={`trial-${scheme}`}>
        <TextField name="example" label={t('branding.example.field')} value={brand.name} />
        <CheckboxField name="ticked" label={t('branding.example.box')} value={true} />
      </Form>
      <Progress label={t('branding.example.progress')} value={12} max={40} />
      <ButtonGroup>
        <Button variant="primary">{t('branding.example.primary')}</Button>
        <Button>{t('branding.example.secondary')}</Button>
      </ButtonGroup>
    </section>
  )
}

function Contrasts({ colour }: { colour: string }) {
  const t = useText()
  const [light, dark] = (['light', 'dark'] as const).map((scheme) =>
    brandContrasts(brandColours(colour, scheme), scheme),
  )
  const rows = (['onFill', 'textOnPage', 'textOnSoft'] as const).map((part) => ({
    part,
    light: light?.[part] ?? 0,
    dark: dark?.[part] ?? 0,
  }))
  const say = (contrast: number) => t('branding.contrast.value', { contrast })
  return (
    <Table
      caption={t('branding.contrast.title')}
      rows={rows}
      rowKey={({ part }) => part}
      columns={[
        {
          label: t('branding.contrast.what'),
          heading: true,
          cell: ({ part }) => t(`branding.contrast.${part}`),
        },
        { label: t('branding.schemes.light'), numeric: true, cell: ({ light }) => say(light) },
        { label: t('branding.schemes.dark'), numeric: true, cell: ({ dark }) => say(dark) },
      ]}
    />
  )
}
