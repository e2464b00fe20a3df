/** The least that a process in production needs to be told, beside its database. */
export const productionSettings = {
  NODE_ENV: 'production',
  SECRET: 'kX9vQ2mT7pLr4wZs8bNc1dFg6hJy3aUe',
  BASE_URL: 'https://portal.example.org',
  SMTP_URL: 'smtps://mail.example.org',
  ENCRYPTION_KEYS: '2026-11:r7HcQ0mTz4u9Xk2VbYw8NfLp5sGdJe1AoRi6CtUqBhM=',
  AUDIT_SIGNING_KEY: 'm3ZxQe8RkYw1TfUa6VbNc5HsLd0GjPq7oXiBtCyKvE4=',
}
