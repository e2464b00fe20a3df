-- What other rooms may know of the roles that staff put together: what they are called.
CREATE VIEW role_names AS SELECT tenant_id, id AS role_id, name FROM roles;
