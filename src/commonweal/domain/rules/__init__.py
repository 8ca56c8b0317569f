"""One named object per published rule: fit findings, thresholds in force, duties that bite, burden.

Start at `registry.FIT_RULES` and `findings.judge`; `duties.DUTY_RULES` and `duties.duties_of`.
"""
