"""The audit: are the checks right about right and wrong answers, and do they say why one is wrong?"""
