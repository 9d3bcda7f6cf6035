using Maillage.Features.Meetings;
using Maillage.Tests.Platform.Messaging;
using Maillage.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Maillage.Tests.Features.Meetings;

/// <summary>People are reminded once, by day, before the hour.</summary>
public class ReminderTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Somebody_who_booked_a_week_ahead_is_reminded_three_days_before_and_the_day_before()
    {
        await using var app = await Start();
        var (offer, opening) = await GivenAppointment(app);
        // Thursday of the week after, 9 h in Paris.
        var key = new SlotKey(opening.Id, Meeting.Thursday10.AddHours(-1).AddDays(7));
        await app.Book(offer, Meeting.Request(key) with { Phone = "06 12 34 56 78" });

        Assert.Equal(0, await Remind(app));
        var start = key.StartsAt;
        Go(app, start.AddHours(-72).AddMinutes(-1));
        Assert.Equal(0, await Remind(app));
        Go(app, start.AddHours(-71));
        Assert.Equal(1, await Remind(app));
        Assert.Equal(0, await Remind(app));
        Go(app, start.AddHours(-23));
        Assert.Equal(1, await Remind(app));
        Go(app, start.AddHours(-1));
        Assert.Equal(0, await Remind(app));

        await using var db = app.Db();
        var sms = await db.Messages.Where(m => m.Template == "booking-reminder").ToListAsync(Token);
        Assert.Equal(2, sms.Count);
        Assert.All(sms, m => Assert.Equal(start, m.ExpiresAt));
        Assert.All(sms, m => Assert.Contains("jeu. 3/12 9h00", m.Text, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Nobody_is_reminded_at_night_nor_twice_at_once_when_the_machine_slept()
    {
        await using var app = await Start();
        var (offer, opening) = await GivenAppointment(app);
        var key = new SlotKey(opening.Id, Meeting.Thursday10.AddHours(-1).AddDays(7));
        await app.Book(offer, Meeting.Request(key) with { Phone = "06 12 34 56 78" });

        // Wednesday, 21 h and 7 h 30 in Paris, then 8 h: both reminders are due, one goes.
        Go(app, key.StartsAt.AddHours(-36));
        Assert.Equal(0, await Remind(app));
        Go(app, new DateTime(2026, 12, 2, 6, 30, 0, DateTimeKind.Utc));
        Assert.Equal(0, await Remind(app));
        Go(app, new DateTime(2026, 12, 2, 8, 1, 0, DateTimeKind.Utc));
        Assert.Equal(1, await Remind(app));
        Assert.Equal(0, await Remind(app));
        await using var db = app.Db();
        Assert.Equal([24, 72], await db.Reminders.Select(r => r.HoursBefore).Order().ToListAsync(Token));
    }

    [Fact]
    public async Task Who_booked_yesterday_for_today_or_gave_it_back_is_not_reminded()
    {
        await using var app = await Start();
        var (offer, opening) = await GivenAppointment(app);
        var start = Meeting.Thursday10.AddHours(-1);
        Go(app, start.AddHours(-20));
        await app.Book(offer, Meeting.Request(new SlotKey(opening.Id, start)) with { Phone = "06 12 34 56 78" });
        var back = await app.Book(
            offer,
            Meeting.Request(new SlotKey(opening.Id, start.AddDays(7))) with
            {
                Phone = "06 12 34 56 78",
            }
        );
        await app.Cancel(back.Booking!.Id);

        Go(app, start.AddHours(-1));
        Assert.Equal(0, await Remind(app));
        Go(app, start.AddDays(7).AddHours(-23));
        Assert.Equal(0, await Remind(app));
    }

    [Fact]
    public async Task Two_nodes_at_once_and_each_person_gets_one_reminder()
    {
        const int People = 400;
        await using var app = await Start();
        var organisation = await app.Organisation();
        var offer = Meeting.Workshop(organisation.Id, People);
        var opening = Meeting.Opening(offer.Id);
        var slot = Meeting.Session(offer, opening);
        slot.Taken = People;
        await using (var db = app.Db())
        {
            db.AddOffer(offer, opening);
            db.Slots.Add(slot);
            db.Bookings.AddRange(
                Enumerable
                    .Range(1, People)
                    .Select(number => new Booking
                    {
                        Id = Guid.CreateVersion7(),
                        SlotId = slot.Id,
                        Number = number,
                        State = BookingState.Confirmed,
                        Seats = 1,
                        Phone = "+33612345678",
                        Channel = Maillage.Platform.Audit.Channel.Web,
                        CreatedAt = TestApp.DefaultNow.UtcDateTime.AddDays(-10),
                    })
            );
            await db.SaveChangesAsync(Token);
        }

        var queued = await Task.WhenAll(Enumerable.Range(0, 2).Select(_ => Task.Run(() => Remind(app), Token)));

        await using var after = app.Db();
        Assert.Equal(People, await after.Reminders.CountAsync(Token));
        Assert.Equal(People, await after.Messages.CountAsync(m => m.Template == "booking-reminder", Token));
        Assert.Equal(People, queued.Sum());
    }

    [Fact]
    public async Task A_round_reads_what_is_due_and_nothing_else()
    {
        var counter = new QueryCounter();
        await using var app = await Start(counter.Join);
        var (offer, opening) = await GivenAppointment(app);
        var start = Meeting.Thursday10.AddHours(-1).AddDays(7);
        for (var week = 0; week < 4; week++)
        {
            var key = new SlotKey(opening.Id, start.AddDays(7 * week));
            await app.Book(offer, Meeting.Request(key) with { Phone = "06 12 34 56 78" });
        }

        // The first round works out when to look at each.
        Assert.Equal(0, await Remind(app));
        Assert.Equal(1, await counter.Of(() => Remind(app)));
        Go(app, start.AddHours(-71));
        Assert.Equal(1, await Remind(app));
        Assert.Equal(1, await counter.Of(() => Remind(app)));
        await using var db = app.Db();
        var next = await db.Slots.OrderBy(s => s.StartsAt).Select(s => s.RemindAt).ToListAsync(Token);
        Assert.Equal(start.AddHours(-24), next[0]);
        Assert.Equal(start.AddDays(7).AddHours(-72), next[1]);
    }

    [Fact]
    public async Task A_seat_nobody_answered_for_goes_to_the_next_who_waits()
    {
        await using var app = await Start();
        var organisation = await app.Organisation();
        var offer = Meeting.Workshop(organisation.Id, 1);
        var opening = Meeting.Opening(offer.Id);
        var slot = Meeting.Session(offer, opening);
        slot.StartsAt = slot.StartsAt.AddDays(7);
        slot.EndsAt = slot.EndsAt.AddDays(7);
        await using (var db = app.Db())
        {
            db.AddOffer(offer, opening);
            db.Slots.Add(slot);
            await db.SaveChangesAsync(Token);
        }

        var first = (await app.Book(offer, Meeting.Request(slot.Key))).Booking!;
        var second = (await app.Book(offer, Meeting.Request(slot.Key))).Booking!;
        var third = (await app.Book(offer, Meeting.Request(slot.Key))).Booking!;
        await app.Cancel(first.Id);
        Go(app, new DateTime(2026, 11, 25, 10, 34, 0, DateTimeKind.Utc));
        Assert.Equal(0, await Expire(app));
        Go(app, new DateTime(2026, 11, 25, 10, 36, 0, DateTimeKind.Utc));
        Assert.Equal(1, await Expire(app));

        await using var after = app.Db();
        var kept = await after.Bookings.ToDictionaryAsync(b => b.Id, Token);
        Assert.Equal(BookingState.Cancelled, kept[second.Id].State);
        Assert.Equal(BookingState.Offered, kept[third.Id].State);
        Assert.Equal(1, (await after.Slots.SingleAsync(Token)).Taken);
    }

    private static Task<TestApp> Start(Action<IServiceCollection>? services = null) =>
        TestApp.Start(
            services: services,
            settings: new Dictionary<string, string?>
            {
                ["Messages:Secret"] = Sending.Secret,
                ["Messages:Sms:Url"] = "http://127.0.0.1:9/sms",
            }
        );

    private static void Go(TestApp app, DateTime utc) => app.Pass(utc - app.Clock.GetUtcNow().UtcDateTime);

    private static async Task<int> Remind(TestApp app)
    {
        await using var scope = app.Services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<SendReminders>().Run(Token);
    }

    private static async Task<int> Expire(TestApp app)
    {
        await using var scope = app.Services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<ExpireOffers>().Run(Token);
    }

    private static async Task<(Offer Offer, Opening Opening)> GivenAppointment(TestApp app)
    {
        var organisation = await app.Organisation();
        var offer = Meeting.Appointment(organisation.Id);
        var opening = Meeting.Opening(offer.Id);
        await using var db = app.Db();
        db.AddOffer(offer, opening, Meeting.Host(null));
        await db.SaveChangesAsync(Token);
        return (offer, opening);
    }
}
