using System.Net;
using Maillage.Features.Accounts;
using Maillage.Features.Inhabitants;
using Maillage.Features.Meetings;
using Maillage.Features.Organisations;
using Maillage.Platform.Audit;
using Maillage.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace Maillage.Tests.Features.Meetings;

/// <summary>People are let in to a session: found by name, by reference or by their badge, noted with one tap.</summary>
public class SessionDeskTests
{
    private static readonly Organisation Own = People.Organisation("CCAS de Segré");
    private static readonly Organisation Other = People.Organisation("Structure voisine");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Somebody_is_found_by_name_reference_or_badge_and_noted_once()
    {
        var (app, slot) = await Start(60);
        await using var _ = app;
        var browser = await app.SignIn("Rachid");
        await browser.Open("/espace/agenda?jour=2026-11-26&qui=equipe");
        await browser.Follow("Accueillir");
        Assert.Contains("0 arrivé, 60 attendus, 20 places libres", Plain(browser.Text));
        Assert.Contains("à partir d’une heure avant", browser.Text);
        Assert.Equal(40, browser.Page.QuerySelectorAll("main .ml-jouer li").Length);
        Assert.Empty(browser.Page.QuerySelectorAll("button[name=arrive]"));
        await browser.Follow("Page suivante");
        Assert.Equal(20, browser.Page.QuerySelectorAll("main .ml-jouer li").Length);

        // Three quarters of an hour before.
        app.Pass(slot.StartsAt.AddMinutes(-45) - app.Clock.GetUtcNow().UtcDateTime);
        browser = await app.SignIn("Rachid");
        await browser.Open($"/espace/agenda/seances/{slot.Id}");
        await browser.Fill("Un nom ou une référence", "personne 07").Press("Chercher");
        Assert.Single(browser.Page.QuerySelectorAll("main .ml-jouer li"));
        var twice = browser.OtherTab();
        await twice.Open(browser.Address);
        await browser.Press("Arrivé : Personne 07");
        Assert.Contains("C’est noté", browser.Text);
        Assert.Contains("1 arrivé, 59 attendus", Plain(browser.Text));
        await twice.Press("Arrivé : Personne 07");
        Assert.Contains("1 arrivé, 59 attendus", Plain(twice.Text));
        await browser.Press("Pas encore là : Personne 07");
        Assert.Contains("0 arrivé, 60 attendus", Plain(browser.Text));

        await browser.Open($"/espace/agenda/seances/{slot.Id}?q=abcd+2345");
        Assert.Contains("Personne 00", browser.Text);
        Assert.Single(browser.Page.QuerySelectorAll("main .ml-jouer li"));
        await browser.Open($"/espace/agenda/seances/{slot.Id}/badges");
        Assert.Equal(8, browser.Page.QuerySelectorAll(".ml-badges svg").Length);
        var person = await app.Db().Bookings.SingleAsync(b => b.Name == "Personne 11", Token);
        await browser.Open(MeetingDeskUrls.Arrival(slot.Id, person.Id));
        await browser.Press("Arrivé : Personne 11");
        Assert.Equal(BookingState.Attended, (await app.Db().Bookings.SingleAsync(b => b.Id == person.Id, Token)).State);
        Assert.Equal(60, (await app.Db().Slots.SingleAsync(Token)).Taken);
    }

    [Fact]
    public async Task Only_those_shown_are_journaled_and_another_organisation_sees_nothing()
    {
        var (app, slot) = await Start(60);
        await using var _ = app;
        var browser = await app.SignIn("Rachid");
        await browser.Open($"/espace/agenda/seances/{slot.Id}?q=personne+07");
        var lines = await app.Db()
            .Set<JournalLine>()
            .Where(line => line.Reason == "accueillir à une séance")
            .ToListAsync(Token);
        var person = await app.Db().Bookings.SingleAsync(b => b.Name == "Personne 07", Token);
        Assert.Contains(person.Id.ToString(), System.Text.Json.JsonSerializer.Serialize(Assert.Single(lines)));
        Assert.DoesNotContain(
            (await app.Db().Bookings.SingleAsync(b => b.Name == "Personne 08", Token)).Id.ToString(),
            System.Text.Json.JsonSerializer.Serialize(lines)
        );

        var elsewhere = await app.SignIn("Ailleurs");
        foreach (var address in new[] { "", "/badges", $"?personne={person.Id}" })
        {
            await elsewhere.Open($"/espace/agenda/seances/{slot.Id}{address}");
            Assert.Equal(HttpStatusCode.NotFound, elsewhere.Status);
        }
    }

