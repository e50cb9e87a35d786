"""`bin/run`: the whole product on one machine, from the database to the schedule."""
