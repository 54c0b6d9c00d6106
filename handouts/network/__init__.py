"""Many clinics that give out the same handouts, each with its own facts: their files are made in
one run, by whatever there is to make them."""
