"""What the campaigns share: places, programs, engines, checks."""
