using System.Diagnostics;
using System.Globalization;
using Maillage.Platform.Messaging;
using Maillage.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Time.Testing;

namespace Maillage.Tests.Platform.Messaging;

/// <summary>Never lost, never twice: senders in processes of their own, killed at random, against a real server.</summary>
public class KilledSenderTests(ITestOutputHelper output)
{
    private const int Kills = 100;
    private const int AtTheStart = 4_000;
    private const int BeforeEachKill = 60;
    private const int Senders = 3;

    /// <summary>Messages that the server takes from a sender before a kill, at most.</summary>
    private const int MostTaken = 60;

    /// <summary>Milliseconds after that message, at most: between two messages of one sender there are some ten.</summary>
    private const int MostMilliseconds = 15;

    private static readonly TimeSpan LongestSending = TimeSpan.FromSeconds(20);

    /// <summary>Milliseconds since the start, at most, for one kill in three, which may come before anything is sent.</summary>
    private const int LongestLife = 2_000;

    /// <summary>The moments are drawn from <c>MAILLAGE_TEST_SEED</c>, or from a seed that the test prints.</summary>
    [Fact(Timeout = 900_000)]
    public async Task Of_10_000_messages_none_is_lost_nor_doubled_when_the_sender_is_killed_100_times()
    {
        var seed = int.TryParse(
            Environment.GetEnvironmentVariable("MAILLAGE_TEST_SEED"),
            CultureInfo.InvariantCulture,
            out var given
        )
            ? given
            : Random.Shared.Next();
        var cancellation = TestContext.Current.CancellationToken;
        var clock = Stopwatch.StartNew();
        var random = new Random(seed);
        await using var smtp = await LoopbackSmtp.Start(whole: false);
        await using var database = await TestDatabase.Create();
        var environment = Environments(database, smtp);
        await Add(database, AtTheStart);
        var senders = new Queue<Sender>();
        try
        {
            for (var kills = 0; kills < Kills; )
            {
                while (senders.Count < Senders)
                {
                    senders.Enqueue(new Sender(environment));
                }

                using var oldest = senders.Dequeue();
                if (random.Next(3) == 0)
                {
                    await Task.Delay(random.Next(LongestLife), cancellation);
                }
                else
                {
                    await oldest.HasBegun();
                    await smtp.HasTaken(smtp.Taken.Count + random.Next(MostTaken), LongestSending);
                    await Task.Delay(random.Next(MostMilliseconds), cancellation);
                }

                if (await oldest.Kill())
                {
                    kills++;
                    await Add(database, BeforeEachKill);
                }
            }

            var killing = clock.Elapsed;
            var takenWhileKilling = smtp.Taken.Count;
            senders.Enqueue(new Sender(environment));
            foreach (var sender in senders)
            {
                await sender.End();
            }

            await smtp.Stop();
            await ReviewAfterTheLease(database);
            var (states, ids) = await Journal(database);
            var taken = smtp.Taken.GroupBy(mail => mail.Id).ToDictionary(g => g.Key, g => g.Count());
            var held = ids[MessageState.Held].ToList();
            var lost = ids[MessageState.Sent].Count(id => !taken.ContainsKey(id));
            var doubled = taken.Values.Count(count => count > 1);
            output.WriteLine(
                $"seed {seed}: {states}; lost {lost}, doubled {doubled}, held {held.Count} "
                    + $"({held.Count(taken.ContainsKey)} of them taken by the server); {takenWhileKilling} taken while "
                    + $"killing for {killing.TotalSeconds:0} s, {clock.Elapsed.TotalSeconds:0} s in all"
            );

            Assert.Equal(0, doubled);
            Assert.Equal(0, lost);
            Assert.InRange(held.Count, 0, Kills);
            Assert.Equal(AtTheStart + Kills * BeforeEachKill, ids[MessageState.Sent].Count() + held.Count);
        }
        finally
        {
            foreach (var sender in senders)
            {
                await sender.Kill();
                sender.Dispose();
            }
        }
    }

    private static Dictionary<string, string> Environments(TestDatabase database, LoopbackSmtp smtp)
    {
        var environment = smtp.Settings.ToDictionary(pair => pair.Key.Replace(":", "__"), pair => pair.Value!);
        environment["Database__Provider"] = database.Provider;
        environment["Database__ConnectionString"] = database.ConnectionString;
        return environment;
    }

    private static async Task Add(TestDatabase database, int count)
    {
        await using var db = database.Open();
        var outbox = new Outbox(db, TimeProvider.System);
        for (var i = 0; i < count; i++)
        {
            outbox.Add(MessageAddress.Read($"personne{i}@example.fr")!, new Plain());
        }

        await db.SaveChangesAsync();
    }

    /// <summary>What the dead left is held by the next sender, once their lease is over.</summary>
    private static async Task ReviewAfterTheLease(TestDatabase database)
    {
        await using var db = database.Open();
        Assert.False(
            await db.Messages.AnyAsync(m => m.State == MessageState.Queued || m.State == MessageState.FailedTemporarily)
        );
        await Sending.From(db, new FakeTimeProvider(TimeProvider.System.GetUtcNow() + SendMessages.Lease)).Run(default);
    }

    private static async Task<(string States, ILookup<MessageState, string> Ids)> Journal(TestDatabase database)
    {
        await using var db = database.Open();
        var messages = await db.Messages.Select(m => new { m.Id, m.State }).ToListAsync();
        var states = messages.GroupBy(m => m.State).Select(group => $"{group.Count()} {group.Key}");
        return (string.Join(", ", states), messages.ToLookup(m => m.State, m => $"{m.Id:N}@localhost"));
    }

    /// <summary>One <c>./maillage messages send</c>.</summary>
    private sealed class Sender : IDisposable
    {
        private readonly Process process;
        private readonly Task<string?> firstLine;

        public Sender(Dictionary<string, string> environment)
        {
            process = MaillageProcess.Start(["messages", "send"], environment);
            process.StandardInput.Close();
            process.ErrorDataReceived += (_, _) => { };
            process.BeginErrorReadLine();
            firstLine = process.StandardOutput.ReadLineAsync();
        }

        /// <summary>Waits until it says how many messages wait.</summary>
        public Task HasBegun() => firstLine;

        /// <summary>SIGKILL; false when it had ended by itself.</summary>
        public async Task<bool> Kill()
        {
            if (process.HasExited)
            {
                return false;
            }

            process.Kill();
            await process.WaitForExitAsync();
            return true;
        }

        public Task End() => process.WaitForExitAsync();

        public void Dispose() => process.Dispose();
    }
}
