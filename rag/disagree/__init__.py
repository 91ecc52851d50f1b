"""What two quotations say of one thing, told by rules.

quotation -> claims: a figure, what it measures, of whom, when; verdicts: an act, its object, yes or no
two quotations -> whether they tell of one event
"""
