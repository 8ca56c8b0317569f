"""What is true about procurement and social value: values and pure functions, standard library only."""
