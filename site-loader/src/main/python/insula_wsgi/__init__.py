"""The Python side of Insula: one WSGI site in its own daemon process.

The host starts ``PYTHON <dir>/insula_wsgi`` with the site's plan on standard
input (see :mod:`insula_wsgi.plan`) and reads status lines from standard output
(see :mod:`insula_wsgi.status`). Nothing here needs more than the standard
library and the WSGI server that the site asked for.
"""
