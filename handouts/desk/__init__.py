"""The desk: a small server on this machine alone, in front of ``api``, for staff and a browser.

What is told of a patient goes through its memory and nowhere else. ``docs/privacy.md`` has each
promise with its test.
"""
