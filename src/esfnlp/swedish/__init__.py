"""Swedish as administrative prose writes it: tokens, sentences, stems, numbers, compounds."""
