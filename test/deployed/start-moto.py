"""Starts moto so that an account that is closed is PENDING_CLOSURE first, and SUSPENDED when it is closed once more."""

import sys

from moto.organizations.models import FakeAccount
from moto.server import main

# In AWS it is pending for days, and then suspended; moto calls it SUSPENDED at once. The name is private.
suspend = getattr(FakeAccount, "close", None)
if suspend is None:
    sys.exit("This moto closes accounts in another way: change test/deployed/start-moto.py with its pin.")


def close(account):
    if account.status == "ACTIVE":
        account.status = account.state = "PENDING_CLOSURE"
    else:
        suspend(account)


FakeAccount.close = close
sys.exit(main())
