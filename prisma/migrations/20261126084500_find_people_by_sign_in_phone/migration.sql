-- A file of people asks whose account has a phone, however it is written there.
CREATE INDEX accounts_phone_digits_idx ON accounts (phone_key(phone)) WHERE phone IS NOT NULL;
