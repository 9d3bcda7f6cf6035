using System.Net;
using Maillage.Features.Accounts;
using Maillage.Features.Meetings;
using Maillage.Features.Organisations;
using Maillage.Platform.Audit;
using Maillage.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace Maillage.Tests.Features.Meetings;

/// <summary>The team's day: who comes, who came, who came without an appointment, who is away.</summary>
public class AgendaPagesTests
{
    private readonly Organisation own = People.Organisation("CCAS de Segré");
    private readonly Organisation other = People.Organisation("Structure voisine");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private static SlotKey Nine(Opening opening) => new(opening.Id, Meeting.Thursday10.AddHours(-1));

    [Fact]
    public async Task The_day_shows_who_comes_and_what_is_free_and_the_reading_is_journaled()
    {
        var (rendezvous, plage) = Offered();
        await using var app = await Start(rendezvous, plage);
        await app.Book(rendezvous, Meeting.Request(Nine(plage)) with { Note = "entend mal" });
        var browser = await app.SignIn("Rachid");
        await browser.Open("/espace/agenda?jour=2026-11-26");

        Assert.Contains("Jeudi 26 novembre", browser.Text, StringComparison.Ordinal);
        Assert.Contains("Camille", browser.Text, StringComparison.Ordinal);
        Assert.Contains("entend mal", browser.Text, StringComparison.Ordinal);
        Assert.Equal(3, browser.Page.QuerySelectorAll(".ml-libre").Length);
        // It has not begun: nobody can have come.
        Assert.Empty(browser.Page.QuerySelectorAll(".ml-presence"));
        await using var db = app.Db();
        Assert.Contains(
            await db.JournalLines.ToListAsync(Token),
            line => line.Subject == nameof(Booking) && line.Action == JournalLine.WasRead
        );
        foreach (var view in new[] { "semaine", "liste" })
        {
            await browser.Open($"/espace/agenda?jour=2026-11-24&vue={view}");
            Assert.Contains("9 h Camille", Plain(browser.Text), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Attendance_is_noted_from_the_hour_on_and_corrected()
    {
        var (rendezvous, plage) = Offered();
        await using var app = await Start(rendezvous, plage);
        await app.Book(rendezvous, Meeting.Request(Nine(plage)));
        app.Pass(Meeting.Thursday10 - app.Clock.GetUtcNow().UtcDateTime);
        var browser = await app.SignIn("Rachid");
        await browser.Open("/espace/agenda?jour=2026-11-26");
        await browser.Choose("Oui").Press("Enregistrer les présences");

        Assert.Contains("Les présences sont enregistrées", browser.Text, StringComparison.Ordinal);
        Assert.Contains("1 présence notée sur 1", Plain(browser.Text), StringComparison.Ordinal);
        Assert.Equal((BookingState.Attended, 1), await Kept(app));
        await browser.Choose("Reporté").Press("Enregistrer les présences");
        Assert.Equal((BookingState.Excused, 0), await Kept(app));
        await browser.Choose("Non").Press("Enregistrer les présences");
        Assert.Equal((BookingState.Absent, 1), await Kept(app));
    }

    [Fact]
    public async Task Nobody_is_said_to_have_come_before_the_hour_nor_by_another_organisation()
    {
        var (rendezvous, plage) = Offered();
        await using var app = await Start(rendezvous, plage);
        var booked = await app.Book(rendezvous, Meeting.Request(Nine(plage)));
        var browser = await app.SignIn("Rachid");
        await Send(browser);
        Assert.Equal((BookingState.Confirmed, 1), await Kept(app));
        app.Pass(Meeting.Thursday10 - app.Clock.GetUtcNow().UtcDateTime);
        browser = await app.SignIn("Ailleurs");
        await Send(browser);
        Assert.Equal((BookingState.Confirmed, 1), await Kept(app));

        async Task Send(Browser by)
        {
            await by.Open("/espace/acces");
            var token = by.Page.QuerySelector("input[name=__RequestVerificationToken]")!.GetAttribute("value")!;
            using var form = new FormUrlEncodedContent(
                new Dictionary<string, string>
                {
                    ["__RequestVerificationToken"] = token,
                    [$"vu-{booked.Booking!.Id}"] = "Confirmed",
                    [$"presence-{booked.Booking!.Id}"] = "oui",
                }
            );
            await by.Post("/espace/agenda?jour=2026-11-26", form);
            Assert.Equal(HttpStatusCode.OK, by.Status);
        }
    }

    [Fact]
    public async Task A_page_opened_before_does_not_overwrite_what_was_noted_since()
    {
        var (rendezvous, plage) = Offered();
        await using var app = await Start(rendezvous, plage);
        await app.Book(rendezvous, Meeting.Request(Nine(plage)));
        app.Pass(Meeting.Thursday10 - app.Clock.GetUtcNow().UtcDateTime);
        var old = await app.SignIn("Rachid");
        await old.Open("/espace/agenda?jour=2026-11-26");
        var other = old.OtherTab();
        await other.Open("/espace/agenda?jour=2026-11-26");
        await other.Choose("Oui").Press("Enregistrer les présences");
        await old.Choose("Non").Press("Enregistrer les présences");

        Assert.Contains("Quelqu’un a noté autre chose", old.Text, StringComparison.Ordinal);
        Assert.Equal((BookingState.Attended, 1), await Kept(app));
        await other.Press("Enregistrer les présences");
        Assert.DoesNotContain("Quelqu’un a noté autre chose", other.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_the_person_answers_is_chosen_by_the_button_and_never_cancels_what_is_confirmed()
    {
        var workshop = Meeting.Workshop(own.Id, 8);
        var plage = Meeting.Opening(workshop.Id);
        var slot = Meeting.Session(workshop, plage);
        await using var app = await Start(workshop, plage, slot);
        var booked = await app.Book(workshop, Meeting.Request(slot.Key));
        await Put(BookingState.Offered);
        var (takes, leaves) = (await app.SignIn("Rachid"), await app.SignIn("Aidante"));
        await takes.Open($"/espace/agenda/annuler/{booked.Booking!.Id}");
        await leaves.Open($"/espace/agenda/annuler/{booked.Booking!.Id}");
        // The person has answered alone meanwhile.
        await Put(BookingState.Confirmed);
        await takes.Press("Oui, elle la prend");
        Assert.Equal(HttpStatusCode.OK, takes.Status);
        await leaves.Press("Non, laisser la place");
        Assert.Equal(HttpStatusCode.Conflict, leaves.Status);
        Assert.Contains("La réservation a changé depuis", leaves.Text, StringComparison.Ordinal);
        Assert.Equal((BookingState.Confirmed, 1), await Kept(app));
        await Put(BookingState.Offered);
        await leaves.Press("Annuler la réservation");
        Assert.Equal(HttpStatusCode.Conflict, leaves.Status);
        await leaves.Press("Non, laisser la place");
        Assert.Equal((BookingState.Cancelled, 0), await Kept(app));

        async Task Put(BookingState state)
        {
            await using var db = app.Db();
            var booking = await db.Bookings.SingleAsync(Token);
            booking.State = state;
            booking.OfferedUntil = state == BookingState.Offered ? Meeting.Thursday10.AddDays(-1) : null;
            await db.SaveChangesAsync(Token);
        }
    }

    [Fact]
    public async Task A_closed_offer_takes_nobody_and_no_form_reads_another_booking()
    {
        var workshop = Meeting.Workshop(own.Id, 3);
        var plage = Meeting.Opening(workshop.Id);
        var slot = Meeting.Session(workshop, plage);
        await using var app = await Start(workshop, plage, slot);
        var booked = await app.Book(workshop, Meeting.Request(slot.Key));
        var browser = await app.SignIn("Rachid");
        await browser.Open($"/espace/agenda/ajouter?creneau={slot.Key}");
        browser.Page.QuerySelector("input[name=id]")!.SetAttribute("value", booked.Booking!.Id.ToString());
        await browser.Fill("Comment s’appelle", "Éloi").Fill("Nombre de places", "4").Press("Enregistrer");
        Assert.Contains("de 1 à 3", Plain(browser.Text), StringComparison.Ordinal);
        await browser.Fill("Nombre de places", "1").Press("Enregistrer");
        Assert.Contains("Éloi", browser.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Camille", browser.Text, StringComparison.Ordinal);

        await browser.Open($"/espace/agenda/ajouter?creneau={slot.Key}");
        await using (var db = app.Db())
        {
            (await db.Offers.SingleAsync(Token)).ClosedAt = TestApp.DefaultNow.UtcDateTime;
            await db.SaveChangesAsync(Token);
        }

        await browser.Fill("Comment s’appelle", "Dominique").Press("Enregistrer");
        Assert.Equal(HttpStatusCode.Conflict, browser.Status);
        Assert.Contains("vient d’être fermée", browser.Text, StringComparison.Ordinal);
        Assert.Equal("Dominique", browser.Field("Comment s’appelle").GetAttribute("value"));
        await browser.Open($"/espace/agenda/ajouter?offre={workshop.Id}");
        Assert.Contains("est une offre fermée", browser.Text, StringComparison.Ordinal);
        await browser.Open($"/espace/offres/{workshop.Id}/plages");
        Assert.DoesNotContain("Réserver pour quelqu’un", browser.Text, StringComparison.Ordinal);
        await using var after = app.Db();
        Assert.Equal(2, await after.Bookings.CountAsync(Token));
    }

    [Fact]
    public async Task A_session_is_noted_by_boxes()
    {
        var workshop = Meeting.Workshop(own.Id, 8);
        var plage = Meeting.Opening(workshop.Id);
        var slot = Meeting.Session(workshop, plage);
        await using var app = await Start(workshop, plage, slot);
        await app.Book(workshop, Meeting.Request(slot.Key, name: "Camille"));
        await app.Book(workshop, Meeting.Request(slot.Key, name: "Dominique"));
        app.Pass(Meeting.Thursday10 - app.Clock.GetUtcNow().UtcDateTime);
        var browser = await app.SignIn("Rachid");
        await browser.Open("/espace/agenda?jour=2026-11-26");
        await browser.Press("Enregistrer les présences");
        Assert.Equal([BookingState.Confirmed, BookingState.Confirmed], await States());
        browser.Field("Camille").SetAttribute("checked", "");
        await browser.Press("Enregistrer les présences");

        Assert.Equal([BookingState.Attended, BookingState.Absent], await States());
        await browser.Follow("Ajouter une personne");
        await browser.Fill("Comment s’appelle", "Éloi").Press("Enregistrer");
        Assert.Contains("C’est noté", browser.Text, StringComparison.Ordinal);
        Assert.Equal([BookingState.Attended, BookingState.Absent, BookingState.Confirmed], await States());

        async Task<List<BookingState>> States()
        {
            await using var db = app.Db();
            return await db.Bookings.OrderBy(b => b.Number).Select(b => b.State).ToListAsync(Token);
        }
    }

    [Fact]
    public async Task Somebody_who_calls_is_booked_and_given_an_access_that_is_told_once()
    {
        var (rendezvous, plage) = Offered();
        await using var app = await Start(rendezvous, plage);
        var browser = await app.SignIn("Rachid");
        await browser.Open("/espace/agenda?jour=2026-11-26");
        await browser.Follow("Ajouter une personne sans rendez-vous");
        await browser.Fill("Comment s’appelle", "Mme A.").Fill("Son téléphone", "abc").Press("Enregistrer");
        Assert.Equal(HttpStatusCode.BadRequest, browser.Status);
        Assert.Contains("ni un téléphone ni un e-mail", browser.Text, StringComparison.Ordinal);
        Assert.Equal("Mme A.", browser.Field("Comment s’appelle").GetAttribute("value"));
        var again = browser.OtherTab();
        await again.Open(browser.Address);
        await browser.Choose("Par téléphone").Fill("Son téléphone", "02 41 00 00 07").Press("Enregistrer");

        Assert.Contains("Votre référence :", browser.Text, StringComparison.Ordinal);
        await using var db = app.Db();
        var booking = await db.Bookings.SingleAsync(Token);
        Assert.Equal(("Mme A.", "02 41 00 00 07", Channel.Phone), (booking.Name, booking.Phone, booking.Channel));
        Assert.NotNull(booking.EnteredBy);
        Assert.Equal(booking.AccessId, (await db.InhabitantAccesses.SingleAsync(Token)).Id);

        await again.Fill("Comment s’appelle", "M. B.").Press("Enregistrer");
        Assert.Equal(HttpStatusCode.Conflict, again.Status);
        Assert.Contains("Cette heure vient d’être prise", again.Text, StringComparison.Ordinal);
        Assert.Equal("M. B.", again.Field("Comment s’appelle").GetAttribute("value"));
        Assert.NotNull(again.Link("jeudi 26 novembre 2026 à"));
    }

    [Fact]
    public async Task Who_comes_in_while_the_hour_runs_is_noted_without_an_access()
    {
        var (rendezvous, plage) = Offered();
        await using var app = await Start(rendezvous, plage);
        app.Pass(Meeting.Thursday10.AddMinutes(-50) - app.Clock.GetUtcNow().UtcDateTime);
        var browser = await app.SignIn("Rachid");
        await browser.Open("/espace/agenda");
        await browser.Follow("Ajouter une personne sans rendez-vous à 9 h");
        await browser.Fill("Comment s’appelle", "M. C.").Press("Enregistrer");

        Assert.DoesNotContain("Référence", browser.Text, StringComparison.Ordinal);
        await browser.Follow("Revenir à l’agenda");
        await browser.Choose("Oui").Press("Enregistrer les présences");
        Assert.Equal((BookingState.Attended, 1), await Kept(app));
    }

    [Fact]
    public async Task Who_cannot_be_written_to_is_called_once_the_team_has_cancelled()
    {
        var (rendezvous, plage) = Offered();
        await using var app = await Start(rendezvous, plage);
        await app.Book(rendezvous, Meeting.Request(Nine(plage)) with { Phone = "0241000007" });
        var browser = await app.SignIn("Rachid");
        await browser.Open("/espace/agenda?jour=2026-11-26");
        await browser.Follow("Annuler");
        Assert.Contains("appelez la personne au 02 41 00 00 07", Plain(browser.Text), StringComparison.Ordinal);
        await browser.Press("Annuler la réservation");

        Assert.Contains("À appeler", browser.Text, StringComparison.Ordinal);
        Assert.Contains("Camille 02 41 00 00 07", Plain(browser.Text), StringComparison.Ordinal);
        Assert.Equal((BookingState.Cancelled, 0), await Kept(app));
        Assert.Equal(4, browser.Page.QuerySelectorAll(".ml-libre").Length);
    }

    [Fact]
    public async Task An_absence_over_what_is_booked_says_whom_to_call()
    {
        var (rendezvous, plage) = Offered();
        await using var app = await Start(rendezvous, plage);
        await app.Book(rendezvous, Meeting.Request(Nine(plage)) with { Phone = "0241000007" });
        var browser = await app.SignIn("Rachid");
        await browser.Open("/espace/agenda/absences");
        await browser.Fill("Premier jour", "2026-11-26").Fill("Dernier jour", "2026-11-20").Press("Ajouter l’absence");
        Assert.Equal(HttpStatusCode.BadRequest, browser.Status);
        Assert.Contains("La fin doit venir après le début", browser.Text, StringComparison.Ordinal);
        await browser.Fill("Dernier jour", "").Press("Ajouter l’absence");

        Assert.Contains("Ces rendez-vous étaient déjà pris", browser.Text, StringComparison.Ordinal);
        Assert.Contains("Camille, 02 41 00 00 07", Plain(browser.Text), StringComparison.Ordinal);
        Assert.DoesNotContain(await app.Slots(rendezvous), s => s.StartsAt < Meeting.Thursday10.AddDays(1));
        await browser.Press("Enlever");
        await using var db = app.Db();
        Assert.Empty(await db.Absences.ToListAsync(Token));
    }

    [Fact]
    public async Task A_manager_says_when_a_colleague_is_away_and_a_colleague_does_not()
    {
        var (rendezvous, plage) = Offered();
        await using var app = await Start(rendezvous, plage);
        var manager = await app.SignIn("Responsable");
        await manager.Open("/espace/agenda/absences");
        await manager.Choose("Rachid").Fill("Premier jour", "2026-11-26").Press("Ajouter l’absence");
        Assert.Contains("Du jeudi 26 novembre 2026 à 0 h", Plain(manager.Text), StringComparison.Ordinal);
        var colleague = await app.SignIn("Aidante");
        await colleague.Open("/espace/agenda/absences");
        Assert.DoesNotContain("Rachid", colleague.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Another_organisation_sees_nothing_of_it()
    {
        var (rendezvous, plage) = Offered();
        await using var app = await Start(rendezvous, plage);
        var booked = await app.Book(rendezvous, Meeting.Request(Nine(plage)));
        Guid rachid;
        await using (var db = app.Db())
        {
            rachid = (await db.Accounts.SingleAsync(a => a.Name == "Rachid", Token)).Id;
        }

        var browser = await app.SignIn("Ailleurs");
        await browser.Open("/espace/agenda?jour=2026-11-26&qui=equipe");
        Assert.Contains("Rien de prévu", browser.Text, StringComparison.Ordinal);
        foreach (
            var path in new[]
            {
                $"/espace/agenda?qui={rachid}",
                $"/espace/agenda/annuler/{booked.Booking!.Id}",
                $"/espace/agenda/ajouter?creneau={Nine(plage)}",
                "/espace/agenda/ajouter?creneau=nimporte",
            }
        )
        {
            await browser.Open(path);
            Assert.Equal(HttpStatusCode.NotFound, browser.Status);
        }
    }

    [Fact]
    public async Task A_day_too_long_for_an_old_phone_goes_on_in_another_page()
    {
        var workshop = Meeting.Workshop(own.Id, 200);
        var plage = Meeting.Opening(workshop.Id);
        var slot = Meeting.Session(workshop, plage);
        (slot.Taken, slot.LastNumber) = (120, 120);
        await using var app = await Start(workshop, plage, slot);
        await using (var db = app.Db())
        {
            db.Bookings.AddRange(
                Enumerable
                    .Range(1, 120)
                    .Select(number => new Booking
                    {
                        Id = Guid.CreateVersion7(),
                        SlotId = slot.Id,
                        Number = number,
                        State = BookingState.Confirmed,
                        Seats = 1,
                        Name = $"Personne {number}",
                        Channel = Channel.Web,
                        CreatedAt = TestApp.DefaultNow.UtcDateTime,
                    })
            );
            await db.SaveChangesAsync(Token);
        }

        app.Pass(Meeting.Thursday10 - app.Clock.GetUtcNow().UtcDateTime);
        var browser = await app.SignIn("Rachid");
        var names = new HashSet<string>();
        await browser.Open("/espace/agenda?jour=2026-11-26");
        for (var page = 0; page < 3; page++)
        {
            Assert.InRange(browser.Page.All.Length, 1, 500);
            names.UnionWith(browser.Page.QuerySelectorAll("input[name^=vu-]").Select(i => i.GetAttribute("name")!));
            if (page < 2)
            {
                await browser.Follow("La suite de la journée");
            }
        }

        Assert.Equal(120, names.Count);
    }

    private (Offer, Opening) Offered()
    {
        var made = Meeting.Appointment(own.Id);
        return (made, Meeting.Opening(made.Id));
    }

    private static string Plain(string text) => text.Replace('\u00A0', ' ');

    private static async Task<(BookingState State, int Taken)> Kept(TestApp app)
    {
        await using var db = app.Db();
        return ((await db.Bookings.SingleAsync(Token)).State, (await db.Slots.SingleAsync(Token)).Taken);
    }

    private Task<TestApp> Start(Offer made, Opening plage, Slot? slot = null) =>
        TestApp.Start(db =>
        {
            db.AddRange(own, other);
            var rachid = db.AddMember("Rachid", own, OrganisationRole.Mediator);
            db.AddMember("Responsable", own);
            db.AddMember("Aidante", own, OrganisationRole.Aidant);
            db.AddMember("Ailleurs", other);
            var host = Meeting.Host(rachid.Id);
            db.AddOffer(made, plage, host);
            if (slot is not null)
            {
                db.Slots.Add(slot);
                db.Occupations.Add(
                    new Occupation
                    {
                        SlotId = slot.Id,
                        ResourceId = host.Id,
                        StartsAt = slot.StartsAt,
                        EndsAt = slot.EndsAt,
                    }
                );
            }
        });
}
