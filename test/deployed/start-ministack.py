"""Starts ministack so that a client may put events with the source of an AWS service, which it refuses since 1.5.20."""

import sys

from ministack.app import main
from ministack.services import eventbridge

# AWS refuses them, too, but sends its own; here the test sends what AWS Organizations would. The name is private.
put_events = getattr(eventbridge, "_put_events", None)
if getattr(put_events, "__defaults__", None) != (False,):
    sys.exit("This ministack refuses events of AWS services in another way: change test/deployed/start-ministack.py with its pin.")
put_events.__defaults__ = (True,)
sys.exit(main())
