using System.Net;
using Maillage.Data;
using Maillage.Features.Accounts;
using Maillage.Features.Meetings;
using Maillage.Features.Organisations;
using Maillage.Features.Places;
using Maillage.Tests.Platform.Messaging;
using Maillage.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace Maillage.Tests.Features.Meetings;

/// <summary>The team makes an offer and says when it takes place, by the forms of the desk.</summary>
public class OfferPagesTests
{
    private static readonly Organisation Own = People.Organisation("CCAS de Segré");
    private static readonly Organisation Other = People.Organisation("Structure voisine");
    private static readonly Place Here = Given.Place(but: place => place.OrganisationId = Own.Id);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_mediator_makes_an_offer_of_appointments_and_opens_it_each_thursday()
    {
        await using var app = await Start();
        var browser = await app.SignIn("Rachid");
        await browser.Open("/espace/offres");
        await browser.Follow("Nouvelle offre");
        await browser
            .Choose("Rendez-vous")
            .Fill("Titre", "Vos démarches en ligne")
            .Select("Où ?", "Maison des Lices, Angers")
            .Choose("Papiers et impôts")
            .Fill("Durée", "45")
            .Press("Enregistrer l’offre");

        Assert.Equal(HttpStatusCode.OK, browser.Status);
        Assert.Contains("Aucune plage", browser.Text, StringComparison.Ordinal);
        await browser.Follow("Ajouter une plage");
        await FillOpening(browser, "09:00", "12:00").Press("Enregistrer la plage");

        Assert.Contains("Chaque semaine, jeudi, de 9 h à 12 h", Plain(browser.Text), StringComparison.Ordinal);
        Assert.Contains(
            "4 rendez-vous par jour d’ouverture, 4 par semaine",
            Plain(browser.Text),
            StringComparison.Ordinal
        );
        await using var db = app.Db();
        var offer = await db.Offers.SingleAsync(Token);
        Assert.Equal(("vos-demarches-en-ligne", OfferKind.Appointment, 1), (offer.Slug, offer.Kind, offer.Capacity));
        Assert.Equal(["papiers-impots"], offer.Needs);
        Assert.Equal(4, (await app.Slots(offer)).Count(s => s.StartsAt < Meeting.Thursday10.AddDays(1)));
        await browser.Open("/espace/offres");
        Assert.Contains(
            "Prochain créneau : jeudi 26 novembre 2026 à 9 h",
            Plain(browser.Text),
            StringComparison.Ordinal
        );
    }

    [Theory]
    [InlineData("Titre", "", "Donnez un titre")]
    [InlineData("Durée", "0", "Écrivez la durée en chiffres, de 5 à 480")]
    [InlineData("Durée", "dix", "Écrivez la durée en chiffres")]
    [InlineData("Places", "10000", "Écrivez le nombre de places en chiffres, de 1 à 2000")]
    [InlineData("Inscrits au moins", "400", "plus d’inscrits qu’il n’y a de places")]
    [InlineData("Au plus tôt", "9999", "Écrivez le nombre de jours en chiffres, de 1 à 182")]
    [InlineData("Au plus tard", "-1", "Écrivez le nombre d’heures en chiffres")]
    public async Task What_cannot_be_is_said_and_nothing_is_lost(string field, string value, string sentence)
    {
        await using var app = await Start();
        var browser = await app.SignIn("Rachid");
        await browser.Open("/espace/offres/nouvelle");
        await browser
            .Choose("Atelier")
            .Fill("Titre", "Reconnaître une arnaque")
            .Select("Où ?", "Maison des Lices, Angers")
            .Fill("Places", "8")
            .Fill("À apporter", "votre téléphone")
            .Fill(field, value)
            .Press("Enregistrer l’offre");

        Assert.Equal(HttpStatusCode.BadRequest, browser.Status);
        Assert.Contains(sentence, Plain(browser.Text), StringComparison.Ordinal);
        Assert.Equal("votre téléphone", browser.Field("À apporter").GetAttribute("value"));
        await using var db = app.Db();
        Assert.Empty(await db.Offers.ToListAsync(Token));
    }

