"""The same sales again, which must change nothing and take less time than changing everything."""

from benchmarks.ingest import main

if __name__ == "__main__":
    main(("update", "again"))
