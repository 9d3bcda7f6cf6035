using System.Net;
using Maillage.Features.Accounts;
using Maillage.Features.Meetings;
using Maillage.Features.Organisations;
using Maillage.Features.Places;
using Maillage.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace Maillage.Tests.Features.Meetings;

/// <summary>Drop-ins, events, video calls and addresses of their own, from the form of the team to what the public sees.</summary>
public class OfferKindsTests
{
    private static readonly Organisation Own = People.Organisation("CCAS de Segré");
    private static readonly Place Here = Given.Place(but: place => place.OrganisationId = Own.Id);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_drop_in_of_each_week_is_in_the_calendar_without_booking_and_keeps_its_host_busy()
    {
        await using var app = await Start();
        var browser = await app.SignIn("Rachid");
        await browser.Open("/espace/offres/nouvelle");
        await browser
            .Choose("Permanence sans rendez-vous")
            .Fill("Titre", "Permanence du jeudi")
            .Select("Où ?", "Maison des Lices, Angers")
            .Press("Enregistrer l’offre");
        await browser.Follow("Ajouter une plage");
        Assert.Contains("on vient sans rendez-vous", browser.Text);
        await browser
            .Choose("jeudi")
            .Fill("De", "9 h")
            .Fill("À", "12 h")
            .Fill("Premier jour", "26/11/2026")
            .Fill("Dernier jour", "17/12/2026")
            .Press("Enregistrer la plage");

        Assert.Equal(HttpStatusCode.OK, browser.Status);
        Assert.Contains("4 dates à venir", Plain(browser.Text));
        Assert.Contains("Personne : on vient sans s’inscrire", browser.Text);
        Assert.DoesNotContain("Réserver pour quelqu’un", browser.Text);
        await using var db = app.Db();
        var offer = await db.Offers.SingleAsync(Token);
        Assert.Equal((OfferKind.DropIn, MayBook.Nobody), (offer.Kind, offer.MayBook));
        Assert.Equal(4, await db.Occupations.CountAsync(Token));
        await browser.Open("/agenda/permanence-du-jeudi");
        Assert.Contains("Jeudi 26 novembre, 9 h – 12 h, Sans rendez-vous", Plain(browser.Text));
        // Somebody who came is added once it has begun, and nobody waits.
        app.Pass(TimeSpan.FromHours(47));
        browser = await app.SignIn("Rachid");
        await browser.Open("/espace/agenda?jour=2026-11-26");
        Assert.Contains("sans inscription", browser.Text);
        await browser.Follow("Ajouter une personne");
        await browser.Fill("Comment s’appelle", "Camille").Press("Enregistrer");
        Assert.Equal(BookingState.Confirmed, (await db.Bookings.SingleAsync(Token)).State);
    }

    [Fact]
    public async Task An_event_at_an_address_of_its_own_has_parts_and_documents()
    {
        await using var app = await Start();
        var browser = await app.SignIn("Rachid");
        await browser.Open("/espace/offres/nouvelle");
        await browser
            .Choose("Événement")
            .Fill("Titre", "Fête du numérique")
            .Fill("Salle, numéro et rue", "Salle des fêtes, 12 rue de la Mairie")
            .Fill("Commune", "saumur")
            .Choose("Personnes âgées")
            .Fill("Places", "600")
            .Press("Enregistrer l’offre");
        Assert.Contains("Salle des fêtes, 12 rue de la Mairie", browser.Text);
        Assert.Contains("Personnes âgées", browser.Text);
        foreach (var (part, from, to) in new[] { ("Table ronde", "10 h", "12 h"), ("Ateliers", "14 h", "17 h") })
        {
            await browser.Follow("Ajouter une plage");
            await browser
                .Fill("Nom de cette partie", part)
                .Choose("Une seule date")
                .Fill("De", from)
                .Fill("À", to)
                .Fill("Premier jour", "12/12/2026")
                .Press("Enregistrer la plage");
            Assert.Equal(HttpStatusCode.OK, browser.Status);
        }

        await browser.Follow("Documents et enregistrements");
        await browser.Press("Ajouter");
        Assert.Equal(HttpStatusCode.BadRequest, browser.Status);
        await browser.Fill("Titre", "Le programme").Fill("Adresse web", "javascript:alert(1)").Press("Ajouter");
        Assert.Equal(HttpStatusCode.BadRequest, browser.Status);
        await browser.Fill("Adresse web", "https://exemple.test/programme.pdf").Press("Ajouter");
        Assert.Equal(HttpStatusCode.OK, browser.Status);
        Assert.Contains("Le programme", browser.Text);

        var offer = await app.Db().Offers.SingleAsync(Token);
        Assert.Equal((600, "49328", null), (offer.Capacity, offer.Insee, offer.PlaceId));
        Assert.Equal(["Seniors"], offer.Audiences);
        var visitor = new Browser(app.Client());
        await visitor.Open("/agenda?ou=saumur&rayon=20&public=seniors");
        await visitor.Follow("Fête du numérique : Table ronde");
        Assert.Contains("Salle des fêtes, 12 rue de la Mairie49400 Saumur", Plain(visitor.Text));
        Assert.Equal("https://exemple.test/programme.pdf", visitor.Link("Le programme").GetAttribute("href"));
        await visitor.Follow("S’inscrire");
        Assert.Contains("14 hAteliers600 places libres", Plain(visitor.Text));
        await visitor.Choose("14 h").Press("Continuer");
        await visitor.Fill("Comment voulez-vous", "Léa").Press("Continuer");
        Assert.Contains("Ateliers", visitor.Text);
        app.Clock.Advance(TimeSpan.FromSeconds(3));
        await visitor.Press("Confirmer");
        Assert.Contains("Ateliers", visitor.Text);
        await visitor.Follow("Voir, changer ou annuler");
        Assert.Contains("Fête du numérique : Ateliers", visitor.Text);
        await browser.Press("Retirer : Le programme");
        Assert.DoesNotContain("Le programme", browser.Text);
    }