    [Theory]
    [InlineData("À", "08:00", "L’heure de fin doit venir après l’heure de début")]
    [InlineData("Premier jour", "2027-02-31", "Écrivez un jour qui existe")]
    [InlineData("Premier jour", "2026-11-01", "Ce jour est passé")]
    [InlineData("Premier jour", "2029-01-01", "C’est trop loin")]
    [InlineData("Dernier jour", "2026-11-25", "Le dernier jour doit venir après le premier")]
    [InlineData("Dernier jour", "", "Une série a un dernier jour, dans les douze mois")]
    [InlineData("Dernier jour", "2029-01-01", "Une série a un dernier jour, dans les douze mois")]
    public async Task An_opening_that_cannot_be_is_said(string field, string value, string sentence)
    {
        var workshop = Meeting.Workshop(Own.Id, 8);
        await using var app = await Start(db => db.Offers.Add(workshop));
        var browser = await app.SignIn("Rachid");
        await browser.Open($"/espace/offres/{workshop.Id}/plages/nouvelle");
        await FillOpening(browser, "09:00", "11:00", "2026-12-17").Fill(field, value).Press("Enregistrer la plage");

        Assert.Equal(HttpStatusCode.BadRequest, browser.Status);
        Assert.Contains(sentence, browser.Text, StringComparison.Ordinal);
        await using var db = app.Db();
        Assert.Empty(await db.Openings.ToListAsync(Token));
    }

    [Fact]
    public async Task A_series_of_a_workshop_makes_its_sessions_and_its_room_cannot_serve_twice()
    {
        var (one, other) = (Meeting.Workshop(Own.Id, 8), Meeting.Workshop(Own.Id, 8, "autre"));
        await using var app = await Start(db => db.Offers.AddRange(one, other));
        var browser = await app.SignIn("Rachid");
        await browser.Open($"/espace/offres/{one.Id}/plages/nouvelle");
        await FillOpening(browser, "09:00", "11:00", "2026-12-17")
            .Fill("Ajouter une salle", "Salle du bas")
            .Press("Enregistrer la plage");

        Assert.Contains("4 séances à venir", Plain(browser.Text), StringComparison.Ordinal);
        await browser.Open($"/espace/offres/{other.Id}/plages/nouvelle");
        await FillOpening(browser, "10:00", "12:00", "2026-12-17").Choose("Salle du bas").Press("Enregistrer la plage");

        Assert.Equal(HttpStatusCode.BadRequest, browser.Status);
        Assert.Contains(
            "Salle du bas n’est pas libre le jeudi 26 novembre 2026 à 10 h",
            Plain(browser.Text),
            StringComparison.Ordinal
        );
        Assert.Contains("Rachid n’est pas libre le", browser.Text, StringComparison.Ordinal);
        await using var db = app.Db();
        Assert.Equal(4, await db.Slots.CountAsync(Token));
        Assert.Equal(8, await db.Occupations.CountAsync(Token));
        Assert.Single(await db.Openings.ToListAsync(Token));
        Assert.Single(await db.Resources.Where(r => r.AccountId != null).ToListAsync(Token));
    }

    [Fact]
    public async Task The_same_form_sent_twice_at_once_opens_once()
    {
        var workshop = Meeting.Workshop(Own.Id, 8);
        await using var app = await Start(db => db.Offers.Add(workshop));
        var one = await app.SignIn("Rachid");
        await one.Open($"/espace/offres/{workshop.Id}/plages/nouvelle");
        var other = one.OtherTab();
        await other.Open(one.Address);
        other
            .Page.QuerySelector("input[name=envoi]")!
            .SetAttribute("value", one.Page.QuerySelector("input[name=envoi]")!.GetAttribute("value")!);
        var both = new[] { one, other };
        foreach (var tab in both)
        {
            FillOpening(tab, "09:00", "11:00", "2026-12-17").Fill("Ajouter une salle", "Salle du bas");
        }

        await Task.WhenAll(both.Select(tab => tab.Press("Enregistrer la plage")));

        Assert.All(both, tab => Assert.Equal(HttpStatusCode.OK, tab.Status));
        await using var db = app.Db();
        Assert.Single(await db.Openings.ToListAsync(Token));
        Assert.Equal((4, 2), (await db.Slots.CountAsync(Token), await db.Resources.CountAsync(Token)));
    }

