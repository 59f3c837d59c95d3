"""Decides calls by the policy evaluator of ministack: reads [{policy, action, resource, context}], writes its decisions."""

import json
import sys

from ministack.core.iam_evaluator import EvalContext, evaluate, parse_policy_document

# The module is private to ministack: a change of it fails here, with the pin in test/deployed/requirements.txt.
DECISIONS = {"Allow": "allowed", "Deny": "explicitly denied", "ImplicitDeny": "implicitly denied"}


def decide(call):
    context = EvalContext(
        principal_arn="arn:aws:iam::111122223333:role/RollcallDeployer-prod",
        principal_type="AssumedRole",
        principal_account="111122223333",
        region="us-east-1",
        action=call["action"],
        resource_arn=call["resource"],
        service_context={key: values[0] if len(values) == 1 else values for key, values in call["context"]},
    )
    return DECISIONS[evaluate(context, [parse_policy_document(call["policy"])]).decision]


source, target = sys.argv[1:]
with open(source) as questions, open(target, "w") as decisions:
    json.dump([decide(call) for call in json.load(questions)], decisions)
