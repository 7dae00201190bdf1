"""What a pull request does to the words: the change, as data, and as the comment that reviewers read."""
