"""Reads {"pattern": text, "events": […]} and writes which of the events moto's EventBridge would let through a rule."""

import json
import sys

from moto.events.models import EventPattern

asked = json.load(sys.stdin)
pattern = EventPattern.load(asked["pattern"])
json.dump([pattern.matches_event(event) for event in asked["events"]], sys.stdout)
