// Calls the world with CrowdStrike's own client for JavaScript, and writes a line of JSON for each call.
const { readFileSync } = require('node:fs');
const { createRequire } = require('node:module');

const world = JSON.parse(readFileSync(0, 'utf8'));
const { FalconClient } = createRequire(`${process.argv[2]}/`)('crowdstrike-falcon');

/** It knows CrowdStrike's own hosts only. */
const fetchApi = (url, init) => fetch(String(url).replace(/^https:\/\/[^/]+/, world.crowdstrike), init);
const falcon = new FalconClient({
  cloud: 'us-1',
  clientId: world.clientId,
  clientSecret: world.clientSecret,
  fetchApi,
});

async function row(call, expected, answer) {
  const answered = await answer().catch((error) => error.response?.status ?? error.message);
  console.log(JSON.stringify({ client: 'falconjs', call, expected, answered }));
}

async function main() {
  const { account } = world;
  const products = [{ product: 'cspm', features: ['iom'] }];
  const wanted = { accountId: account, isMaster: false, products, useExistingCloudtrail: true };
  const { cloudAwsRegistration: newest, d4cRegistration: d4c } = falcon;
  await row('cloudRegistrationAwsCreateAccount', account, async () => {
    const { resources } = await newest.cloudRegistrationAwsCreateAccount({ resources: [wanted] });
    return resources[0].accountId;
  });
  await row('cloudRegistrationAwsGetAccounts', 'cspm', async () => {
    const { resources } = await newest.cloudRegistrationAwsGetAccounts([account]);
    return resources[0].status[0].product;
  });
  await row('cloudRegistrationAwsQueryAccounts', account, async () => {
    const { resources } = await newest.cloudRegistrationAwsQueryAccounts(['cspm'], ['iom']);
    return resources[0];
  });
  await row('cloudRegistrationAwsDeleteAccount', 0, async () => {
    const { errors } = await newest.cloudRegistrationAwsDeleteAccount([account]);
    return errors?.length ?? 0;
  });
  await row('createD4CAwsAccount', account, async () => {
    const { resources } = await d4c.createD4CAwsAccount({ resources: [{ accountId: account }] });
    return resources[0].accountId;
  });
  await row('getD4CAwsAccount', false, async () => {
    const { resources } = await d4c.getD4CAwsAccount('full', [account]);
    return resources[0].isMaster;
  });
  await row('deleteD4CAwsAccount', 0, async () => {
    const { errors } = await d4c.deleteD4CAwsAccount([account]);
    return errors?.length ?? 0;
  });
}

main();
