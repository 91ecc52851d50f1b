"""The chat page: conversations, questions and answers, and beside them the article that is quoted.

What a person does comes in, HTML goes out.
"""
