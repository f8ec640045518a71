"""Many documents: a plan of units, each read, annotated and written as one part of five tables, here or on a cluster.

`job.py` runs it: `plan.py` cuts the input into units, `local.py` or `cluster.py` hands them out, `supervisor.py` keeps a worker
process alive through bad documents, and in it `part.py` does one unit: `read.py` -> the engine -> `rows.py` -> `write.py`.
"""
