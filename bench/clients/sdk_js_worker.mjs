// Sends the bench's calls with the AWS SDK for JavaScript: an order on the command line, "ready" when it can begin, "done" with its
// report when it has. One client, as many calls in flight as the order says, retries in the mode that it names.
import { createRequire } from 'node:module';
import { createInterface } from 'node:readline';
import { ConnectClient, UpdateParticipantRoleConfigCommand } from '@aws-sdk/client-connect';

if (process.argv.includes('--version')) {
    const { version } = createRequire(import.meta.url)('@aws-sdk/client-connect/package.json');
    console.log(`@aws-sdk/client-connect ${version}, node ${process.versions.node}`);
    process.exit();
}

const order = JSON.parse(process.argv[2]);
const client = new ConnectClient({
    endpoint: order.endpoint,
    region: 'eu-west-2',
    credentials: { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'SECRET' },
    retryMode: order.retryMode ?? undefined, // undefined: the SDK's own default
});

// Behind the SDK's retries: each request that leaves, repeated ones too.
let attempts = 0;
client.middlewareStack.add((next) => (args) => {
    attempts++;
    return next(args);
}, { step: 'finalizeRequest', priority: 'low', name: 'countAttempts' });

// The chats and timers of the bench's Chat.cs. Where the two differ, the bench says so and shows no figure.
const timer = (type, minutes) => ({
    ParticipantRole: 'CUSTOMER', TimerType: type, TimerValue: { ParticipantTimerDurationInMinutes: minutes },
});
const request = (number) => ({
    InstanceId: '8c5b7a10-3f1e-4d2b-9a77-0e6d1f4c2b90',
    ContactId: `c-${String(number).padStart(5, '0')}`,
    ChannelConfiguration: { Chat: { ParticipantTimerConfigList: [
        timer('IDLE', 2 + number % 479),
        timer('DISCONNECT_NONCUSTOMER', 2 + number * 7 % 479),
    ] } },
});

async function run(first, contacts) {
    const failed = [];
    const errors = [];
    const notBegun = [];
    let next = first;
    const began = process.hrtime.bigint();
    const isTooLate = () => order.mostSeconds !== null && Number(process.hrtime.bigint() - began) / 1e9 > order.mostSeconds;
    const worker = async () => {
        while (next < first + contacts) {
            const number = next++;
            if (isTooLate()) {
                notBegun.push(number);
                continue;
            }
            try {
                await client.send(new UpdateParticipantRoleConfigCommand(request(number)));
            } catch (error) {
                failed.push(number);
                errors.push(`${error.name}: ${error.message}`);
            }
        }
    };
    await Promise.all(Array.from({ length: order.inFlight }, worker));
    return { failed: [...failed, ...notBegun], errors, notBegun: notBegun.length };
}

const say = (mark, value) => new Promise((said) => { process.stdout.write(`${mark} ${JSON.stringify(value)}\n`, said); });

async function work() {
    attempts = 0;
    const began = process.hrtime.bigint();
    const cpuBefore = process.cpuUsage();
    const { failed, errors, notBegun } = await run(order.first, order.contacts);
    const { user, system } = process.cpuUsage(cpuBefore);
    const seconds = Number(process.hrtime.bigint() - began) / 1e9;
    await say('done', {
        outcomes: { Accepted: order.contacts - failed.length, Failed: failed.length },
        attempts,
        notAccepted: failed,
        notBegun,
        errors: errors.slice(0, 3), // the first few say what went wrong
        seconds,
        cpuSeconds: (user + system) / 1e6,
    });
}

// The bench says go through the input, and is gone when that closes.
createInterface({ input: process.stdin })
    .on('line', (line) => { if (line === 'go') work(); })
    .on('close', () => process.exit(1));

const round = 1000; // how many calls a round of the warm-up has
const warmAt = performance.now() + 1000 * order.warmUpSeconds;
while (performance.now() < warmAt) {
    await run(order.first, round);
}
await say('ready', { powerShell: null, module: null });
