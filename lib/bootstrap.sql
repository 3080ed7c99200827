-- No "$user" in the search path: a schema named like the master user could otherwise shadow public.
SET client_min_messages = warning;
SET lock_timeout = '60s';
SET search_path = public;

DO $$
DECLARE
  declared constant jsonb := current_setting('slipway.declared')::jsonb;
  extension text;
BEGIN
  IF current_database() <> declared->>'database' THEN
    RAISE EXCEPTION 'connected to database "%" instead of "%": set PGDATABASE', current_database(), declared->>'database';
  END IF;
  PERFORM pg_advisory_xact_lock(hashtext('slipway bootstrap'));
  FOR extension IN SELECT jsonb_array_elements_text(declared->'extensions') LOOP
    EXECUTE format('CREATE EXTENSION IF NOT EXISTS %I', extension);
  END LOOP;
END $$;

-- The verifier is RFC 5802's, made here because the client image has no tool for it and because a plain password would
-- be in the text of ALTER ROLE, which pg_stat_statements and error contexts keep. Its salt is fixed by database and
-- role, so that the same password gives the same verifier and a second run changes nothing.
DO $$
DECLARE
  declared constant jsonb := current_setting('slipway.declared')::jsonb;
  marker constant text := 'managed by slipway for database ' || (declared->>'database');
  role_name text;
  password text;
  salt bytea;
  pad_key bytea;
  inner_pad bytea := decode(repeat('36', 64), 'hex');
  outer_pad bytea := decode(repeat('5c', 64), 'hex');
  digest bytea;
  folded bit(256);
  salted bytea;
  verifier text;
