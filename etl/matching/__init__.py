"""Which project a name means: names taken apart, compared by written rules, looked up fast."""
