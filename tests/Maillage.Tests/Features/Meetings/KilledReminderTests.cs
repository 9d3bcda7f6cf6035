using System.Diagnostics;
using Maillage.Features.Meetings;
using Maillage.Platform.Audit;
using Maillage.Tests.Platform.Messaging;
using Maillage.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace Maillage.Tests.Features.Meetings;

/// <summary>
/// Thousands of reminders due at once, two processes started together, one killed midway: each person is written to once.
/// <c>./maillage bench reminders</c> does the same with 50,000.
/// </summary>
public class KilledReminderTests(ITestOutputHelper output)
{
    private const int Appointments = 2_000;
    private const int Registered = 500;
    private const int Sessions = 2;
    private const int People = Appointments + Registered * Sessions;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact(Timeout = 120_000)]
    public async Task Two_processes_one_killed_midway_and_each_person_gets_one_message()
    {
        await using var database = await TestDatabase.Create();
        await GivenBookings(database);
        await using var nodes = await Nodes.Start(
            database,
            count: 2,
            new Dictionary<string, string?>
            {
                ["Messages:Secret"] = Sending.Secret,
                // Nobody listens there: what is queued waits.
                ["Messages:Mail:Host"] = "127.0.0.1",
                ["Messages:Mail:Port"] = "9",
                ["Messages:Mail:Security"] = "None",
                ["Messages:Mail:From"] = "ne-pas-repondre@example.fr",
            },
            TestApp.DefaultNow
        );

        var (clock, idle) = (Stopwatch.StartNew(), nodes.Busy());
        await using var db = database.Open();
        while (!await db.Reminders.AnyAsync(Token))
        {
            idle = nodes.Busy();
            await Task.Delay(10, Token);
        }

        await Task.Delay(100, TestContext.Current.CancellationToken);
        // One does the work, the other waits until nobody does.
        var busy = nodes.Busy().Zip(idle, (after, before) => after - before).ToList();
        await nodes.Kill(busy.IndexOf(busy.Max()));
        var midway = await db.Reminders.CountAsync(Token);
        while (await db.Slots.AnyAsync(s => s.RemindAt < TestApp.DefaultNow.UtcDateTime, Token))
        {
            await Task.Delay(100, Token);
        }

        output.WriteLine($"{midway} of {People} when one was killed, all after {clock.Elapsed.TotalSeconds:0.0} s");
        Assert.InRange(midway, 1, People - 1);
        var told = await db.Messages.Where(m => m.Template == "booking-reminder").Select(m => m.To).ToListAsync(Token);
        Assert.Equal(People, told.Count);
        Assert.Equal(People, told.Distinct(StringComparer.Ordinal).Count());
        Assert.Equal(People, await db.Reminders.CountAsync(Token));
    }

    /// <summary>Appointments and two full sessions, all on Thursday at 9 h, whose reminder of the day before is due.</summary>
    private static async Task GivenBookings(TestDatabase database)
    {
        await using var db = database.Open();
        var organisation = Support.People.Organisation("CCAS de Segré");
        db.Organisations.Add(organisation);
        var (appointment, workshop) = (
            Meeting.Appointment(organisation.Id),
            Meeting.Workshop(organisation.Id, Registered)
        );
        var (times, dates) = (Meeting.Opening(appointment.Id), Meeting.Opening(workshop.Id));
        db.AddOffer(appointment, times, Meeting.Host(null));
        db.AddOffer(workshop, dates);
        for (var i = 0; i < Appointments + Sessions; i++)
        {
            var (offer, opening) = i < Appointments ? (appointment, times) : (workshop, dates);
            var slot = Meeting.Session(offer, opening);
            slot.StartsAt = TestApp.DefaultNow.UtcDateTime.AddHours(20).AddSeconds(i);
            slot.Taken = offer.Capacity;
            db.Slots.Add(slot);
            for (var number = 1; number <= offer.Capacity; number++)
            {
                var id = Guid.CreateVersion7();
                db.Bookings.Add(
                    new Booking
                    {
                        Id = id,
                        SlotId = slot.Id,
                        Number = number,
                        State = BookingState.Confirmed,
                        Seats = 1,
                        Email = $"{id:N}@example.fr",
                        Channel = Channel.Web,
                        // Whoever booked then has heard of three days before already.
                        CreatedAt = TestApp.DefaultNow.UtcDateTime.AddDays(-2),
                    }
                );
            }
        }

        await db.SaveChangesAsync(Token);
    }
}
