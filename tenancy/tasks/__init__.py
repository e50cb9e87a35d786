"""Work after the request: an outbox in the database, a dispatcher to the broker, workers."""
