DO $$
BEGIN
  IF NOT EXISTS (SELECT 1 FROM pg_catalog.pg_roles WHERE rolname = 'noegle_kommune') THEN
    CREATE ROLE "noegle_kommune" NOLOGIN;
  END IF;
END
$$;
DO $$
BEGIN
  IF NOT EXISTS (SELECT 1 FROM pg_catalog.pg_roles WHERE rolname = 'noegle_laeser') THEN
    CREATE ROLE "noegle_laeser" NOLOGIN;
  END IF;
END
$$;
GRANT "noegle_laeser" TO "noegle_kommune";
