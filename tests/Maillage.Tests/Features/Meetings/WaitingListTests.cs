using Maillage.Features.Accounts;
using Maillage.Features.Meetings;
using Maillage.Platform.Messaging;
using Maillage.Platform.Privacy;
using Maillage.Tests.Platform.Messaging;
using Maillage.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Maillage.Tests.Features.Meetings;

/// <summary>A freed seat is kept from when the person has been told; whoever no message reaches is called.</summary>
public class WaitingListTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_time_to_answer_runs_from_when_the_message_has_gone()
    {
        await using var app = await Start();
        var offered = await GivenOffered(app);
        // The server was away until the day after.
        app.Pass(TimeSpan.FromHours(22));
        Assert.Equal(0, await Expire(app));
        var gone = app.Clock.GetUtcNow().UtcDateTime;
        await Ended(app, offered, MessageState.Sent, gone);
        await Follow(app);
        Assert.Equal(0, await Expire(app));

        await using var db = app.Db();
        var kept = await db.Bookings.SingleAsync(b => b.Id == offered, Token);
        Assert.Equal((BookingState.Offered, null), (kept.State, kept.ToCall));
        Assert.Equal(OfferSeats.Until(gone, Meeting.Thursday10.AddDays(7).AddHours(-1)), kept.OfferedUntil);
        Assert.Null(kept.OfferMessageId);
    }

    [Theory]
    [InlineData(MessageState.FailedForGood)]
    [InlineData(MessageState.Stopped)]
    [InlineData(MessageState.Queued)]
    public async Task Whom_the_message_does_not_reach_is_called_and_keeps_the_seat_meanwhile(MessageState state)
    {
        await using var app = await Start();
        var offered = await GivenOffered(app);
        await Ended(app, offered, state, app.Clock.GetUtcNow().UtcDateTime);
        app.Pass(TimeSpan.FromHours(25));
        await Follow(app);
        Assert.Equal(0, await Expire(app));

        await using var db = app.Db();
        var kept = await db.Bookings.SingleAsync(b => b.Id == offered, Token);
        Assert.Equal((BookingState.Offered, CallReason.NotDelivered), (kept.State, kept.ToCall));
        Assert.True(kept.OfferedUntil > app.Clock.GetUtcNow().UtcDateTime);
    }

    [Fact]
    public async Task A_no_that_comes_after_a_yes_does_not_give_the_seat_back()
    {
        await using var app = await Start();
        var offered = await GivenOffered(app);
        Assert.True(await Answer(app, offered, accepts: true));
        Assert.False(await Answer(app, offered, accepts: false));

        await using var db = app.Db();
        Assert.Equal(BookingState.Confirmed, (await db.Bookings.SingleAsync(b => b.Id == offered, Token)).State);
        Assert.Equal(1, (await db.Slots.SingleAsync(Token)).Taken);
    }

    [Fact]
    public async Task Who_leaves_the_network_leads_no_session_any_more_and_the_team_is_told()
    {
        await using var app = await TestApp.Start(db =>
        {
            var organisation = People.Organisation("CCAS de Segré");
            db.Add(organisation);
            db.AddMember("Rachid", organisation, OrganisationRole.Mediator);
            var gone = db.AddMember("Nadia", organisation, OrganisationRole.Mediator);
            var offer = Meeting.Workshop(organisation.Id, 5);
            var opening = Meeting.Opening(offer.Id);
            var host = Meeting.Host(gone.Id);
            db.AddOffer(offer, opening, host);
            var slot = Meeting.Session(offer, opening);
            db.Slots.Add(slot);
            db.Occupations.Add(Occupation.Of(slot, host.Id, 0));
        });
        await using var db = app.Db();
        var offer = await db.Offers.SingleAsync(Token);
        var browser = await app.SignIn("Rachid");
        await browser.Open($"/espace/offres/{offer.Id}/plages");
        Assert.DoesNotContain("Plus personne n’anime", browser.Text, StringComparison.Ordinal);

        var account = await db.Accounts.SingleAsync(a => a.Name == "Nadia", Token);
        await using (var scope = app.Services.CreateAsyncScope())
        {
            await scope
                .ServiceProvider.GetRequiredService<ErasePerson>()
                .Run(new AccountHolder(account.Id, account.Email!), Token);
        }

        await browser.Open($"/espace/offres/{offer.Id}/plages");
        Assert.Contains("Plus personne n’anime ces séances", browser.Text, StringComparison.Ordinal);
        Assert.Empty(await db.Occupations.ToListAsync(Token));
        Assert.Null((await db.Openings.SingleAsync(Token)).LastDay);
    }

    /// <summary>The id of a booking whose seat has just been freed.</summary>
    private static async Task<Guid> GivenOffered(TestApp app)
    {
        var organisation = await app.Organisation();
        var offer = Meeting.Workshop(organisation.Id, 1);
        var opening = Meeting.Opening(offer.Id);
        var slot = Meeting.Session(offer, opening);
        (slot.StartsAt, slot.EndsAt) = (slot.StartsAt.AddDays(7), slot.EndsAt.AddDays(7));
        await using (var db = app.Db())
        {
            db.AddOffer(offer, opening);
            db.Slots.Add(slot);
            await db.SaveChangesAsync(Token);
        }

        var first = (await app.Book(offer, Meeting.Request(slot.Key))).Booking!;
        var second = await app.Book(offer, Meeting.Request(slot.Key) with { Phone = "06 12 34 56 78" });
        await app.Cancel(first.Id);
        return second.Booking!.Id;
    }

    private static async Task Ended(TestApp app, Guid bookingId, MessageState state, DateTime at)
    {
        await using var db = app.Db();
        var id = (await db.Bookings.SingleAsync(b => b.Id == bookingId, Token)).OfferMessageId;
        await db
            .Messages.Where(m => m.Id == id)
            .ExecuteUpdateAsync(set => set.SetProperty(m => m.State, state).SetProperty(m => m.EndedAt, at), Token);
    }

    private static async Task Follow(TestApp app)
    {
        await using var scope = app.Services.CreateAsyncScope();
        Assert.Equal(1, await scope.ServiceProvider.GetRequiredService<FollowOffers>().Run(Token));
    }

    private static async Task<int> Expire(TestApp app)
    {
        await using var scope = app.Services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<ExpireOffers>().Run(Token);
    }

    private static async Task<bool> Answer(TestApp app, Guid bookingId, bool accepts)
    {
        await using var scope = app.Services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<AnswerOffer>().Run(bookingId, accepts, Token);
    }

    private static Task<TestApp> Start() =>
        TestApp.Start(
            settings: new Dictionary<string, string?>
            {
                ["Messages:Secret"] = Sending.Secret,
                ["Messages:Sms:Url"] = "http://127.0.0.1:9/sms",
            }
        );
}
