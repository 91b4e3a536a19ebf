// Carries out steps with the AWS SDK for JavaScript: steps as JSON on standard input, the result of each on standard output.
import { createRequire } from 'node:module';
import { readFileSync } from 'node:fs';
import * as connect from '@aws-sdk/client-connect';

// JSON has no dates; the SDK needs them.
const isTime = (name) => name === 'StartTime' || name === 'EndTime';
const input = (step) => JSON.parse(JSON.stringify(step.input), (name, value) => isTime(name) ? new Date(value) : value);

async function carryOut(step) {
    const client = new connect.ConnectClient({
        endpoint: step.endpoint,
        region: step.region,
        credentials: { accessKeyId: step.accessKey, secretAccessKey: step.secretKey },
    });
    try {
        const answer = await client.send(new connect[`${step.operation}Command`](input(step)));
        return { name: step.name, contacts: (answer.Contacts ?? []).map((contact) => contact.Id) };
    } catch (error) {
        return { name: step.name, error: error.name, typed: connect[error.name] !== undefined && error instanceof connect[error.name] };
    } finally {
        client.destroy();
    }
}

if (process.argv.includes('--version')) {
    const { version } = createRequire(import.meta.url)('@aws-sdk/client-connect/package.json');
    console.log(`@aws-sdk/client-connect ${version}, node ${process.versions.node}`);
} else {
    const results = [];
    for (const step of JSON.parse(readFileSync(0, 'utf8'))) {
        results.push(await carryOut(step));
    }
    process.stdout.write(JSON.stringify(results));
}
