using System.Net;
using Maillage.Features.Meetings;
using Maillage.Tests.Support;

namespace Maillage.Tests.Features.Meetings;

/// <summary>From a need and a commune to the next times of several places.</summary>
public class MeetingSearchTests
{
    [Fact]
    public async Task The_next_time_of_each_offer_comes_in_order_with_its_distance()
    {
        await using var app = await Start();
        var browser = new Browser(app.Client());

        await browser.Open("/rendez-vous?ou=angers&besoin=sante");
        Assert.Equal(HttpStatusCode.OK, browser.Status);
        Assert.Contains("Jeudi 26 novembre à 9 h, à ", browser.Text);
        Assert.Contains("Vendredi 27 novembre à 9 h, au téléphone", browser.Text);
        Assert.DoesNotContain("Reconnaître une arnaque", browser.Text);
        Assert.DoesNotContain("À Paris", browser.Text);
        await browser.Open("/rendez-vous");
        Assert.Contains("Reconnaître une arnaque", browser.Text);
        Assert.Contains("5 places libres", browser.Text);
        Assert.Contains("À Paris", browser.Text);
        await browser.Follow("Reconnaître une arnaque");
        Assert.Equal("/rendez-vous/atelier", browser.Address);
    }

    [Fact]
    public async Task A_commune_that_is_unknown_or_several_is_said_and_nothing_free_is_no_dead_end()
    {
        await using var app = await Start();
        var browser = new Browser(app.Client());

        await browser.Open("/rendez-vous?ou=zzyzx");
        Assert.Equal(HttpStatusCode.BadRequest, browser.Status);
        Assert.Contains("Nous ne connaissons pas cette commune", browser.Text);
        await browser.Open("/rendez-vous?ou=saint-georges&besoin=sante");
        Assert.Contains("Plusieurs communes correspondent", browser.Text);
        await browser.Open("/rendez-vous?besoin=travail");
        Assert.Contains("Rien de libre pour cette demande", browser.Text);
        await browser.Follow("Voir tous les rendez-vous libres");
        Assert.Contains("Rendez-vous à la Maison des Lices", browser.Text);
        await browser.Open($"/rendez-vous?ou={new string('x', 3000)}&rayon=-1&lieu=inconnu");
        Assert.Equal(HttpStatusCode.BadRequest, browser.Status);
    }

    private static Task<TestApp> Start() =>
        PublicBookingTests.Start(db =>
        {
            var organisation = db.Organisations.Local.Single().Id;
            var call = Meeting.Appointment(
                organisation,
                "appel",
                o => (o.Title, o.Needs) = ("Par téléphone", ["sante"])
            );
            var calls = new Offer
            {
                Id = call.Id,
                Slug = call.Slug,
                Kind = OfferKind.Telephone,
                OrganisationId = organisation,
                Title = call.Title,
                Needs = call.Needs,
                Minutes = 30,
                Capacity = 1,
                MayBook = MayBook.Anyone,
                CreatedAt = call.CreatedAt,
                ModifiedAt = call.ModifiedAt,
            };
            db.AddOffer(calls, Meeting.Opening(calls.Id, Meeting.Thursday, days: WeekDays.Friday));
            var far = Given.Place("Ailleurs", p => (p.Latitude, p.Longitude, p.Insee) = (48.85, 2.35, "75056"));
            db.Add(far);
            var there = Meeting.Appointment(
                organisation,
                "paris",
                o => (o.Title, o.PlaceId, o.Needs) = ("À Paris", far.Id, ["sante"])
            );
            db.AddOffer(there, Meeting.Opening(there.Id));
        });
}