    [Fact]
    public async Task Two_who_use_an_account_for_the_first_time_at_once_both_open()
    {
        var (one, two) = (Meeting.Appointment(Own.Id), Meeting.Appointment(Own.Id, "autre"));
        await using var app = await Start(db => db.Offers.AddRange(one, two));
        var first = await app.SignIn("Rachid");
        var both = new[] { first, first.OtherTab() };
        foreach (var (tab, offer) in both.Zip([one, two]))
        {
            await tab.Open($"/espace/offres/{offer.Id}/plages/nouvelle");
            FillOpening(tab, "09:00", "11:00");
        }

        await Task.WhenAll(both.Select(tab => tab.Press("Enregistrer la plage")));

        Assert.All(both, tab => Assert.Equal(HttpStatusCode.OK, tab.Status));
        await using var db = app.Db();
        Assert.Equal(2, await db.Openings.CountAsync(Token));
        Assert.Single(await db.Resources.ToListAsync(Token));
    }

    [Theory]
    [InlineData("9999-12-31")]
    [InlineData("2026-12-04")]
    public async Task A_day_that_is_not_of_the_opening_is_refused(string day)
    {
        var offer = Meeting.Appointment(Own.Id);
        var opening = Meeting.Opening(offer.Id);
        await using var app = await Start(db => db.AddOffer(offer, opening, Meeting.Host(RachidOf(db))));
        var browser = await app.SignIn("Rachid");
        foreach (var (scope, button) in new[] { ("jour", "Enlever ce jour"), ("suite", "Arrêter à partir de ce jour") })
        {
            await browser.Open($"/espace/offres/{offer.Id}/plages/{opening.Id}?jour=2026-12-03&portee={scope}");
            browser.Page.QuerySelector("input[name=jour]")!.SetAttribute("value", day);
            await browser.Press(button);
            Assert.Equal(HttpStatusCode.BadRequest, browser.Status);
            Assert.Contains("Ce n’est pas un jour à venir de cette plage", browser.Text, StringComparison.Ordinal);
            await browser.Open($"/espace/offres/{offer.Id}/plages/{opening.Id}?jour={day}&portee={scope}");
            Assert.Equal(HttpStatusCode.OK, browser.Status);
        }
    }

