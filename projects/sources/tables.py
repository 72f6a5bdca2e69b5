"""The tables of a shared catalogue, with constraints made from the model of a record."""

import json
from collections.abc import Iterator, Mapping
from typing import Any, Final

from projects.model import MAX_TEXT, SLUG_PATTERN, Place, Record
from projects.vocabulary import ACCURACY_CLASSES

SCHEMA: Final = "city_projects"
CHANNEL: Final = "city_projects"
"""The channel on which a change of a report is told, with the report's id."""
READER, WRITER = "city_projects_reader", "city_projects_writer"
"""The roles: accounts that are to read or to write are made their members."""
LAYOUT: Final = 1
"""The number of this layout; a database that says another is not opened."""

LISTS_OF_TEXT: Final = ("aliases_id", "part_of", "aliases", "districts")
OBJECTS: Final = ("milestones", "figures", "citations")
PLACE: Final = tuple(Place.model_fields)
MAY_BE_LEFT_OUT: Final = frozenset({"aliases_id", "part_of", "place_extent_m"})
"""Columns that are null where the record leaves the member out."""

_SCALARS = {"string": "text", "integer": "integer", "number": "double precision"}


def _quote(text: str) -> str:
    """Write a text as a literal of SQL."""
    doubled = text.replace("'", "''")
    return f"'{doubled}'"


def _resolve(schema: Mapping[str, Any], definitions: Mapping[str, Any]) -> tuple[Any, bool]:
    """Give the schema of a value that is no null, and whether null may stand there too."""
    if "$ref" in schema:
        schema = definitions[schema["$ref"].rpartition("/")[2]]
    options = schema.get("anyOf")
    if options is None:
        return schema, False
    others = [option for option in options if option.get("type") != "null"]
    return _resolve(others[0], definitions)[0], True


def _list_tests(column: str, schema: Mapping[str, Any]) -> Iterator[str]:
    """List what a value has to pass, as conditions of SQL."""
    if "enum" in schema:
        yield f"{column} IN ({', '.join(map(_quote, schema['enum']))})"
    if "pattern" in schema:
        yield f"{column} ~ {_quote(schema['pattern'])}"
    if "maxLength" in schema:
        yield f"char_length({column}) <= {schema['maxLength']}"
    for name, sign in (("minimum", ">="), ("exclusiveMinimum", ">"), ("maximum", "<=")):
        if name in schema:
            yield f"{column} {sign} {schema[name]}"
    if schema.get("type") == "number":
        yield f"{column} < 'Infinity'::float8"


def _write_list(name: str, schema: Mapping[str, Any], definitions: Mapping[str, Any]) -> str:
    """Write the column of a list of texts."""
    item, _ = _resolve(schema["items"], definitions)
    tests = [f"cardinality({name}) <= {schema['maxItems']}"]
    longest = item.get("maxLength", MAX_TEXT)
    tests.append(f"{SCHEMA}.all_match({name}, {_quote(item['pattern'])}, {longest})")
    null = "" if name in MAY_BE_LEFT_OUT else " NOT NULL"
    return f"{name} text[]{null} CHECK ({' AND '.join(tests)})"


def _write_objects(name: str, schema: Mapping[str, Any]) -> str:
    """Write the column of a list of objects."""
    tests = [f"jsonb_typeof({name}) = 'array'"]
    tests.append(f"jsonb_array_length({name}) <= {schema['maxItems']}")
    if schema.get("minItems"):
        tests.append(f"jsonb_array_length({name}) >= {schema['minItems']}")
    return f"{name} jsonb NOT NULL CHECK ({' AND '.join(tests)})"


def _write_scalar(column: str, schema: Mapping[str, Any], definitions: Mapping[str, Any]) -> str:
    """Write the column of one value."""
    value, may_be_null = _resolve(schema, definitions)
    kind = _SCALARS[value.get("type", "string")]
    tests = " AND ".join(_list_tests(column, value))
    null = "" if may_be_null else " NOT NULL"
    return f"{column} {kind}{null}" + (f" CHECK ({tests})" if tests else "")


def list_columns() -> tuple[str, ...]:
    """List the columns of a record, those of its place last but the geometry."""
    names = [name for name in Record.model_fields if name != "place"]
    return (*names, *(f"place_{name}" for name in PLACE))


