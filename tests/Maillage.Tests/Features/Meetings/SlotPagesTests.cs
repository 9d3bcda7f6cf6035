using Maillage.Features.Meetings;
using Maillage.Features.Meetings.Desk;
using Maillage.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Maillage.Tests.Features.Meetings;

/// <summary>Pages of free times are kept, and never show a time that this node knows to be taken.</summary>
public class SlotPagesTests
{
    private const string Path = "/rendez-vous/rendez-vous";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_time_leaves_the_kept_page_as_soon_as_it_is_taken_and_comes_back_once_given_back()
    {
        var counter = new QueryCounter();
        await using var app = await PublicBookingTests.Start(services: counter.Join);
        using var client = app.Client();
        await using var db = app.Db();
        var offer = await db.Offers.SingleAsync(o => o.Slug == "rendez-vous", Token);
        var opening = await db.Openings.SingleAsync(o => o.OfferId == offer.Id, Token);
        var key = new SlotKey(opening.Id, Meeting.Thursday10.AddHours(-1));
        await Shows(client, key);
        Assert.Equal(0, await counter.Of(() => Shows(client, key)));

        var booking = (await app.Book(offer, Meeting.Request(key))).Booking!;
        Assert.False(await Shows(client, key));
        Assert.Equal(0, await counter.Of(() => Shows(client, key)));
        await app.Cancel(booking.Id);
        Assert.True(await Shows(client, key));

        await using (var scope = app.Services.CreateAsyncScope())
        {
            await scope
                .ServiceProvider.GetRequiredService<ChangeOpening>()
                .LeaveOut(offer, opening.Id, Meeting.Thursday, cancelsBooked: false, Token);
        }

        Assert.False(await Shows(client, key));
    }

    /// <summary>Another node’s bookings are not told to this one.</summary>
    [Fact(Timeout = 15_000)]
    public async Task A_time_that_another_node_gave_away_is_shown_for_some_seconds_at_most_and_refused()
    {
        await using var app = await PublicBookingTests.Start();
        using var client = app.Client();
        await using var db = app.Db();
        var offer = await db.Offers.SingleAsync(o => o.Slug == "rendez-vous", Token);
        var opening = await db.Openings.SingleAsync(o => o.OfferId == offer.Id, Token);
        var key = new SlotKey(opening.Id, Meeting.Thursday10.AddHours(-1));
        Assert.True(await Shows(client, key));
        db.Absences.Add(
            new Absence
            {
                Id = Guid.CreateVersion7(),
                ResourceId = (await db.Resources.SingleAsync(Token)).Id,
                StartsAt = key.StartsAt,
                EndsAt = key.StartsAt.AddHours(1),
            }
        );
        await db.SaveChangesAsync(Token);

        Assert.Equal(BookingOutcome.Taken, (await app.Book(offer, Meeting.Request(key))).Outcome);
        // Kept pages end by the clock of the machine.
        while (await Shows(client, key))
        {
            await Task.Delay(200, TestContext.Current.CancellationToken);
        }
    }

    [Fact]
    public async Task An_offer_is_on_the_kept_page_of_its_place_as_soon_as_it_is_made()
    {
        var place = Given.Place();
        var organisation = People.Organisation("CCAS de Segré");
        await using var app = await TestApp.Start(db => db.AddRange(place, organisation));
        using var client = app.Client();
        var uri = new Uri($"/lieux/{place.Slug}", UriKind.Relative);
        Assert.DoesNotContain("/rendez-vous/nouvelle", await client.GetStringAsync(uri, Token));

        await using (var scope = app.Services.CreateAsyncScope())
        {
            await scope
                .ServiceProvider.GetRequiredService<SaveOffer>()
                .Add(
                    (slug, _) => Meeting.Appointment(organisation.Id, slug, o => o.PlaceId = place.Id),
                    "Nouvelle",
                    Token
                );
        }

        Assert.Contains("/rendez-vous/nouvelle", await client.GetStringAsync(uri, Token));
    }

    private static async Task<bool> Shows(HttpClient client, SlotKey key) =>
        (await client.GetStringAsync(new Uri(Path, UriKind.Relative), Token)).Contains(
            key.ToString(),
            StringComparison.Ordinal
        );
}
