"""The nouns of Equipoise: frozen types, no I/O, no third-party imports. Every other folder may import these; these import nothing else."""