    [Fact]
    public async Task Once_the_place_has_changed_the_page_says_whom_to_tell()
    {
        var (offer, opening, slot) = Workshop();
        await using var app = await Start(
            db =>
                Fill(
                    db,
                    offer,
                    opening,
                    slot,
                    Booked(slot, "Camille", null),
                    Booked(slot, "Alix", "alix@exemple.test", number: 2)
                ),
            ByMail
        );
        var browser = await app.SignIn("Rachid");
        await browser.Open($"/espace/offres/{offer.Id}");
        await browser.Select("Où ?", "Maison des Lices, Angers").Press("Enregistrer l’offre");

        Assert.Contains("2 personnes ont déjà réservé", Plain(browser.Text), StringComparison.Ordinal);
        await browser.Follow("Agenda du jeudi 26 novembre 2026");
        Assert.Contains("Camille", browser.Text, StringComparison.Ordinal);
        await using var db = app.Db();
        Assert.Equal(
            "alix@exemple.test",
            (await db.Messages.SingleAsync(m => m.Template == "booking-other-place", Token)).To
        );
        await browser.Open("/espace/agenda");
        Assert.Contains("Le lieu a changé", browser.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_session_is_cancelled_and_the_people_are_told()
    {
        var (offer, opening, slot) = Workshop();
        var booking = Booked(slot, "Camille", "camille@exemple.test");
        await using var app = await Start(db => Fill(db, offer, opening, slot, booking));
        var browser = await app.SignIn("Rachid");
        await browser.Open($"/espace/offres/{offer.Id}/plages/{opening.Id}?jour=2026-11-26&portee=jour");
        Assert.Contains("1 réservation sera annulée", Plain(browser.Text), StringComparison.Ordinal);
        await browser.Press("Enlever ce jour");

        Assert.Equal(HttpStatusCode.OK, browser.Status);
        await using var db = app.Db();
        var kept = await db.Bookings.SingleAsync(Token);
        Assert.Equal((BookingState.Cancelled, CancelledBy.Team), (kept.State, kept.CancelledBy));
        var session = await db.Slots.SingleAsync(Token);
        Assert.Equal((true, 0), (session.CancelledAt is not null, session.Taken));
        Assert.Empty(await db.Occupations.ToListAsync(Token));
        Assert.Equal([Meeting.Thursday], (await db.Openings.SingleAsync(Token)).Except);
        Assert.DoesNotContain("26 novembre 2026 Rien", Plain(browser.Text), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Two_sessions_that_would_meet_are_not_moved_together()
    {
        var (offer, opening, slot) = Workshop();
        var second = Meeting.Session(offer, opening);
        (second.StartsAt, second.EndsAt) = (slot.EndsAt.AddHours(1), slot.EndsAt.AddHours(3));
        await using var app = await Start(db =>
        {
            Fill(db, offer, opening, slot);
            db.Slots.Add(second);
        });
        var browser = await app.SignIn("Rachid");
        await browser.Open($"/espace/offres/{offer.Id}/plages/{opening.Id}?jour=2026-11-26&portee=deplacer");
        await browser.Fill("Nouveau jour", "2026-11-27").Fill("Nouvelle heure", "14 h").Press("Déplacer");

        Assert.Equal(HttpStatusCode.BadRequest, browser.Status);
        Assert.Contains("se suivraient de trop près", browser.Text, StringComparison.Ordinal);
        Assert.Equal(
            [slot.StartsAt, second.StartsAt],
            await app.Db().Slots.OrderBy(s => s.StartsAt).Select(s => s.StartsAt).ToListAsync(Token)
        );
    }

    [Fact]
    public async Task A_form_sent_to_a_page_that_takes_none_is_refused()
    {
        var (offer, opening, slot) = Workshop();
        await using var app = await Start(db => Fill(db, offer, opening, slot));
        var browser = await app.SignIn("Rachid");
        await browser.Open($"/espace/offres/{offer.Id}");
        var form = browser.Page.QuerySelector("main form")!;
        form.SetAttribute("action", $"/espace/offres/{offer.Id}/plages");
        await browser.Send(form);

        Assert.Equal(HttpStatusCode.MethodNotAllowed, browser.Status);
        Assert.Contains("Maillage", browser.Title, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_session_is_moved_and_each_is_told_or_called_and_reminded_anew()
    {
        var (offer, opening, slot) = Workshop();
        var (told, called) = (
            Booked(slot, "Camille", "camille@exemple.test"),
            Booked(slot, "Dominique", null, number: 2)
        );
        await using var app = await Start(
            db =>
            {
                Fill(db, offer, opening, slot, told, called);
                db.Reminders.Add(
                    new Reminder
                    {
                        BookingId = told.Id,
                        HoursBefore = 72,
                        At = TestApp.DefaultNow.UtcDateTime,
                    }
                );
                db.Absences.Add(
                    new Absence
                    {
                        Id = Guid.CreateVersion7(),
                        ResourceId = db.Resources.Local.Single().Id,
                        StartsAt = Meeting.Thursday10.AddDays(1),
                        EndsAt = Meeting.Thursday10.AddDays(1).AddHours(1),
                    }
                );
            },
            ByMail
        );
        var browser = await app.SignIn("Rachid");
        await browser.Open($"/espace/offres/{offer.Id}/plages/{opening.Id}");
        var link = browser.Page.QuerySelector("a[href*=deplacer]")!.GetAttribute("href");
        await browser.Open($"/espace/offres/{offer.Id}/plages/{opening.Id}{link}");
        await browser.Fill("Nouveau jour", "2026-11-20").Fill("Nouvelle heure", "midi").Press("Déplacer");
        Assert.Equal(["#date", "#heure"], Errors(browser));
        await browser.Fill("Nouveau jour", "2026-11-27").Fill("Nouvelle heure", "9h30").Press("Déplacer");
        Assert.Contains("Rachid n’est pas libre le vendredi", browser.Text, StringComparison.Ordinal);
        // An hour that overlaps its own: it is not in its own way.
        await browser.Fill("Nouveau jour", "2026-11-26").Fill("Nouvelle heure", "10 h").Press("Déplacer");
        Assert.Equal(HttpStatusCode.OK, browser.Status);

        await using var db = app.Db();
        var moved = await db.Slots.SingleAsync(Token);
        Assert.Equal(
            (Meeting.Thursday10, Meeting.Thursday10.AddHours(2), DateTime.UnixEpoch),
            (moved.StartsAt, moved.EndsAt, moved.RemindAt)
        );
        var busy = await db.Occupations.SingleAsync(Token);
        Assert.Equal((moved.StartsAt, moved.EndsAt), (busy.StartsAt, busy.EndsAt));
        Assert.Empty(await db.Reminders.ToListAsync(Token));
        var message = await db.Messages.SingleAsync(m => m.Template == "booking-moved", Token);
        Assert.Equal("camille@exemple.test", message.To);
        Assert.Contains("jeudi 26 novembre à 10 h", Plain(message.Text!), StringComparison.Ordinal);
        await browser.Open("/espace/agenda");
        Assert.Contains("L’heure a changé", browser.Text, StringComparison.Ordinal);
        Assert.Contains("Dominique", browser.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_session_and_those_that_follow_move_together_or_not_at_all()
    {
        var (offer, opening, first) = Workshop();
        List<Slot> sessions = [first, .. Enumerable.Range(1, 3).Select(_ => Meeting.Session(offer, opening))];
        for (var week = 0; week < sessions.Count; week++)
        {
            (sessions[week].StartsAt, sessions[week].EndsAt) = (
                first.StartsAt.AddDays(7 * week),
                first.EndsAt.AddDays(7 * week)
            );
        }

        await using var app = await Start(db =>
        {
            Fill(db, offer, opening, first);
            db.Slots.AddRange(sessions.Skip(1));
        });
        var browser = await app.SignIn("Rachid");
        await browser.Open($"/espace/offres/{offer.Id}/plages/{opening.Id}?jour=2026-12-03&portee=deplacer");
        // A week later each takes the hour of the next.
        await browser.Fill("Nouveau jour", "2026-12-10").Choose("Cette séance et les suivantes").Press("Déplacer");
        Assert.Equal(HttpStatusCode.OK, browser.Status);
        Assert.Equal([0, 14, 21, 28], await Days());

        await browser.Open($"/espace/offres/{offer.Id}/plages/{opening.Id}?jour=2026-12-10&portee=deplacer");
        await browser.Fill("Nouveau jour", "2026-11-26").Press("Déplacer");
        Assert.Contains("Cette plage a déjà une séance", browser.Text, StringComparison.Ordinal);
        Assert.Equal([0, 14, 21, 28], await Days());

        async Task<List<int>> Days()
        {
            await using var db = app.Db();
            var starts = await db.Slots.OrderBy(s => s.StartsAt).Select(s => s.StartsAt).ToListAsync(Token);
            return starts.ConvertAll(at => (at - first.StartsAt).Days);
        }
    }

    [Fact]
    public async Task A_day_and_those_that_follow_go_on_at_other_hours()
    {
        var offer = Meeting.Appointment(Own.Id);
        var opening = Meeting.Opening(offer.Id);
        await using var app = await Start(db => db.AddOffer(offer, opening, Meeting.Host(RachidOf(db))));
        var browser = await app.SignIn("Rachid");
        await browser.Open($"/espace/offres/{offer.Id}/plages/{opening.Id}?jour=2026-12-10&portee=suite");
        await browser.Choose("Puis préparer").Press("Arrêter à partir de ce jour");

        Assert.Equal("2026-12-10", browser.Field("Premier jour").GetAttribute("value"));
        Assert.Equal("09:00", browser.Field("De").GetAttribute("value"));
        await browser.Fill("De", "14:00").Fill("À", "17:00").Press("Enregistrer la plage");

        await using var db = app.Db();
        Assert.Equal(
            new DateOnly(2026, 12, 9),
            (await db.Openings.SingleAsync(o => o.Id == opening.Id, Token)).LastDay
        );
        var hours = (await app.Slots(offer))
            .Where(s => s.StartsAt < Meeting.Thursday10.AddDays(20))
            .GroupBy(s => DateOnly.FromDateTime(s.StartsAt))
            .Select(day => $"{day.Key:dd/MM} {day.First().StartsAt:HH:mm}");
        Assert.Equal(["26/11 08:00", "03/12 08:00", "10/12 13:00"], hours);
    }

    [Fact]
    public async Task An_opening_that_is_booked_ends_after_the_last_day_booked()
    {
        var offer = Meeting.Appointment(Own.Id);
        var opening = Meeting.Opening(offer.Id);
        await using var app = await Start(db => db.AddOffer(offer, opening, Meeting.Host(RachidOf(db))));
        await app.Book(offer, Meeting.Request(new SlotKey(opening.Id, Meeting.Thursday10.AddHours(-1).AddDays(7))));
        var browser = await app.SignIn("Rachid");
        await browser.Open($"/espace/offres/{offer.Id}/plages/{opening.Id}");
        await browser.Press("Supprimer cette plage");

        Assert.Equal(HttpStatusCode.Conflict, browser.Status);
        Assert.Contains(
            "Des personnes ont réservé jusqu’au jeudi 3 décembre 2026",
            browser.Text,
            StringComparison.Ordinal
        );
        await browser.Press("Arrêter après le jeudi 3 décembre 2026");
        await using var db = app.Db();
        Assert.Equal(new DateOnly(2026, 12, 3), (await db.Openings.SingleAsync(Token)).LastDay);
        Assert.Equal(BookingState.Confirmed, (await db.Bookings.SingleAsync(Token)).State);
    }

    [Fact]
    public async Task Two_who_change_an_offer_at_once_see_each_other()
    {
        var offer = Meeting.Appointment(Own.Id, but: o => o.PlaceId = Here.Id);
        await using var app = await Start(db => db.Offers.Add(offer));
        var one = await app.SignIn("Rachid");
        var other = one.OtherTab();
        await one.Open($"/espace/offres/{offer.Id}");
        await other.Open($"/espace/offres/{offer.Id}");
        await one.Fill("Titre", "Le titre de l’une").Press("Enregistrer l’offre");
        Assert.Equal(HttpStatusCode.OK, one.Status);
        await other.Fill("Titre", "Le titre de l’autre").Press("Enregistrer l’offre");

        Assert.Equal(HttpStatusCode.BadRequest, other.Status);
        Assert.Contains("Titre : Le titre de l’une", Plain(other.Text), StringComparison.Ordinal);
        await other.Press("Enregistrer l’offre");
        await using var db = app.Db();
        Assert.Equal("Le titre de l’autre", (await db.Offers.SingleAsync(Token)).Title);
    }

    [Fact]
    public async Task A_closed_offer_keeps_what_is_booked()
    {
        var offer = Meeting.Appointment(Own.Id);
        var opening = Meeting.Opening(offer.Id);
        await using var app = await Start(db => db.AddOffer(offer, opening, Meeting.Host(RachidOf(db))));
        await app.Book(offer, Meeting.Request(new SlotKey(opening.Id, Meeting.Thursday10.AddHours(-1))));
        var browser = await app.SignIn("Rachid");
        await browser.Open($"/espace/offres/{offer.Id}/fermer");
        Assert.Contains("1 réservation à venir", Plain(browser.Text), StringComparison.Ordinal);
        await browser.Press("Fermer cette offre");

        Assert.Contains("Cette offre est fermée", browser.Text, StringComparison.Ordinal);
        await using var db = app.Db();
        var closed = await db.Offers.SingleAsync(Token);
        Assert.Empty(await app.Slots(closed));
        Assert.Equal(BookingState.Confirmed, (await db.Bookings.SingleAsync(Token)).State);
    }

    [Fact]
    public async Task More_seats_are_offered_to_those_who_wait()
    {
        var (offer, opening, slot) = Workshop(capacity: 1);
        (offer.PlaceId, slot.Taken, slot.LastNumber) = (Here.Id, 1, 2);
        var (first, second) = (Booked(slot, "Camille", null), Booked(slot, "Dominique", null, 2));
        second.State = BookingState.Waiting;
        await using var app = await Start(db => Fill(db, offer, opening, slot, first, second));
        var browser = await app.SignIn("Rachid");
        await browser.Open($"/espace/offres/{offer.Id}");
        await browser.Fill("Places", "2").Press("Enregistrer l’offre");

        await using var db = app.Db();
        var session = await db.Slots.SingleAsync(Token);
        Assert.Equal((2, 2), (session.Capacity, session.Taken));
        Assert.Equal(BookingState.Offered, (await db.Bookings.SingleAsync(b => b.Number == 2, Token)).State);
        // Nothing can be written to them: they are called, and what they say is noted.
        await browser.Open("/espace/agenda");
        await browser.Follow("Noter sa réponse");
        await browser.Press("Oui, elle la prend");
        await using var after = app.Db();
        Assert.Equal(BookingState.Confirmed, (await after.Bookings.SingleAsync(b => b.Number == 2, Token)).State);
    }

    [Theory]
    [InlineData("Ailleurs", HttpStatusCode.NotFound, HttpStatusCode.NotFound)]
    [InlineData("Aidante", HttpStatusCode.OK, HttpStatusCode.NotFound)]
    [InlineData("Rachid", HttpStatusCode.OK, HttpStatusCode.OK)]
    public async Task Others_do_not_see_it_and_aidants_only_read(
        string name,
        HttpStatusCode read,
        HttpStatusCode change
    )
    {
        var offer = Meeting.Appointment(Own.Id);
        var opening = Meeting.Opening(offer.Id);
        await using var app = await Start(db => db.AddOffer(offer, opening, Meeting.Host(null)));
        var browser = await app.SignIn(name);
        var home = $"/espace/offres/{offer.Id}";
        await browser.Open($"{home}/plages");
        Assert.Equal(read, browser.Status);
        foreach (var path in new[] { home, $"{home}/fermer", $"{home}/plages/nouvelle", $"{home}/plages/{opening.Id}" })
        {
            await browser.Open(path);
            Assert.Equal(change, browser.Status);
        }

        await browser.Open($"/espace/agenda/ajouter?offre={offer.Id}");
        Assert.Equal(read, browser.Status);
    }

    internal static Browser FillOpening(Browser browser, string from, string to, string last = "") =>
        browser
            .Choose("Chaque semaine")
            .Choose("jeudi")
            .Fill("De", from)
            .Fill("À", to)
            .Fill("Premier jour", "2026-11-26")
            .Fill("Dernier jour", last);

    private static string Plain(string text) => text.Replace('\u00A0', ' ');

    private static (Offer, Opening, Slot) Workshop(int capacity = 8)
    {
        var offer = Meeting.Workshop(Own.Id, capacity);
        var opening = Meeting.Opening(offer.Id);
        opening.LastDay = Meeting.Thursday;
        return (offer, opening, Meeting.Session(offer, opening));
    }

    private static Booking Booked(Slot slot, string name, string? email, int number = 1) =>
        new()
        {
            Id = Guid.CreateVersion7(),
            SlotId = slot.Id,
            Number = number,
            State = BookingState.Confirmed,
            Seats = 1,
            Name = name,
            Email = email,
            Channel = Maillage.Platform.Audit.Channel.Web,
            CreatedAt = TestApp.DefaultNow.UtcDateTime,
        };

    private static void Fill(MaillageDb db, Offer offer, Opening opening, Slot slot, params Booking[] bookings)
    {
        var host = Meeting.Host(RachidOf(db));
        db.AddOffer(offer, opening, host);
        slot.Taken = bookings.Where(b => b.HoldsSeats).Sum(b => b.Seats);
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
        db.Bookings.AddRange(bookings);
    }

    private static Guid RachidOf(MaillageDb db) => db.Accounts.Local.Single(a => a.Name == "Rachid").Id;

    private static Dictionary<string, string?> ByMail =>
        new()
        {
            ["Messages:Secret"] = Sending.Secret,
            ["Messages:Mail:Host"] = "127.0.0.1",
            ["Messages:Mail:Port"] = "9",
            ["Messages:Mail:Security"] = "None",
            ["Messages:Mail:From"] = "ne-pas-repondre@exemple.test",
        };

    private static IEnumerable<string?> Errors(Browser browser) =>
        browser.Page.QuerySelectorAll(".govuk-error-summary a").Select(a => a.GetAttribute("href"));

    private static Task<TestApp> Start(
        Action<MaillageDb>? but = null,
        IReadOnlyDictionary<string, string?>? settings = null
    ) =>
        TestApp.Start(
            db =>
            {
                db.AddRange(Own, Other, Here);
                db.AddMember("Rachid", Own, OrganisationRole.Mediator);
                db.AddMember("Aidante", Own, OrganisationRole.Aidant);
                db.AddMember("Ailleurs", Other);
                but?.Invoke(db);
            },
            settings: settings
        );
}
