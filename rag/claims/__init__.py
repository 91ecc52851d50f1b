"""What the articles say for a claim and against it.

A claim and a library come in, an ``Answer`` of kind "check" goes out: gather, weigh, write. Which sentence
takes which side is the ``Verifier``'s to say; nothing here reads a sentence itself.
"""
