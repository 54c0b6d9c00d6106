"""A clinic's own site, outside this repository: ``handouts init`` starts one, ``update`` mends it.

A site is a folder with ``content/`` and ``assets/``, taken from the shipped ones. It keeps a record
of every text as it was taken, so that a later correction of ours and a change of the clinic's can
be told apart.
"""
