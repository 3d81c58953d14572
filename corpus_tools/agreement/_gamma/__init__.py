"""Gamma: the disorder of the best alignment of units, and that of random continua.

Mathet, Widlöcher and Métivier (2015), The unified and holistic method gamma (γ) for inter-annotator agreement measure
and alignment, Computational Linguistics 41(3). Shape letters: U units, T tuples of units, S continua, C coders.
"""
