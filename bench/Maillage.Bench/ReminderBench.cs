using System.Diagnostics;
using Maillage.Data;
using Maillage.Features.Meetings;
using Maillage.Features.Organisations;
using Maillage.Platform.Audit;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Maillage.Bench;

/// <summary>
/// 50,000 reminders due at once, two processes started together, the one that works killed midway: whoever is written to
/// twice, or never, is counted. Then what a round costs when all are reminded.
/// </summary>
internal static class ReminderBench
{
    /// <summary>The argument with which this program starts itself as one of the processes.</summary>
    public const string Node = "reminders-node";

    private const int People = 50_000;

    /// <summary>Seats of one session in two hundred.</summary>
    private const int Registered = 100;

    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(10);

    /// <summary>Eleven in the morning: nothing is queued by night.</summary>
    private static readonly DateTime Now = TimeProvider.System.GetUtcNow().UtcDateTime.Date.AddHours(10);

    public static async Task<IReadOnlyList<Figure>> Run()
    {
        var folder = Directory.CreateTempSubdirectory("maillage-bench-").FullName;
        try
        {
            var figures = new List<Figure>();
            figures.AddRange(await On("Sqlite", $"Data Source={Path.Combine(folder, "reminders.db")}"));
            if (Environment.GetEnvironmentVariable("MAILLAGE_BENCH_POSTGRES") is { } postgres)
            {
                figures.AddRange(await On("Postgres", postgres.Replace("Database=postgres", "Database=reminders")));
            }

            return figures;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>One of the processes, until it is killed.</summary>
    public static async Task RunNode(string provider, string connection)
    {
        await using var app = BookingBench.Compose(
            provider,
            connection,
            new Clock(),
            "--Urls=http://127.0.0.1:0",
            "--Messages:Secret=une phrase de mesure de plus de trente-deux lettres",
            // Nobody listens there: what is queued waits.
            "--Messages:Mail:Host=127.0.0.1",
            "--Messages:Mail:Port=9",
            "--Messages:Mail:Security=None",
            "--Messages:Mail:From=ne-pas-repondre@example.fr"
        );
        await app.RunAsync();
    }

    private static async Task<IReadOnlyList<Figure>> On(string provider, string connection)
    {
        await using var app = BookingBench.Compose(provider, connection, new Clock());
        await app.Services.PrepareDatabase();
        await Seed(app.Services);
        var clock = Stopwatch.StartNew();
        List<Process> nodes = [Start(provider, connection), Start(provider, connection)];
        try
        {
            await Until(app.Services, async db => await db.Reminders.CountAsync() > People / 4, clock);
            // One does the work, the other waits until nobody does.
            var worker = nodes.MaxBy(node => node.TotalProcessorTime)!;
            worker.Kill();
            await worker.WaitForExitAsync();
            await Until(app.Services, async db => !await db.Slots.AnyAsync(s => s.RemindAt <= Now), clock);
            var seconds = clock.Elapsed.TotalSeconds;
            var (twice, never) = await Count(app.Services);
            var round = await Round(app.Services);
            return
            [
                new("reminders", $"{provider}, {People} rappels, deux processus, un tué", seconds, "s"),
                new(
                    "reminders",
                    $"{provider}, personnes prévenues deux fois ou jamais",
                    twice + never,
                    "",
                    0,
                    twice + never,
                    AtMost: 0
                ),
                new("reminders", $"{provider}, un tour quand tout est rappelé", round, "ms"),
            ];
        }
        finally
        {
            foreach (var node in nodes)
            {
                node.Kill();
                await node.WaitForExitAsync();
                node.Dispose();
            }
        }
    }

    private static Process Start(string provider, string connection) =>
        Process.Start(
            new ProcessStartInfo("dotnet", [typeof(ReminderBench).Assembly.Location, Node, provider, connection])
            {
                UseShellExecute = false,
                WorkingDirectory = AppContext.BaseDirectory,
            }
        )!;

    private static async Task Until(IServiceProvider services, Func<MaillageDb, Task<bool>> isSo, Stopwatch clock)
    {
        await using var scope = services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<MaillageDb>();
        while (!await isSo(db))
        {
            if (clock.Elapsed > Longest)
            {
                throw new InvalidOperationException("Les rappels n’avancent pas.");
            }

            await Task.Delay(50);
        }
    }

    private static async Task<(int Twice, int Never)> Count(IServiceProvider services)
    {
        await using var scope = services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<MaillageDb>();
        var told = await db.Messages.Where(m => m.Template == "booking-reminder").Select(m => m.To).ToListAsync();
        var people = told.Distinct(StringComparer.Ordinal).Count();
        return (told.Count - people, People - people);
    }

    /// <summary>Milliseconds of a round that has nothing to do, the best of five.</summary>
    private static async Task<double> Round(IServiceProvider services)
    {
        var best = double.MaxValue;
        for (var i = 0; i < 5; i++)
        {
            await using var scope = services.CreateAsyncScope();
            var sendReminders = scope.ServiceProvider.GetRequiredService<SendReminders>();
            var clock = Stopwatch.StartNew();
            await sendReminders.Run(CancellationToken.None);
            best = Math.Min(best, clock.Elapsed.TotalMilliseconds);
        }

        return best;
    }

    /// <summary>Half of the people have an appointment, half a seat in a session; all the day after, before the same hour.</summary>
    private static async Task Seed(IServiceProvider services)
    {
        await using var scope = services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<MaillageDb>();
        var organisation = new Organisation { Id = Guid.CreateVersion7(), Name = "Mesure" };
        var appointment = BookingBench.NewOffer(organisation.Id, OfferKind.Appointment, "rappels-1", capacity: 1);
        var workshop = BookingBench.NewOffer(organisation.Id, OfferKind.Workshop, "rappels-2", Registered);
        Opening[] openings = [BookingBench.NewOpening(appointment.Id), BookingBench.NewOpening(workshop.Id)];
        db.Organisations.Add(organisation);
        db.Offers.AddRange(appointment, workshop);
        db.Openings.AddRange(openings);
        await db.SaveChangesAsync();
        var (slots, bookings) = (new List<Slot>(), new List<Booking>());
        for (var i = 0; bookings.Count < People; i++)
        {
            var isSession = bookings.Count >= People / 2;
            var offer = isSession ? workshop : appointment;
            var startsAt = Now.AddHours(20).AddMilliseconds(i);
            slots.Add(
                new Slot
                {
                    Id = Guid.CreateVersion7(),
                    OfferId = offer.Id,
                    OpeningId = openings[isSession ? 1 : 0].Id,
                    StartsAt = startsAt,
                    EndsAt = startsAt.AddMinutes(45),
                    Capacity = offer.Capacity,
                    Taken = offer.Capacity,
                }
            );
            bookings.AddRange(Enumerable.Range(1, offer.Capacity).Select(number => NewBooking(slots[^1], number)));
        }

        await using var transaction = await db.Database.BeginTransactionAsync();
        await db.InsertAll(slots);
        await db.InsertAll(bookings);
        await transaction.CommitAsync();
    }

    private static Booking NewBooking(Slot slot, int number)
    {
        var id = Guid.CreateVersion7();
        return new()
        {
            Id = id,
            SlotId = slot.Id,
            Number = number,
            State = BookingState.Confirmed,
            Seats = 1,
            Email = $"{id:N}@example.fr",
            Channel = Channel.Web,
            CreatedAt = Now.AddDays(-2),
        };
    }

    private sealed class Clock : TimeProvider
    {
        private readonly long start = System.GetTimestamp();

        public override DateTimeOffset GetUtcNow() =>
            new DateTimeOffset(Now, TimeSpan.Zero) + System.GetElapsedTime(start);
    }
}
