"""`python -m newsfold` is `newsfold`."""

from newsfold.cli import main

if __name__ == "__main__":
    main()
