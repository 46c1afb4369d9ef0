"""Stage 7: tables to charts, briefs and files; every number carries its mark."""
