"""One module for each exercise with a published result: trains its solution as the tutorial did."""
