"""Who took part: the one rule every figure about people at events is made by.

A person took part in an event when she was registered, not only invited and not absent; and where
attendance was taken at that event, when she was seen at least once. Attendance was taken where
anybody who is registered was ever seen.
"""

_SEEN = (
    "EXISTS (SELECT 1 FROM attendance a WHERE a.registration = {0}.id "
    "AND a._deleted = 0 AND a.is_present = 1)"
)
TOOK_PART = (
    "r._deleted = 0 AND coalesce(r.status, '') NOT IN ('invited', 'absent') "
    f"AND ({_SEEN.format('r')} OR NOT EXISTS (SELECT 1 FROM registration o "
    f"WHERE o.event = r.event AND o._deleted = 0 AND {_SEEN.format('o')}))"
)
"""The condition on a registration `r` that its person took part; quick for an event or a person."""
