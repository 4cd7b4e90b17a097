"""`python -m hashmatch`: the command line, where its script is not on the path."""

from hashmatch.cli import main

if __name__ == "__main__":
    main(prog_name="hashmatch")
