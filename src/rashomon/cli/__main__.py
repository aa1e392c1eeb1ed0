"""python -m rashomon.cli: the command line without its script."""

from rashomon.cli import main

if __name__ == "__main__":
    main(prog_name="rashomon")
