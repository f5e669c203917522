"""Changes of records nobody changed before: most of all changes, laid down by the set.

Such a record has no entry yet. So each of its fields that is now set once has two entries: its
origin, and the change that replaced it. It shows what the change says, and no leaf is looked for.
"""

from collections.abc import Sequence

from app.storage.connection import Connection

_ENTRY = "INSERT OR IGNORE INTO entry (type, id, field, stamp, value, prev, package) "


def find_first_touched(connection: Connection, type_name: str, names: Sequence[str]) -> int:
    """Gather the untouched records of a type that `incoming` sets fields of, in `first`.

    `names` are known fields. Called before the entries are in the log; answers how many of them
    are all that is to be done for these records.
    """
    connection.execute("DROP TABLE IF EXISTS temp.first")
    said = "".join(
        f", count(*) FILTER (WHERE field = '{name}') AS has_{n}, "
        f"max(value) FILTER (WHERE field = '{name}') AS new_{n}"
        for n, name in enumerate(names)
    )
    each_once = " AND ".join(f"has_{n} <= 1" for n, _ in enumerate(names))
    every = " + ".join(f"has_{n}" for n, _ in enumerate(names))
    was = "".join(f", r.{name} AS was_{n}" for n, name in enumerate(names))
    connection.execute(
        f"CREATE TEMP TABLE first AS SELECT r._row AS at, r._package AS source{was}, g.* FROM ("
        f"SELECT id, min(prev) AS born, count(*) AS entries{said} FROM temp.incoming "
        f"WHERE type = ? GROUP BY id HAVING born = max(prev) AND {each_once} AND entries = {every}"
        f") g CROSS JOIN {type_name} r ON r.id = g.id WHERE r._stamp = g.born "
        "AND NOT EXISTS (SELECT 1 FROM entry e WHERE e.id = g.id)",
        (type_name,),
    )
    return int(connection.execute("SELECT total(entries) FROM temp.first").fetchone()[0])


def take_first_touched(connection: Connection, type_name: str, names: Sequence[str]) -> None:
    """Keep the origins of what was gathered, and let the rows show what is said now.

    Records that show something else by that are noted in `touched`.
    """
    for n, name in enumerate(names):
        connection.execute(
            f"{_ENTRY} SELECT ?, id, ?, born, was_{n}, x'', source FROM temp.first WHERE has_{n}",
            (type_name, name),
        )
    is_changed = " OR ".join(f"has_{n} AND new_{n} IS NOT was_{n}" for n, _ in enumerate(names))
    settings = ", ".join(f"{name} = iif(has_{n}, new_{n}, {name})" for n, name in enumerate(names))
    connection.execute(
        f"UPDATE {type_name} SET {settings} FROM temp.first f "
        f"WHERE {type_name}._row = f.at AND ({is_changed})"
    )
    connection.execute(
        f"INSERT OR REPLACE INTO temp.touched SELECT ?, id, 1 FROM temp.first WHERE {is_changed}",
        (type_name,),
    )


def leave_out_first_touched(connection: Connection, type_name: str) -> None:
    """Take the entries of what was gathered out of `incoming`: few are left, and are kept."""
    connection.execute("DROP TABLE IF EXISTS temp.rest")
    connection.execute(
        "CREATE TEMP TABLE rest AS SELECT * FROM temp.incoming "
        "WHERE type <> ? OR id NOT IN (SELECT id FROM temp.first)",
        (type_name,),
    )
    connection.execute("DELETE FROM temp.incoming")
    connection.execute("INSERT INTO temp.incoming SELECT * FROM temp.rest")
