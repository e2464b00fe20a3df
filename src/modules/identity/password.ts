import { hash, type Options, verify } from '@node-rs/argon2'
import { dictionary } from '@zxcvbn-ts/language-common'
import { z } from 'zod'
import type { Config } from '../../platform/config.ts'

let common: ReadonlySet<string> | undefined

/** Whether a password stands on the lists that attackers try first. The list is read when it is first asked for. */
export function isCommonPassword(password: string): boolean {
  common ??= new Set((dictionary['passwords-common'] as string[]).filter((word) => word.length >= minimum))
  return common.has(password.toLowerCase())
}

/** The library's own name for it is a const enum, which single files cannot see. */
const argon2id = 2

const minimum = 8
const maximum = 128

/**
 * Any characters, spaces and all scripts included; no rules of composition, which only make people write passwords
 * down. Normalised, so that the same word typed on two keyboards is the same password.
 */
export const NewPassword = z
  .string()
  // Normalising takes time that grows with the square of what is sent, so what is sent is bounded first.
  .refine((text) => text.length <= maximum * 4, {
    abort: true,
    params: { code: 'tooLong', values: { maximum } },
  })
  .transform((text) => text.normalize('NFKC'))
  .pipe(
    z
      .string()
      .refine((text) => [...text].length >= minimum, { params: { code: 'tooShort', values: { minimum } } })
      .refine((text) => [...text].length <= maximum, { params: { code: 'tooLong', values: { maximum } } })
      .refine((text) => !isCommonPassword(text), { params: { code: 'identity.error.commonPassword' } }),
  )

export const GivenPassword = z
  .string()
  .min(1)
  .max(maximum * 4)
  .transform((text) => text.normalize('NFKC'))

type HashSettings = Pick<Config, 'PASSWORD_MEMORY_KIB' | 'PASSWORD_ITERATIONS' | 'PASSWORD_PARALLELISM'>

export function hashPassword(password: string, settings: HashSettings): Promise<string> {
  return hash(password, optionsOf(settings))
}

/** A wrong password and an account that does not exist take the same time: both are compared with some hash. */
export async function passwordMatches(
  password: string,
  stored: string | null,
  settings: HashSettings,
): Promise<boolean> {
  const matches = await verify(stored ?? (await nobodysHash(settings)), password)
  return matches && stored !== null
}

/** Whether a hash was made with other settings than those in force, so that it is made again at the next sign-in. */
export function needsRehash(stored: string, settings: HashSettings): boolean {
  const { PASSWORD_MEMORY_KIB: m, PASSWORD_ITERATIONS: t, PASSWORD_PARALLELISM: p } = settings
  return !stored.startsWith('$argon2id$') || !stored.includes(`$m=${m},t=${t},p=${p}$`)
}

const nobodysHashes = new Map<string, Promise<string>>()

function nobodysHash(settings: HashSettings): Promise<string> {
  const key = JSON.stringify(optionsOf(settings))
  let made = nobodysHashes.get(key)
  if (!made) {
    made = hashPassword('nobody has this password', settings)
    nobodysHashes.set(key, made)
  }
  return made
}

function optionsOf(settings: HashSettings): Options {
  return {
    algorithm: argon2id,
    memoryCost: settings.PASSWORD_MEMORY_KIB,
    timeCost: settings.PASSWORD_ITERATIONS,
    parallelism: settings.PASSWORD_PARALLELISM,
  }
}
