"""How each engine answers a scenario. In: a scenario and where its data lie. Out: Found."""
