"""Uplift estimators in plain numpy and scipy; nothing here knows the web framework or the database."""

import os

# Matrices are small: threads that wait for each other cost more than they give, and with one the order of
# additions, so the last digit of a report, does not depend on how many processors a machine has.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