    [Fact]
    public async Task The_link_of_a_video_call_is_shown_to_who_booked_and_to_nobody_else()
    {
        await using var app = await Start();
        var browser = await app.SignIn("Rachid");
        await browser.Open("/espace/offres/nouvelle");
        await browser.Choose("Rendez-vous en visio").Fill("Titre", "En visio avec nous").Press("Enregistrer l’offre");
        Assert.Equal(HttpStatusCode.BadRequest, browser.Status);
        Assert.Contains("Écrivez le lien entier de la visio", browser.Text);
        await browser
            .Fill("Lien de la visio", "https://visio.exemple.test/salle-7")
            .Fill("Rappels", "48")
            .Press("Enregistrer l’offre");
        Assert.Contains("48 h avant", Plain(browser.Text));
        await browser.Follow("Ajouter une plage");
        await browser
            .Choose("jeudi")
            .Fill("De", "9 h")
            .Fill("À", "12 h")
            .Fill("Premier jour", "26/11/2026")
            .Press("Enregistrer la plage");

        var visitor = new Browser(app.Client());
        await visitor.Open("/rendez-vous");
        Assert.Contains("Jeudi 26 novembre à 9 h, en visio", Plain(visitor.Text));
        await visitor.Follow("En visio avec nous");
        Assert.DoesNotContain("visio.exemple.test", visitor.Page.DocumentElement.OuterHtml);
        await visitor.Choose("9 h 45").Press("Continuer");
        await visitor.Fill("Comment voulez-vous", "Léa").Press("Continuer");
        Assert.Contains("En visio", visitor.Text);
        Assert.DoesNotContain("visio.exemple.test", visitor.Page.DocumentElement.OuterHtml);
        app.Clock.Advance(TimeSpan.FromSeconds(3));
        await visitor.Press("Confirmer");
        Assert.Equal("https://visio.exemple.test/salle-7", visitor.Link("https://visio").GetAttribute("href"));
        await visitor.Follow("Voir, changer ou annuler");
        Assert.Contains("https://visio.exemple.test/salle-7", visitor.Text);
        Assert.Equal([48], (await app.Db().Offers.SingleAsync(Token)).ReminderHours);
    }

    [Theory]
    [InlineData("Rappels", "dix", "Écrivez trois nombres d’heures au plus")]
    [InlineData("Rappels", "1, 2, 3, 4", "Écrivez trois nombres d’heures au plus")]
    [InlineData("Rappels", "9999", "Écrivez trois nombres d’heures au plus, de 1 à 168")]
    [InlineData("Commune", "zzyzx", "Nous ne connaissons pas cette commune")]
    [InlineData("Commune", "", "Écrivez la commune de cette adresse")]
    [InlineData("Commune", "saint-georges", "Plusieurs communes")]
    public async Task What_cannot_be_is_said_and_nothing_is_lost(string field, string value, string sentence)
    {
        await using var app = await Start();
        var browser = await app.SignIn("Rachid");
        await browser.Open("/espace/offres/nouvelle");
        await browser
            .Choose("Événement")
            .Fill("Titre", "Fête du numérique")
            .Fill("Salle, numéro et rue", "Salle des fêtes")
            .Fill("Commune", "Saumur")
            .Fill("Places", "60")
            .Fill(field, value)
            .Press("Enregistrer l’offre");

        Assert.Equal(HttpStatusCode.BadRequest, browser.Status);
        Assert.Contains(sentence, browser.Text);
        Assert.Equal("Salle des fêtes", browser.Field("Salle, numéro").GetAttribute("value"));
        Assert.Equal(value, browser.Field(field).GetAttribute("value"));
        Assert.Empty(await app.Db().Offers.ToListAsync(Token));
    }

    [Fact]
    public async Task An_appointment_is_always_booked()
    {
        await using var app = await Start();
        var browser = await app.SignIn("Rachid");
        await browser.Open("/espace/offres/nouvelle");
        await browser
            .Choose("Rendez-vous")
            .Fill("Titre", "Rendez-vous")
            .Select("Où ?", "Maison des Lices, Angers")
            .Choose("Personne : on vient")
            .Press("Enregistrer l’offre");

        Assert.Contains("Un rendez-vous se réserve", browser.Text);
    }

    private static Task<TestApp> Start() =>
        TestApp.Start(db =>
        {
            db.AddRange(Own, Here);
            db.AddMember("Rachid", Own, OrganisationRole.Mediator);
        });

    private static string Plain(string text) => text.Replace('\u00A0', ' ');
}
