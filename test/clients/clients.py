"""Calls the world with the official Python clients, and writes a line of JSON for each call: what was expected, what came."""

import json
import os
import subprocess
import sys

import boto3
from botocore.exceptions import ClientError
from cloudcraftco.cloudcraft import Cloudcraft
from falconpy import D4CRegistration, CloudAWSRegistration, OAuth2

WORLD = json.loads(sys.stdin.read())
ACCOUNT = WORLD["account"]
REGION = "us-east-1"


def row(client, call, expected, answer):
    try:
        answered = answer()
        if isinstance(answered, dict):  # where a refusal is expected
            answered = "an answer"
    except Exception as error:  # what a client throws is its answer
        answered = refusal(error)
    print(json.dumps({"client": client, "call": call, "expected": expected, "answered": answered}), flush=True)


def refusal(error):
    if isinstance(error, ClientError):
        return error.response["Error"]["Code"]
    return f"{type(error).__name__}"


def client(service, region=REGION, **keys):
    return boto3.client(service, endpoint_url=WORLD["aws"], region_name=region, **(keys or WORLD["admin"]))


def keys_of(credentials):
    return {
        "aws_access_key_id": credentials["AccessKeyId"],
        "aws_secret_access_key": credentials["SecretAccessKey"],
        "aws_session_token": credentials["SessionToken"],
    }


def boto():
    sts = client("sts")
    row("boto3", "sts get_caller_identity", "111122223333", lambda: sts.get_caller_identity()["Account"])
    row("boto3", "organizations describe_account", "ACTIVE",
        lambda: client("organizations").describe_account(AccountId=ACCOUNT)["Account"]["State"])
    row("boto3", "organizations list_accounts, by a paginator", WORLD["accounts"],
        lambda: sum(len(p["Accounts"]) for p in client("organizations").get_paginator("list_accounts").paginate()))
    row("boto3", "organizations list_parents of a unit that is not there", "ChildNotFoundException",
        lambda: client("organizations").list_parents(ChildId="ou-exam-99999999"))
    row("boto3", "sts assume_role of a role that is not there", "AccessDenied",
        lambda: sts.assume_role(RoleArn=f"arn:aws:iam::{ACCOUNT}:role/nobody", RoleSessionName="clients"))
    session = sts.assume_role(RoleArn=f"arn:aws:iam::{ACCOUNT}:role/OrganizationAccountAccessRole", RoleSessionName="clients")
    member = keys_of(session["Credentials"])
    row("boto3", "sts get_caller_identity as the access role", ACCOUNT,
        lambda: client("sts", **member).get_caller_identity()["Account"])
    row("boto3", "iam get_role of a role that is not there", "NoSuchEntity",
        lambda: client("iam", **member).get_role(RoleName="nobody"))
    row("boto3", "iam create_role with an empty trust policy", "MalformedPolicyDocument",
        lambda: client("iam", **member).create_role(RoleName="x", AssumeRolePolicyDocument="{}"))
    row("boto3", "secretsmanager get_secret_value", True,
        lambda: "apiKey" in json.loads(client("secretsmanager").get_secret_value(SecretId="rollcall/cloudcraft")["SecretString"]))
    row("boto3", "secretsmanager get_secret_value of a secret that is not there", "ResourceNotFoundException",
        lambda: client("secretsmanager").get_secret_value(SecretId="nobody"))
    row("boto3", "secretsmanager get_secret_value in another region", "ResourceNotFoundException",
        lambda: client("secretsmanager", "eu-west-1").get_secret_value(SecretId="rollcall/cloudcraft"))
    wrong = {**WORLD["admin"], "aws_secret_access_key": WORLD["admin"]["aws_secret_access_key"][:-1]}
    row("boto3", "sts get_caller_identity with a truncated secret key", "SignatureDoesNotMatch",
        lambda: client("sts", **wrong).get_caller_identity())
    row("boto3", "sts get_caller_identity with a key that is not there", "InvalidClientTokenId",
        lambda: client("sts", **{**wrong, "aws_access_key_id": "AKIAIOSFODNN7EXAMPLE"}).get_caller_identity())
    return member


def aws_cli():
    env = {**os.environ, "AWS_ENDPOINT_URL": WORLD["aws"], "AWS_DEFAULT_REGION": REGION,
           **{name.upper(): value for name, value in WORLD["admin"].items()}}

    def aws(*args):
        command = [os.path.join(os.path.dirname(sys.executable), "aws"), *args, "--output", "json"]
        ran = subprocess.run(command, env=env, capture_output=True, text=True)
        return json.loads(ran.stdout) if ran.returncode == 0 else f"exit {ran.returncode}"

    row("AWS CLI", "organizations list-roots", "r-exam", lambda: aws("organizations", "list-roots")["Roots"][0]["Id"])
    row("AWS CLI", "organizations describe-account", ACCOUNT,
        lambda: aws("organizations", "describe-account", "--account-id", ACCOUNT)["Account"]["Id"])
    row("AWS CLI", "secretsmanager list-secrets", WORLD["secrets"],
        lambda: len(aws("secretsmanager", "list-secrets")["SecretList"]))
    row("AWS CLI", "iam get-role of a role that is not there", "exit 255",
        lambda: aws("iam", "get-role", "--role-name", "nobody"))


