-- What the audit says, for the room that shows it, with the place of each entry in its chain.
CREATE VIEW audit_trail AS
  SELECT e.id AS entry_id, e.tenant_id, e.occurred_at, e.operation, e.category, e.severity, e.compliance, e.outcome,
    e.reason, e.actor_kind, e.system_reason, e.account_id, e.person_id, e.session_id, e.grant_id, e.role,
    e.on_behalf_of, e.request_id, e.origin_key, e.origin, e.changes, e.suppressed, e.hash,
    l.position, l.hash AS link_hash
  FROM audit_entries e LEFT JOIN audit_links l ON l.entry_id = e.id;
