"""What people ask for: a build, a check, a new handout, a form to sign."""