def cloudcraft(member):
    host, port = WORLD["cloudcraft"].removeprefix("http://").split(":")
    api = Cloudcraft({"api_key": WORLD["apiKey"], "host": host, "port": int(port), "protocol": "http"})
    row("cloudcraftco", "read_user_profile", True, lambda: "email" in api.read_user_profile())
    row("cloudcraftco", "list_aws_accounts", 0, lambda: len(api.list_aws_accounts()["accounts"]))
    asked = api.read_aws_role_parameters()
    row("cloudcraftco", "read_aws_role_parameters", "968898580625", lambda: asked["accountId"])
    role = f"arn:aws:iam::{ACCOUNT}:role/cloudcraft"
    row("cloudcraftco", "create_aws_account without its role", "CloudcraftUnexpected",
        lambda: api.create_aws_account({"name": "x", "roleArn": role}))
    iam = client("iam", **member)
    create_role(iam, "cloudcraft", f"arn:aws:iam::{asked['accountId']}:root", asked["externalId"])
    row("cloudcraftco", "create_aws_account with a role that may do nothing", "CloudcraftUnexpected",
        lambda: api.create_aws_account({"name": "x", "roleArn": role}))
    iam.attach_role_policy(RoleName="cloudcraft", PolicyArn="arn:aws:iam::aws:policy/ReadOnlyAccess")
    made = api.create_aws_account({"name": "clients", "roleArn": role, "region": "eu-west-1"})
    row("cloudcraftco", "create_aws_account", role, lambda: made["roleArn"])
    row("cloudcraftco", "update_aws_account", "renamed",
        lambda: api.update_aws_account(made["id"], {"name": "renamed", "roleArn": role})["name"])
    row("cloudcraftco", "delete_aws_account", 0,
        lambda: [api.delete_aws_account(made["id"]), len(api.list_aws_accounts()["accounts"])][1])
    row("cloudcraftco", "delete_aws_account, again", "CloudcraftMissingResource", lambda: api.delete_aws_account(made["id"]))
    stranger = Cloudcraft({"api_key": "x" * 44, "host": host, "port": int(port), "protocol": "http"})
    row("cloudcraftco", "list_aws_accounts with another key", "CloudcraftUnauthorized", stranger.list_aws_accounts)


def create_role(iam, name, principal, external_id):
    trust = {"Version": "2012-10-17", "Statement": [{
        "Effect": "Allow", "Principal": {"AWS": principal}, "Action": "sts:AssumeRole",
        "Condition": {"StringEquals": {"sts:ExternalId": external_id}}}]}
    iam.create_role(RoleName=name, AssumeRolePolicyDocument=json.dumps(trust))


def falcon():
    keys = {"client_id": WORLD["clientId"], "client_secret": WORLD["clientSecret"]}
    auth = OAuth2(**keys, base_url=WORLD["crowdstrike"])
    row("falconpy", "OAuth2.token", 201, lambda: auth.token()["status_code"])
    row("falconpy", "OAuth2.token with another secret", 403,
        lambda: OAuth2(client_id=keys["client_id"], client_secret="x", base_url=WORLD["crowdstrike"]).token()["status_code"])
    d4c = D4CRegistration(auth_object=auth)
    row("falconpy", "D4CRegistration.create_aws_account", [201, ACCOUNT],
        lambda: created(d4c.create_aws_account(account_id=ACCOUNT, account_type="commercial", is_master=False)))
    row("falconpy", "D4CRegistration.get_aws_account", [200, 1],
        lambda: counted(d4c.get_aws_account(ids=ACCOUNT, scan_type="full")))
    row("falconpy", "D4CRegistration.get_aws_account with a wrong limit", [400, 0],
        lambda: counted(d4c.get_aws_account(limit=501)))
    row("falconpy", "D4CRegistration.get_aws_account of an unknown one", [207, 0],
        lambda: counted(d4c.get_aws_account(ids="999988887777")))
    row("falconpy", "D4CRegistration.get_aws_console_setup", [200, 1], lambda: counted(d4c.get_aws_console_setup(region=REGION)))
    row("falconpy", "D4CRegistration.delete_aws_account", 200, lambda: d4c.delete_aws_account(ids=ACCOUNT)["status_code"])
    newest = CloudAWSRegistration(auth_object=auth)
    products = [{"product": "cspm", "features": ["iom"]}]
    wanted = {"account_id": ACCOUNT, "is_master": False, "products": products, "use_existing_cloudtrail": True}
    row("falconpy", "CloudAWSRegistration.create_account", [201, ACCOUNT],
        lambda: created(newest.create_account(body={"resources": [wanted]})))
    row("falconpy", "CloudAWSRegistration.create_account of an unknown product", 400,
        lambda: newest.create_account(body={"resources": [{**wanted, "products": [{"product": "x", "features": []}]}]})["status_code"])
    row("falconpy", "CloudAWSRegistration.get_accounts", [200, 1], lambda: counted(newest.get_accounts(ids=ACCOUNT)))
    row("falconpy", "CloudAWSRegistration.query_accounts", [200, 1],
        lambda: counted(newest.query_accounts(products="cspm", features="iom")))
    row("falconpy", "CloudAWSRegistration.update_account", 200,
        lambda: newest.update_account(body={"resources": [{"account_id": ACCOUNT, "products": products}]})["status_code"])
    row("falconpy", "CloudAWSRegistration.validate_accounts", [200, 1],
        lambda: counted(newest.validate_accounts(account_id=ACCOUNT)))
    row("falconpy", "CloudAWSRegistration.trigger_health_check", [200, 1],
        lambda: counted(newest.trigger_health_check(account_ids=ACCOUNT)))
    row("falconpy", "CloudAWSRegistration.delete_account", 200, lambda: newest.delete_account(ids=ACCOUNT)["status_code"])
    row("falconpy", "OAuth2.revoke", 200, lambda: auth.revoke(auth.token_value)["status_code"])


def counted(answer):
    return [answer["status_code"], len(answer["body"].get("resources") or [])]


def created(answer):
    resources = answer["body"].get("resources") or [{}]
    return [answer["status_code"], resources[0].get("account_id")]


member = boto()
aws_cli()
cloudcraft(member)
falcon()
