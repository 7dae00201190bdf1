"""The edges: files written, MkDocs and Pagefind run, the finished site swapped in and served."""