def _write_columns() -> Iterator[str]:
    """Write the columns of a record with what the model asks of them."""
    schema = Record.model_json_schema()
    definitions = schema["$defs"]
    for name, field in schema["properties"].items():
        if name in LISTS_OF_TEXT:
            yield _write_list(name, field, definitions)
        elif name in OBJECTS:
            yield _write_objects(name, field)
        elif name != "place":
            yield _write_scalar(name, field, definitions)
    for name, field in definitions["Place"]["properties"].items():
        yield _write_scalar(f"place_{name}", field, definitions)


def write_tables() -> str:
    """Write the statements that make the tables, their indexes and triggers."""
    classes = ", ".join(map(_quote, ACCURACY_CLASSES))
    columns = ",\n  ".join(_write_columns())
    return f"""
CREATE EXTENSION IF NOT EXISTS postgis;
CREATE SCHEMA {SCHEMA};
CREATE TABLE {SCHEMA}.layout (number integer PRIMARY KEY);
INSERT INTO {SCHEMA}.layout VALUES ({LAYOUT});
CREATE FUNCTION {SCHEMA}.all_match(entries text[], pattern text, longest integer)
  RETURNS boolean LANGUAGE sql IMMUTABLE AS
  $$ SELECT coalesce(bool_and(one IS NOT NULL AND one ~ pattern AND char_length(one) <= longest),
                     true) FROM unnest(entries) AS one $$;
CREATE TABLE {SCHEMA}.catalogue (
  id text PRIMARY KEY CHECK (id ~ {_quote(SLUG_PATTERN)}),
  metadata jsonb NOT NULL CHECK (metadata ->> 'id' = id),
  version bigint NOT NULL DEFAULT 1,
  changed_at timestamptz NOT NULL DEFAULT now()
);
CREATE TABLE {SCHEMA}.project (
  catalogue_id text NOT NULL REFERENCES {SCHEMA}.catalogue ON DELETE CASCADE,
  number integer NOT NULL,
  {columns},
  geometry geometry(Geometry, 4326) CHECK (NOT ST_IsEmpty(geometry)),
  accuracy_class text NOT NULL CHECK (accuracy_class IN ({classes})),
  keys text NOT NULL,
  version bigint NOT NULL DEFAULT 1,
  PRIMARY KEY (catalogue_id, id),
  CHECK ((geometry IS NULL) = (place_accuracy_m IS NULL)),
  CHECK ((remark_zh IS NULL) = (remark_en IS NULL))
);
CREATE INDEX project_geometry ON {SCHEMA}.project USING gist (geometry);
CREATE INDEX project_facets ON {SCHEMA}.project (catalogue_id, sector, status);
CREATE INDEX project_districts ON {SCHEMA}.project USING gin (districts);
CREATE TABLE {SCHEMA}.change (
  number bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  catalogue_id text NOT NULL,
  record_id text,
  version bigint NOT NULL,
  at timestamptz NOT NULL DEFAULT now(),
  account text NOT NULL DEFAULT session_user,
  who text NOT NULL,
  what text NOT NULL,
  before jsonb,
  after jsonb
);
CREATE FUNCTION {SCHEMA}.tell_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_notify('{CHANNEL}', coalesce(NEW.id, OLD.id));
  RETURN NULL;
END $$;
CREATE TRIGGER tell_change AFTER INSERT OR UPDATE OR DELETE ON {SCHEMA}.catalogue
  FOR EACH ROW EXECUTE FUNCTION {SCHEMA}.tell_change();
"""


def write_roles() -> str:
    """Write the statements that make the two roles and say what each may do."""
    return f"""
DO $$ BEGIN CREATE ROLE {READER} NOLOGIN; EXCEPTION WHEN duplicate_object THEN NULL; END $$;
DO $$ BEGIN CREATE ROLE {WRITER} NOLOGIN; EXCEPTION WHEN duplicate_object THEN NULL; END $$;
REVOKE ALL ON SCHEMA {SCHEMA} FROM PUBLIC;
GRANT USAGE ON SCHEMA {SCHEMA} TO {READER}, {WRITER};
GRANT SELECT ON ALL TABLES IN SCHEMA {SCHEMA} TO {READER}, {WRITER};
GRANT INSERT, UPDATE, DELETE ON {SCHEMA}.catalogue, {SCHEMA}.project TO {WRITER};
GRANT INSERT ON {SCHEMA}.change TO {WRITER};
"""


def write_json(value: object) -> str:
    """Write a value for a column of JSON."""
    return json.dumps(value, ensure_ascii=False, allow_nan=False)
