using System.Diagnostics;
using Maillage.Data;
using Maillage.Features.Accounts;
using Maillage.Features.Inhabitants;
using Maillage.Features.Meetings;
using Maillage.Features.Organisations;
using Maillage.Features.Places;
using Maillage.Features.Territories;
using Maillage.Platform;
using Maillage.Platform.Audit;
using Maillage.Platform.Messaging;
using Microsoft.AspNetCore.Builder;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Maillage.Bench;

/// <summary>
/// Books seats on both databases, against bare inserts of the same rows in the same run; and looks for free times, with
/// and without years of bookings behind.
/// </summary>
internal static class BookingBench
{
    private const int Clients = 8;
    private const int WarmUp = 3_000;
    private const int Bookings = 1_000;
    private const int Rounds = 5;
    private const int Sessions = 40;
    private const int Seats = 500;
    private const int Offers = 200;
    private const int Past = 50_000;

    private static int lastNumber = 1_000_000;

    private static readonly DateTime Now = TimeProvider.System.GetUtcNow().UtcDateTime;

    public static async Task<IReadOnlyList<Figure>> Run()
    {
        var folder = Directory.CreateTempSubdirectory("maillage-bench-").FullName;
        try
        {
            var figures = new List<Figure>();
            figures.AddRange(await On("Sqlite", $"Data Source={Path.Combine(folder, "bookings.db")}"));
            if (Environment.GetEnvironmentVariable("MAILLAGE_BENCH_POSTGRES") is { } postgres)
            {
                figures.AddRange(await On("Postgres", postgres.Replace("Database=postgres", "Database=bookings")));
            }

            return figures;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task<IReadOnlyList<Figure>> On(string provider, string connection)
    {
        await using var app = Compose(provider, connection);
        await app.Services.PrepareDatabase();
        var (offer, slots) = await Seed(app.Services);
        // Once each without counting: the first pay for what is compiled.
        await Book(app.Services, offer, slots, WarmUp);
        await Insert(app.Services, slots[0], WarmUp, withJournal: false);
        await Insert(app.Services, slots[0], WarmUp, withJournal: true);
        // The speed of a machine drifts within a minute: each is held against those just after it.
        var rounds = new List<(double Ours, double Row, double Rows)>();
        for (var round = 0; round < Rounds; round++)
        {
            rounds.Add(
                (
                    await Book(app.Services, offer, slots, Bookings),
                    await Insert(app.Services, slots[0], Bookings, withJournal: false),
                    await Insert(app.Services, slots[0], Bookings, withJournal: true)
                )
            );
        }

        var (fresh, count) = await Search(app.Services);
        await AddPast(app.Services, offer, slots[0]);
        var (old, _) = await Search(app.Services);
        return
        [
            new(
                "booking",
                $"{provider}, réservations, contre leur ligne seule",
                Median(rounds, round => round.Ours),
                "/s",
                Median(rounds, round => round.Row),
                Median(rounds, round => round.Ours / round.Row)
            ),
            new(
                "booking",
                $"{provider}, contre leur ligne et celle du journal",
                Median(rounds, round => round.Ours),
                "/s",
                Median(rounds, round => round.Rows),
                Median(rounds, round => round.Ours / round.Rows),
                AtLeast: 0.5
            ),
            new("booking", $"{provider}, {Offers} offres × 12 semaines : {count} créneaux", fresh, "ms"),
            new("booking", $"{provider}, avec {Past} réservations passées", old, "ms", fresh, old / fresh, AtMost: 1.5),
        ];
    }

    internal static WebApplication Compose(
        string provider,
        string connection,
        TimeProvider? clock = null,
        params string[] settings
    )
    {
        var builder = WebApplication.CreateBuilder([
            $"--Database:Provider={provider}",
            $"--Database:ConnectionString={connection}",
            "--Logging:LogLevel:Default=None",
            .. settings,
        ]);
        builder.Services.AddSingleton(clock ?? TimeProvider.System);
        builder.AddPlatform();
        builder.AddMessaging();
        builder.Services.AddData();
        builder.Services.AddTerritories();
        builder.Services.AddAccounts();
        builder.Services.AddInhabitants();
        builder.Services.AddPlaces();
        builder.Services.AddMeetings();
        return builder.Build();
    }

    internal static async Task<(Offer Offer, List<Slot> Slots)> Seed(IServiceProvider services)
    {
        await using var scope = services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<MaillageDb>();
        var organisation = new Organisation { Id = Guid.CreateVersion7(), Name = "Mesure" };
        db.Organisations.Add(organisation);
        var workshop = NewOffer(organisation.Id, OfferKind.Workshop, "mesure", Seats);
        var opening = NewOpening(workshop.Id);
        db.Offers.Add(workshop);
        db.Openings.Add(opening);
        List<Slot> slots =
        [
            .. Enumerable
                .Range(1, Sessions)
                .Select(day => new Slot
                {
                    Id = Guid.CreateVersion7(),
                    OfferId = workshop.Id,
                    OpeningId = opening.Id,
                    StartsAt = Now.Date.AddDays(day).AddHours(9),
                    EndsAt = Now.Date.AddDays(day).AddHours(11),
                    Capacity = Seats,
                }),
        ];
        db.Slots.AddRange(slots);
        AddAppointments(db, organisation.Id, Enumerable.Range(0, Offers).Select(i => $"mesure-{i}"));
        await db.SaveChangesAsync();
        return (workshop, slots);
    }

    /// <summary>An offer of appointments at each address, three mornings a week, each with somebody of its own.</summary>
    internal static void AddAppointments(MaillageDb db, Guid organisationId, IEnumerable<string> slugs)
    {
        foreach (var slug in slugs)
        {
            var offer = NewOffer(organisationId, OfferKind.Appointment, slug, capacity: 1);
            var times = NewOpening(offer.Id);
            var host = new Resource { Id = Guid.CreateVersion7(), Kind = ResourceKind.Person };
            db.Offers.Add(offer);
            db.Openings.Add(times);
            db.Resources.Add(host);
            db.OpeningResources.Add(new OpeningResource { OpeningId = times.Id, ResourceId = host.Id });
        }
    }

    /// <summary>Bookings a second, each in a scope of its own as a request has.</summary>
    private static async Task<double> Book(IServiceProvider services, Offer offer, List<Slot> slots, int count)
    {
        var clock = Stopwatch.StartNew();
        await Parallel.ForAsync(
            0,
            count,
            new ParallelOptions { MaxDegreeOfParallelism = Clients },
            async (i, cancellation) =>
            {
                await using var scope = services.CreateAsyncScope();
                var answer = await scope
                    .ServiceProvider.GetRequiredService<BookSlot>()
                    .Run(
                        offer,
                        new BookingRequest(
                            Guid.CreateVersion7(),
                            slots[i % slots.Count].Key,
                            Seats: 1,
                            "Camille",
                            Channel.Web
                        ),
                        cancellation
                    );
                if (answer.Outcome != BookingOutcome.Confirmed)
                {
                    throw new InvalidOperationException($"{answer.Outcome}");
                }
            }
        );
        return count / clock.Elapsed.TotalSeconds;
    }

    private static double Median<T>(IReadOnlyCollection<T> rounds, Func<T, double> measure) =>
        rounds.Select(measure).Order().ElementAt(rounds.Count / 2);

    /// <summary>Rows of the same table a second, each inserted and committed alone, with nothing looked at.</summary>
    /// <param name="withJournal">With the line of the journal that each booking has, in one transaction.</param>
    private static async Task<double> Insert(IServiceProvider services, Slot slot, int count, bool withJournal)
    {
        var clock = Stopwatch.StartNew();
        await Parallel.ForAsync(
            0,
            count,
            new ParallelOptions { MaxDegreeOfParallelism = Clients },
            async (_, cancellation) =>
            {
                await using var scope = services.CreateAsyncScope();
                var db = scope.ServiceProvider.GetRequiredService<MaillageDb>();
                using var turn = await services.GetRequiredService<WriteTurn>().Wait(db, cancellation);
                await using var transaction = withJournal
                    ? await db.Database.BeginTransactionAsync(cancellation)
                    : null;
                var (id, number) = (Guid.CreateVersion7(), Interlocked.Increment(ref lastNumber));
                await db.Database.ExecuteSqlAsync(
                    $"""
                    INSERT INTO bookings (id, slot_id, number, state, seats, name, channel, created_at)
                    VALUES ({id}, {slot.Id}, {number}, 'Cancelled', 1, 'Camille', 'Web', {Now})
                    """,
                    cancellation
                );
                if (transaction is not null)
                {
                    await db.Database.ExecuteSqlAsync(Line(db, id), cancellation);
                    await transaction.CommitAsync(cancellation);
                }
            }
        );
        return count / clock.Elapsed.TotalSeconds;
    }

    /// <summary>A line of the journal, with empty lists as each database keeps them.</summary>
    private static FormattableString Line(MaillageDb db, Guid id) =>
        db is SqliteDb
            ? $"""
                INSERT INTO journal_lines (id, at, channel, action, subject, subject_id, fields, also_read)
                VALUES ({Guid.CreateVersion7()}, {Now}, 'Web', 'created', 'Booking', {id}, '[]', '[]')
                """
            : (FormattableString)
                $$"""
                    INSERT INTO journal_lines (id, at, channel, action, subject, subject_id, fields, also_read)
                    VALUES ({{Guid.CreateVersion7()}}, {{Now}}, 'Web', 'created', 'Booking', {{id}}, array[]::text[], array[]::uuid[])
                    """;

    /// <summary>Milliseconds to find every free time of the next twelve weeks, the best of five, and how many.</summary>
    private static async Task<(double Milliseconds, int Count)> Search(IServiceProvider services)
    {
        var (best, count) = (double.MaxValue, 0);
        for (var i = 0; i < 5; i++)
        {
            await using var scope = services.CreateAsyncScope();
            var db = scope.ServiceProvider.GetRequiredService<MaillageDb>();
            var offers = await db.Offers.AsNoTracking().Where(o => o.Kind == OfferKind.Appointment).ToListAsync();
            var clock = Stopwatch.StartNew();
            var found = await scope
                .ServiceProvider.GetRequiredService<FindSlots>()
                .Run(offers, Now, Now.AddDays(84), CancellationToken.None);
            best = Math.Min(best, clock.Elapsed.TotalMilliseconds);
            count = found.Count;
        }

        return (best, count);
    }

    /// <summary>Years of bookings that are over.</summary>
    private static async Task AddPast(IServiceProvider services, Offer offer, Slot slot)
    {
        for (var done = 0; done < Past; done += 5_000)
        {
            await using var scope = services.CreateAsyncScope();
            var db = scope.ServiceProvider.GetRequiredService<MaillageDb>();
            var resources = await db.Resources.Select(r => r.Id).ToListAsync();
            for (var i = done; i < done + 5_000; i++)
            {
                var past = new Slot
                {
                    Id = Guid.CreateVersion7(),
                    OfferId = offer.Id,
                    OpeningId = slot.OpeningId,
                    StartsAt = Now.AddMinutes(-60 - i),
                    EndsAt = Now.AddMinutes(-30 - i),
                    Capacity = 1,
                    Taken = 1,
                };
                db.Slots.Add(past);
                db.Occupations.Add(
                    new Occupation
                    {
                        SlotId = past.Id,
                        ResourceId = resources[i % resources.Count],
                        StartsAt = past.StartsAt,
                        EndsAt = past.EndsAt,
                    }
                );
            }

            await db.SaveChangesAsync();
        }
    }

    internal static Offer NewOffer(Guid organisationId, OfferKind kind, string slug, int capacity) =>
        new()
        {
            Id = Guid.CreateVersion7(),
            Slug = slug,
            Kind = kind,
            OrganisationId = organisationId,
            Title = "Mesure",
            Minutes = 45,
            Capacity = capacity,
            MayBook = MayBook.Anyone,
            CreatedAt = Now,
            ModifiedAt = Now,
        };

    internal static Opening NewOpening(Guid offerId) =>
        new()
        {
            Id = Guid.CreateVersion7(),
            OfferId = offerId,
            FirstDay = DateOnly.FromDateTime(Now).AddDays(-400),
            From = new TimeOnly(9, 0),
            To = new TimeOnly(12, 0),
            EveryWeeks = 1,
            Days = WeekDays.Monday | WeekDays.Tuesday | WeekDays.Thursday,
        };
}
