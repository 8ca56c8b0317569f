"""What a tenderer may look at before it submits: what is missing, vague or at odds. It never scores and decides nothing.

Everything here is a plain function of the published ask and the tenderer's own draft. A finding says where in the text
it is. Words are recognised, not understood: a finding is a question to the writer, and its absence proves nothing.
"""
