using Maillage.Data;
using Maillage.Features.Meetings;
using Maillage.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Maillage.Tests.Features.Meetings;

/// <summary>A seat is given once, and counted once.</summary>
public class BookSlotTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Three_hundred_people_at_once_for_five_seats_are_five_confirmed_and_the_others_wait_in_order()
    {
        const int People = 300;
        const int Seats = 5;
        await using var app = await TestApp.Start();
        var (offer, slot) = await GivenWorkshop(app, Seats);

        var answers = await Task.WhenAll(
            Enumerable.Range(0, People).Select(_ => Task.Run(() => app.Book(offer, Meeting.Request(slot.Key)), Token))
        );

        Assert.Equal(Seats, answers.Count(a => a.Outcome == BookingOutcome.Confirmed));
        Assert.Equal(People - Seats, answers.Count(a => a.Outcome == BookingOutcome.Waiting));
        await using var db = app.Db();
        var kept = await db.Bookings.OrderBy(b => b.Number).ToListAsync(Token);
        Assert.Equal(Enumerable.Range(1, People), kept.Select(b => b.Number));
        Assert.All(kept.Take(Seats), b => Assert.Equal(BookingState.Confirmed, b.State));
        Assert.All(kept.Skip(Seats), b => Assert.Equal(BookingState.Waiting, b.State));
        Assert.Equal(Seats, (await db.Slots.SingleAsync(Token)).Taken);
    }

    [Fact]
    public async Task A_hundred_people_at_once_for_one_appointment_and_one_comes()
    {
        await using var app = await TestApp.Start();
        var (offer, opening) = await GivenAppointment(app);
        var key = new SlotKey(opening.Id, Meeting.Thursday10.AddHours(-1));

        var answers = await Task.WhenAll(
            Enumerable.Range(0, 100).Select(_ => Task.Run(() => app.Book(offer, Meeting.Request(key)), Token))
        );

        Assert.Single(answers, a => a.Outcome == BookingOutcome.Confirmed);
        Assert.Equal(99, answers.Count(a => a.Outcome == BookingOutcome.Taken));
        await using var db = app.Db();
        Assert.Single(await db.Bookings.ToListAsync(Token));
    }

    [Fact]
    public async Task One_host_is_never_in_two_places_whatever_the_offer()
    {
        await using var app = await TestApp.Start();
        var organisation = await app.Organisation();
        var host = Meeting.Host(null);
        var (short30, long45) = (
            Meeting.Appointment(organisation.Id, "trente", o => o.Minutes = 30),
            Meeting.Appointment(organisation.Id, "quarante-cinq")
        );
        var (one, other) = (Meeting.Opening(short30.Id), Meeting.Opening(long45.Id));
        await using (var db = app.Db())
        {
            db.AddOffer(short30, one, host);
            db.AddOffer(long45, other, host);
            await db.SaveChangesAsync(Token);
        }

        // 9 h 30 to 10 h overlaps 9 h to 9 h 45 and nothing else of the same host.
        var nine = Meeting.Thursday10.AddHours(-1);
        await app.Book(short30, Meeting.Request(new SlotKey(one.Id, nine.AddMinutes(30))));
        var early = await app.Book(long45, Meeting.Request(new SlotKey(other.Id, nine)));
        var late = await app.Book(long45, Meeting.Request(new SlotKey(other.Id, nine.AddMinutes(90))));

        Assert.Equal(BookingOutcome.Taken, early.Outcome);
        Assert.Equal(BookingOutcome.Confirmed, late.Outcome);
        var left = (await app.Slots(short30, long45)).Where(s => s.StartsAt < nine.AddHours(3)).ToList();
        Assert.Equal(
            ["9:00 trente", "10:00 trente", "11:30 trente"],
            left.Where(s => s.OfferId == short30.Id).Select(s => $"{s.StartsAt.AddHours(1):H:mm} trente")
        );
        Assert.Equal(["11:15"], left.Where(s => s.OfferId == long45.Id).Select(s => $"{s.StartsAt.AddHours(1):H:mm}"));
    }

    [Fact]
    public async Task The_same_form_sent_twice_is_one_booking()
    {
        await using var app = await TestApp.Start();
        var (offer, slot) = await GivenWorkshop(app, seats: 5);
        var request = Meeting.Request(slot.Key);

        var answers = await Task.WhenAll(
            Enumerable.Range(0, 10).Select(_ => Task.Run(() => app.Book(offer, request), Token))
        );

        Assert.Single(answers, a => a.Outcome == BookingOutcome.Confirmed);
        Assert.Equal(9, answers.Count(a => a.Outcome == BookingOutcome.Known));
        await using var db = app.Db();
        Assert.Equal(1, (await db.Slots.SingleAsync(Token)).Taken);
    }

    [Fact]
    public async Task A_group_that_does_not_fit_waits_and_a_person_alone_after_it_comes_in()
    {
        await using var app = await TestApp.Start();
        var (offer, slot) = await GivenWorkshop(app, seats: 5);

        var four = await app.Book(offer, Meeting.Request(slot.Key, seats: 4));
        var two = await app.Book(offer, Meeting.Request(slot.Key, seats: 2));
        var one = await app.Book(offer, Meeting.Request(slot.Key));

        Assert.Equal(
            [BookingOutcome.Confirmed, BookingOutcome.Waiting, BookingOutcome.Confirmed],
            new[] { four, two, one }.Select(a => a.Outcome)
        );
        await using var db = app.Db();
        Assert.Equal(5, (await db.Slots.SingleAsync(Token)).Taken);
    }

    [Fact]
    public async Task What_was_never_offered_cannot_be_booked()
    {
        await using var app = await TestApp.Start();
        var (offer, opening) = await GivenAppointment(app, o => o.LeastNoticeHours = 24);
        var nine = Meeting.Thursday10.AddHours(-1);
        var last = TestApp.DefaultNow.UtcDateTime.AddDays(-5).Date;
        SlotKey[] wrong =
        [
            new(Guid.CreateVersion7(), nine),
            new(opening.Id, nine.AddMinutes(10)),
            new(opening.Id, nine.AddDays(1)),
            new(opening.Id, nine.AddDays(-7)),
            new(opening.Id, nine.AddDays(7 * 200)),
            new(opening.Id, last),
        ];

        foreach (var key in wrong)
        {
            Assert.Equal(BookingOutcome.NoSuchSlot, (await app.Book(offer, Meeting.Request(key))).Outcome);
        }

        app.Pass(nine.AddHours(-2) - app.Clock.GetUtcNow().UtcDateTime);
        Assert.Equal(
            BookingOutcome.NoSuchSlot,
            (await app.Book(offer, Meeting.Request(new SlotKey(opening.Id, nine)))).Outcome
        );
    }

    [Fact]
    public async Task A_workshop_asks_for_its_notice_too_and_a_form_of_another_offer_tells_nothing()
    {
        await using var app = await TestApp.Start();
        var (offer, slot) = await GivenWorkshop(app, seats: 5);
        var (other, opening) = await GivenAppointment(app);
        var theirs = Meeting.Request(new SlotKey(opening.Id, Meeting.Thursday10.AddHours(-1)));
        await app.Book(other, theirs);

        offer.LeastNoticeHours = 48;
        Assert.Equal(BookingOutcome.NoSuchSlot, (await app.Book(offer, Meeting.Request(slot.Key))).Outcome);
        Assert.Equal(
            BookingOutcome.Confirmed,
            (await app.Book(offer, Meeting.Request(slot.Key) with { IsByTeam = true })).Outcome
        );
        await Assert.ThrowsAnyAsync<DbUpdateException>(() =>
            app.Book(offer, theirs with { Key = slot.Key, IsByTeam = true })
        );
    }

    [Fact]
    public async Task Who_stands_in_a_full_room_that_has_begun_is_there_and_nobody_after_the_end()
    {
        await using var app = await TestApp.Start();
        var (offer, slot) = await GivenWorkshop(app, seats: 1);
        await app.Book(offer, Meeting.Request(slot.Key));
        app.Pass(slot.StartsAt.AddMinutes(90) - app.Clock.GetUtcNow().UtcDateTime);

        Assert.Equal(BookingOutcome.NoSuchSlot, (await app.Book(offer, Meeting.Request(slot.Key))).Outcome);
        Assert.Equal(
            BookingOutcome.Confirmed,
            (await app.Book(offer, Meeting.Request(slot.Key) with { IsByTeam = true })).Outcome
        );
        app.Pass(TimeSpan.FromMinutes(31));
        Assert.Equal(
            BookingOutcome.NoSuchSlot,
            (await app.Book(offer, Meeting.Request(slot.Key) with { IsByTeam = true })).Outcome
        );
    }

    [Fact]
    public async Task What_was_read_before_a_row_was_held_is_read_anew()
    {
        await using var app = await TestApp.Start();
        var (offer, slot) = await GivenWorkshop(app, seats: 5);
        var first = (await app.Book(offer, Meeting.Request(slot.Key))).Booking!;
        await using var scope = app.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<MaillageDb>();
        await db.Slots.SingleAsync(Token);
        await app.Book(offer, Meeting.Request(slot.Key));

        await scope.ServiceProvider.GetRequiredService<CancelBooking>().Run(first.Id, CancelledBy.Person, Token);

        await using var after = app.Db();
        Assert.Equal(1, (await after.Slots.SingleAsync(Token)).Taken);
    }

    [Fact]
    public async Task A_freed_seat_is_offered_to_the_first_who_waits_and_fits()
    {
        await using var app = await TestApp.Start();
        var (offer, slot) = await GivenWorkshop(app, seats: 2);
        var first = (await app.Book(offer, Meeting.Request(slot.Key))).Booking!;
        await app.Book(offer, Meeting.Request(slot.Key));
        var pair = (await app.Book(offer, Meeting.Request(slot.Key, seats: 2))).Booking!;
        var alone = (await app.Book(offer, Meeting.Request(slot.Key))).Booking!;

        Assert.True(await app.Cancel(first.Id));
        Assert.False(await app.Cancel(first.Id));

        await using var db = app.Db();
        var kept = await db.Bookings.ToDictionaryAsync(b => b.Id, Token);
        Assert.Equal(BookingState.Cancelled, kept[first.Id].State);
        Assert.Equal(BookingState.Waiting, kept[pair.Id].State);
        Assert.Equal(BookingState.Offered, kept[alone.Id].State);
        // Tuesday 11 h 35 in Paris: until 20 h, then from 8 h on Wednesday.
        Assert.Equal(new DateTime(2026, 11, 25, 10, 35, 0, DateTimeKind.Utc), kept[alone.Id].OfferedUntil);
        Assert.Equal(2, (await db.Slots.SingleAsync(Token)).Taken);
    }

    [Fact]
    public async Task A_cancelled_appointment_is_free_again_at_once()
    {
        await using var app = await TestApp.Start();
        var (offer, opening) = await GivenAppointment(app);
        var key = new SlotKey(opening.Id, Meeting.Thursday10.AddHours(-1));
        var booked = (await app.Book(offer, Meeting.Request(key))).Booking!;

        Assert.DoesNotContain(await app.Slots(offer), s => s.Key == key);
        Assert.True(await app.Cancel(booked.Id));

        Assert.Contains(await app.Slots(offer), s => s.Key == key);
        Assert.Equal(BookingOutcome.Confirmed, (await app.Book(offer, Meeting.Request(key))).Outcome);
    }

    private static async Task<(Offer Offer, Slot Slot)> GivenWorkshop(TestApp app, int seats)
    {
        var organisation = await app.Organisation();
        var offer = Meeting.Workshop(organisation.Id, seats);
        var opening = Meeting.Opening(offer.Id);
        var slot = Meeting.Session(offer, opening);
        await using var db = app.Db();
        db.AddOffer(offer, opening);
        db.Slots.Add(slot);
        await db.SaveChangesAsync(Token);
        await app.Warm();
        return (offer, slot);
    }

    private static async Task<(Offer Offer, Opening Opening)> GivenAppointment(TestApp app, Action<Offer>? but = null)
    {
        var organisation = await app.Organisation("Association Clic");
        var offer = Meeting.Appointment(organisation.Id, but: but);
        var opening = Meeting.Opening(offer.Id);
        await using var db = app.Db();
        db.AddOffer(offer, opening, Meeting.Host(null));
        await db.SaveChangesAsync(Token);
        await app.Warm();
        return (offer, opening);
    }
}
