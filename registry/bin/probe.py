"""Asks an address of this installation and ends with success if it answers 200; for containers' health checks."""

import sys
from urllib.error import URLError
from urllib.parse import urlsplit
from urllib.request import Request, urlopen


def main(address: str) -> int:
    """0 if `address` answers 200 within 4 seconds, else 1."""
    if urlsplit(address).scheme != "http":
        return 1
    # Whatever ALLOWED_HOSTS says, the site answers its own health pages to this name.
    request = Request(address, headers={"Host": "localhost"})  # noqa: S310 the scheme is checked above
    try:
        with urlopen(request, timeout=4) as response:  # noqa: S310
            return 0 if response.status == 200 else 1
    except URLError:
        return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
