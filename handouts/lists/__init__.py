"""Many copies for patients, one for each row of a list, however long it is.

Nothing that is told of anybody is written anywhere but into the very files that were asked for: no
note, no cache, no message has any of it.
"""
