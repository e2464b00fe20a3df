import type { SealedColumn } from '../crypto/sealed-columns.ts'
import type { ConstraintErrors } from '../db/constraint-errors.ts'
import type { KeepsViews } from '../lists/saved-views.ts'
import type { Permissions, RoleDescription } from '../policy/permissions.ts'
import type {
  Authentication,
  BearerAuthentication,
  Brands,
  KeepMail,
  KeepSms,
  Tenancy,
} from '../policy/slots.ts'
import type { Eligibility } from '../slots/eligibility.ts'
import type { Expecting } from '../slots/expecting.ts'
import type { Findable } from '../slots/find.ts'
import type { HomeSection } from '../slots/home.ts'
import type { PageLink } from '../slots/links.ts'
import type { PersonalData } from '../slots/personal-data.ts'
import type { Purge } from '../slots/purges.ts'
import type { TenantData } from '../slots/tenant-data.ts'
import type { Topic } from '../slots/topics.ts'
import type { UnitHolding } from '../slots/unit-holdings.ts'
import type { TaskKeeping } from '../tasks/task-keeping.ts'
import type { Endpoint } from './endpoint.ts'
import type { Fact } from './fact.ts'
import type { AnyOperation } from './operation.ts'
import type { AnyPage } from './page.ts'
import type { AnyTaskKind } from './task.ts'

/** What a room brings to the app. */
export interface Module {
  name: string
  operations: readonly AnyOperation[]
  pages?: readonly AnyPage[]
  endpoints?: readonly Endpoint[]
  permissions?: Permissions
  facts?: readonly Fact[]
  /** The long work that its commands start. */
  taskKinds?: readonly AnyTaskKind[]
  roles?: readonly RoleDescription[]
  /** The named error for each constraint of the room's tables that people can run into. */
  constraintErrors?: ConstraintErrors
  /** The columns of the room's tables that hold sealed values. */
  sealedColumns?: readonly SealedColumn[]
  /** What it shows on the page that its readers see first. */
  home?: readonly HomeSection[]
  /** What people find by its name. */
  find?: readonly Findable[]
  /** Pages of it that belong to pages of other rooms. */
  links?: readonly PageLink[]
  /** What it writes to people about, beside what they asked for. */
  topics?: readonly Topic[]
  /** What it keeps at units, and what becomes of it where one goes into another. */
  unitHoldings?: readonly UnitHolding[]
  /** What it keeps about people, and how that is handed out, erased and merged. */
  personalData?: PersonalData
  /** What it keeps of an association, and what becomes of that once the association is closed. */
  tenantData?: TenantData
  /** Whom it expects in an association who is nobody there yet. */
  expecting?: Expecting
  /** At most one room says what is asked of people before they come to something. */
  eligibility?: Eligibility
  /** Hosts whose players its pages show inside them, as `https://…`. */
  frames?: readonly string[]
  /** What of it is cleared away, and when. */
  purges?: readonly Purge[]
  /** Slots that exactly one room fills. */
  tenancy?: Tenancy
  brands?: Brands
  authentication?: Authentication
  /** Any number of rooms hand out tokens for programs. */
  bearers?: readonly BearerAuthentication[]
  keepMail?: KeepMail
  keepSms?: KeepSms
  /** At most one room keeps the views of lists that people save. */
  keepsViews?: KeepsViews
  taskKeeping?: TaskKeeping
}
