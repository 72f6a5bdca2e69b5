"""Write the published schema of a story's file from its model; a test holds it current."""

from app.show.story import SCHEMA, schema_text

if __name__ == "__main__":
    SCHEMA.write_text(schema_text(), encoding="utf-8", newline="\n")
