/**
 * For what stays as it is in every language: names of fields, code, addresses. Written out, because Preact turns
 * `translate={false}` into `translate="false"`, which browsers take for yes.
 */
export const verbatim = { translate: 'no' } as unknown as { translate: false }
