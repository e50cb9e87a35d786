"""Action items: who does what until when, across meetings."""