    [Fact]
    public async Task A_list_is_registered_whole_or_said_line_by_line_and_never_twice()
    {
        var (app, slot) = await Start(78);
        await using var _ = app;
        var browser = await app.SignIn("Rachid");
        await browser.Open($"/espace/agenda/seances/{slot.Id}");
        await browser
            .Fill("Une personne par ligne", "Anne ; 06 12 34 56 78\n\nBob ; zzz\n")
            .Press("Inscrire ces personnes");
        Assert.Equal(HttpStatusCode.BadRequest, browser.Status);
        Assert.Contains("Ligne 3 : après le nom, ni téléphone ni e-mail ne se lit", browser.Text);
        Assert.Contains("Anne ; 06 12 34 56 78", browser.Field("Une personne par ligne").TextContent);
        Assert.Equal(78, await app.Db().Bookings.CountAsync(Token));

        browser.Fill("Une personne par ligne", "Anne ; 06 12 34 56 78\nBob, bob@exemple.test\n\nCarl");
        var button = browser.Page.QuerySelectorAll("button").Single(b => b.TextContent == "Inscrire ces personnes");
        var (form, address) = (button.Closest("form")!, browser.Address);
        await browser.Send(form, button);
        Assert.Contains("les dernières personnes sont sur la liste d’attente", browser.Text);
        form.SetAttribute("action", address);
        await browser.Send(form, button);

        var added = await app.Db()
            .Bookings.Where(b => b.Channel == Channel.Paper)
            .OrderBy(b => b.Number)
            .ToListAsync(Token);
        Assert.Equal(["Anne", "Bob", "Carl"], added.Select(b => b.Name));
        // Two seats were left: the third waits.
        Assert.Equal(
            [BookingState.Confirmed, BookingState.Confirmed, BookingState.Waiting],
            added.Select(b => b.State)
        );
        Assert.Equal([true, true, false], added.Select(b => b.AccessId is not null));
        Assert.Equal(80, (await app.Db().Slots.SingleAsync(Token)).Taken);
        await browser
            .Fill("Une personne par ligne", string.Join('\n', Enumerable.Repeat("A", 101)))
            .Press("Inscrire ces personnes");
        Assert.Contains("100 au plus", browser.Text);
    }

    [Fact]
    public async Task The_share_of_those_who_did_not_come_is_told()
    {
        var (app, slot) = await Start(8);
        await using var _ = app;
        await using (var db = app.Db())
        {
            var people = await db.Bookings.OrderBy(b => b.Number).ToListAsync(Token);
            foreach (var (index, booking) in people.Index())
            {
                booking.State = index < 2 ? BookingState.Absent : BookingState.Attended;
            }

            await db.SaveChangesAsync(Token);
        }

        var browser = await app.SignIn("Rachid");
        await browser.Open($"/espace/agenda/seances/{slot.Id}");
        Assert.Contains("25 % d’absents sur 8 inscrits attendus", Plain(browser.Text));
    }

    private static async Task<(TestApp App, Slot Slot)> Start(int people)
    {
        var offer = Meeting.Workshop(Own.Id, 80);
        var opening = Meeting.Opening(offer.Id);
        var slot = Meeting.Session(offer, opening);
        (slot.Taken, slot.LastNumber) = (people, people);
        var app = await TestApp.Start(db =>
        {
            db.AddRange(Own, Other);
            db.AddMember("Rachid", Own, OrganisationRole.Mediator);
            db.AddMember("Ailleurs", Other, OrganisationRole.Mediator);
            db.AddOffer(offer, opening);
            db.Slots.Add(slot);
            var access = new InhabitantAccess
            {
                Id = Guid.CreateVersion7(),
                Reference = "ABCD2345",
                OrganisationId = Own.Id,
                CreatedBy = null,
                LastUsedOn = new DateOnly(2026, 11, 24),
            };
            db.Add(access);
            db.Bookings.AddRange(
                Enumerable
                    .Range(0, people)
                    .Select(rank => new Booking
                    {
                        Id = Guid.CreateVersion7(),
                        SlotId = slot.Id,
                        Number = rank + 1,
                        State = BookingState.Confirmed,
                        Seats = 1,
                        Name = $"Personne {rank:00}",
                        AccessId = rank == 0 ? access.Id : null,
                        Channel = Channel.Counter,
                        CreatedAt = TestApp.DefaultNow.UtcDateTime,
                    })
            );
        });
        return (app, slot);
    }

    private static string Plain(string text) => text.Replace('\u00A0', ' ');
}