BEGIN
  FOR role_name IN SELECT declared->>'migrator' UNION ALL SELECT jsonb_object_keys(declared->'roles') LOOP
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = role_name) THEN
      EXECUTE format('CREATE ROLE %I LOGIN', role_name);
      EXECUTE format('COMMENT ON ROLE %I IS %L', role_name, marker);
    ELSIF (SELECT shobj_description(oid, 'pg_authid') FROM pg_roles WHERE rolname = role_name) IS DISTINCT FROM marker THEN
      RAISE EXCEPTION 'role "%" exists and slipway did not make it: rename the service, or hand the role over with: COMMENT ON ROLE "%" IS ''%''', role_name, role_name, marker;
    END IF;

    password := current_setting('slipway.password_' || replace(role_name, '-', '_'), true);
    IF password IS NULL OR password !~ '^[A-Za-z0-9]{16,64}$' THEN
      RAISE EXCEPTION 'role "%" has no usable password: its secret must hold 16 to 64 letters and digits', role_name;
    END IF;
    salt := substring(sha256(convert_to(marker || ' ' || role_name, 'UTF8')) FROM 1 FOR 16);
    FOR round IN 1..2 LOOP
      pad_key := CASE round WHEN 1 THEN convert_to(password, 'UTF8') ELSE salted END;
      FOR i IN 0..63 LOOP
        inner_pad := set_byte(inner_pad, i, 54 # CASE WHEN i < length(pad_key) THEN get_byte(pad_key, i) ELSE 0 END);
        outer_pad := set_byte(outer_pad, i, 92 # CASE WHEN i < length(pad_key) THEN get_byte(pad_key, i) ELSE 0 END);
      END LOOP;
      IF round = 1 THEN
        digest := sha256(outer_pad || sha256(inner_pad || salt || '\x00000001'::bytea));
        folded := ('x' || encode(digest, 'hex'))::bit(256);
        FOR i IN 2..4096 LOOP
          digest := sha256(outer_pad || sha256(inner_pad || digest));
          folded := folded # ('x' || encode(digest, 'hex'))::bit(256);
        END LOOP;
        salted := ''::bytea;
        FOR i IN 0..3 LOOP
          salted := salted || int8send(substring(folded FROM i * 64 + 1 FOR 64)::bit(64)::bigint);
        END LOOP;
      ELSE
        verifier := 'SCRAM-SHA-256$4096:' || encode(salt, 'base64') || '$'
          || encode(sha256(sha256(outer_pad || sha256(inner_pad || 'Client Key'::bytea))), 'base64') || ':'
          || encode(sha256(outer_pad || sha256(inner_pad || 'Server Key'::bytea)), 'base64');
      END IF;
    END LOOP;
    BEGIN
      EXECUTE format('ALTER ROLE %I LOGIN PASSWORD %L', role_name, verifier);
    EXCEPTION WHEN OTHERS THEN
      -- Raised anew, so that the statement with the verifier is in nobody's error context.
      RAISE EXCEPTION 'password of role "%" was not set: %', role_name, SQLERRM;
    END;
  END LOOP;
  -- Whoever changes a role's default privileges, or grants on its tables, must be its member. Postgres 16 made the
  -- master only its administrator; the plain form gives the inherited membership that 13 to 15 gave too.
  EXECUTE format('GRANT %I TO CURRENT_USER', declared->>'migrator');
END $$;

-- The migrator owns what it changes. In a database that somebody else filled the master owns it, or a role of theirs.
DO $$
DECLARE
  declared constant jsonb := current_setting('slipway.declared')::jsonb;
  database constant text := declared->>'database';
  migrator constant text := declared->>'migrator';
  object record;
BEGIN
  EXECUTE format('REVOKE ALL ON DATABASE %I FROM PUBLIC', database);
  EXECUTE format('GRANT CONNECT, CREATE, TEMPORARY ON DATABASE %I TO %I', database, migrator);
  REVOKE CREATE ON SCHEMA public FROM PUBLIC;
  EXECUTE format('GRANT USAGE, CREATE ON SCHEMA public TO %I', migrator);

  FOR object IN
    WITH everything AS (
      SELECT 1 AS rank, 'SCHEMA' AS kind, quote_ident(nspname) AS name, nspowner AS owner, oid AS schema, oid, 'pg_namespace'::regclass AS catalog
        FROM pg_namespace WHERE nspname <> 'public'
      UNION ALL
      -- ALTER TABLE is for views and sequences too; the sequence of a column goes with its table.
      SELECT 2, 'TABLE', oid::regclass::text, relowner, relnamespace, oid, 'pg_class'::regclass
        FROM pg_class c WHERE relkind IN ('r', 'p', 'v', 'm', 'f', 'S') AND relpersistence <> 't'
          AND NOT (relkind = 'S' AND EXISTS (SELECT FROM pg_depend d
            WHERE d.classid = 'pg_class'::regclass AND d.objid = c.oid AND d.deptype IN ('a', 'i')))
      UNION ALL
      SELECT 2, 'ROUTINE', oid::regprocedure::text, proowner, pronamespace, oid, 'pg_proc'::regclass FROM pg_proc
      UNION ALL
      SELECT 2, 'TYPE', t.oid::regtype::text, typowner, typnamespace, t.oid, 'pg_type'::regclass
        FROM pg_type t LEFT JOIN pg_class r ON r.oid = t.typrelid
        WHERE typtype IN ('e', 'd', 'r') OR (typtype = 'c' AND r.relkind = 'c')
    )
    SELECT kind, name, rolname AS owner
      FROM everything e JOIN pg_namespace n ON n.oid = e.schema JOIN pg_roles r ON r.oid = e.owner
      WHERE n.nspname !~ '^(pg_.*|information_schema)$'
        AND (n.nspname = 'public' OR pg_get_userbyid(n.nspowner) IN (current_user, migrator))
        -- What RDS keeps for itself is its superuser's, and nobody may hand that over.
        AND rolname <> migrator AND NOT rolsuper
        -- What belongs to an extension stays as the extension made it.
        AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.classid = e.catalog AND d.objid = e.oid AND d.deptype = 'e')
      ORDER BY rank, e.oid
  LOOP
    IF object.owner <> current_user THEN
      RAISE EXCEPTION '% % belongs to role "%", so migrations could not change it: hand it over first, logged in as "%" and a member of that role, with: REASSIGN OWNED BY "%" TO "%"', lower(object.kind), object.name, object.owner, current_user, object.owner, current_user;
    END IF;
    EXECUTE format('ALTER %s %s OWNER TO %I', object.kind, object.name, migrator);
  END LOOP;
END $$;

DO $$
DECLARE
  declared constant jsonb := current_setting('slipway.declared')::jsonb;
  database constant text := declared->>'database';
  migrator constant text := declared->>'migrator';
  marker constant text := 'managed by slipway for database ' || database;
  tables text;
  sequences text;
  routines text;
  schemas text;
  service record;
  kind record;
  given text;
  taken text;
BEGIN
  SELECT string_agg(format('%I.%I', nspname, relname), ', ' ORDER BY c.oid) FILTER (WHERE relkind <> 'S'),
         string_agg(format('%I.%I', nspname, relname), ', ' ORDER BY c.oid) FILTER (WHERE relkind = 'S')
    INTO tables, sequences
    FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE pg_get_userbyid(relowner) = migrator AND relkind IN ('r', 'p', 'v', 'm', 'f', 'S') AND relpersistence <> 't';
  SELECT string_agg(quote_ident(nspname), ', ' ORDER BY oid) INTO schemas
    FROM pg_namespace WHERE nspname = 'public' OR pg_get_userbyid(nspowner) = migrator;
  SELECT string_agg(oid::regprocedure::text, ', ' ORDER BY oid) INTO routines
    FROM pg_proc p WHERE pg_get_userbyid(proowner) = migrator
      AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.classid = 'pg_proc'::regclass AND d.objid = p.oid AND d.deptype = 'e');

  -- Postgres lets every role call every function, also one that runs with the rights of its owner.
  EXECUTE format('ALTER DEFAULT PRIVILEGES FOR ROLE %I REVOKE EXECUTE ON ROUTINES FROM PUBLIC', migrator);
  IF routines IS NOT NULL THEN
    EXECUTE format('REVOKE EXECUTE ON ROUTINE %s FROM PUBLIC', routines);
  END IF;

  FOR service IN
    SELECT key AS name, value AS access FROM jsonb_each_text(declared->'roles')
    UNION ALL
    SELECT rolname, 'none' FROM pg_roles
      WHERE shobj_description(oid, 'pg_authid') = marker AND rolname <> migrator AND NOT declared->'roles' ? rolname
    ORDER BY 1
  LOOP
    IF service.access = 'none' THEN
      EXECUTE format('ALTER ROLE %I NOLOGIN PASSWORD NULL', service.name);
      EXECUTE format('REVOKE ALL ON DATABASE %I FROM %I', database, service.name);
    ELSE
      EXECUTE format('GRANT CONNECT ON DATABASE %I TO %I', database, service.name);
    END IF;
    -- Only so that a reader hears at once what it is: what holds is the grants, since a role may change this by itself.
    IF service.access = 'read' THEN
      EXECUTE format('ALTER ROLE %I SET default_transaction_read_only = on', service.name);
    ELSE
      EXECUTE format('ALTER ROLE %I RESET default_transaction_read_only', service.name);
    END IF;
    FOR kind IN
      SELECT * FROM (VALUES
        ('TABLE', tables, 'SELECT', 'INSERT, UPDATE, DELETE'),
        ('SEQUENCE', sequences, 'SELECT', 'USAGE'),
        ('ROUTINE', routines, 'EXECUTE', NULL),
        ('SCHEMA', schemas, 'USAGE', NULL)
      ) AS v (name, objects, reading, writing)
    LOOP
      given := CASE service.access WHEN 'write' THEN concat_ws(', ', kind.reading, kind.writing) WHEN 'read' THEN kind.reading END;
      taken := CASE service.access WHEN 'read' THEN kind.writing WHEN 'none' THEN 'ALL' END;
      IF taken IS NOT NULL THEN
        EXECUTE format('ALTER DEFAULT PRIVILEGES FOR ROLE %I REVOKE %s ON %sS FROM %I', migrator, taken, kind.name, service.name);
        IF kind.objects IS NOT NULL THEN
          EXECUTE format('REVOKE %s ON %s %s FROM %I', taken, kind.name, kind.objects, service.name);
        END IF;
      END IF;
      IF given IS NOT NULL THEN
        EXECUTE format('ALTER DEFAULT PRIVILEGES FOR ROLE %I GRANT %s ON %sS TO %I', migrator, given, kind.name, service.name);
        IF kind.objects IS NOT NULL THEN
          EXECUTE format('GRANT %s ON %s %s TO %I', given, kind.name, kind.objects, service.name);
        END IF;
      END IF;
    END LOOP;
  END LOOP;
END $$;

-- REVOKE and GRANT by someone who does not own the object end with a warning only.
DO $$
DECLARE
  declared constant jsonb := current_setting('slipway.declared')::jsonb;
  database constant text := declared->>'database';
  service text;
BEGIN
  IF has_database_privilege('public', database, 'CONNECT') THEN
    RAISE EXCEPTION 'database "%" is open to every role: its owner must be "%"', database, current_user;
  END IF;
  IF has_schema_privilege('public', 'public', 'CREATE')
    OR NOT has_schema_privilege(declared->>'migrator', 'public', 'CREATE') THEN
    RAISE EXCEPTION 'schema public of database "%" could not be kept for role "%" alone: the schema must belong to "%"', database, declared->>'migrator', current_user;
  END IF;
  FOR service IN SELECT jsonb_object_keys(declared->'roles') LOOP
    IF has_schema_privilege(service, 'public', 'CREATE') OR has_database_privilege(service, database, 'CREATE') THEN
      RAISE EXCEPTION 'role "%" can still create in database "%": revoke what was granted to it or to its groups', service, database;
    END IF;
  END LOOP;
END $$;
