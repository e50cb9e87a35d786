"""What the benchmarks of the health check share: communities full of activity, the floor, clocks."""
