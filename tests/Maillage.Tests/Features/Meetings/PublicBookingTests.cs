using System.Net;
using Maillage.Data;
using Maillage.Features.Meetings;
using Maillage.Features.Organisations;
using Maillage.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Maillage.Tests.Features.Meetings;

/// <summary>The public books alone, by a browser without script: a time, who, a last look, then a reference and a code.</summary>
public class PublicBookingTests
{
    private const string AppointmentPath = "/rendez-vous/rendez-vous";
    private const string WorkshopPath = "/rendez-vous/atelier";

    private static readonly Guid OrganisationId = Guid.CreateVersion7();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Somebody_books_from_the_page_of_a_place_and_finds_it_again_with_the_reference_and_the_code()
    {
        await using var app = await Start();
        var browser = new Browser(app.Client());

        await browser.Open("/lieux/maison-des-lices");
        await browser.Follow("Prendre rendez-vous");
        await browser.Follow("Rendez-vous à la Maison des Lices");
        Assert.Equal(AppointmentPath, browser.Address);
        Assert.Contains("Jeudi 26 novembre", browser.Text);
        Assert.Contains("4 rue des Lices, 49000 Angers", browser.Text);
        Assert.Empty(browser.Page.QuerySelectorAll("input[type=radio][checked]"));
        await browser.Press("Continuer");
        Assert.Equal(HttpStatusCode.BadRequest, browser.Status);
        Assert.Contains("Choisissez une heure", browser.Text);

        await browser.Choose("9 h 45").Press("Continuer");
        Assert.StartsWith("Qui êtes-vous", browser.Title);
        Assert.Contains("Jeudi 26 novembre à 9 h 45", browser.Text);
        await browser.Press("Continuer");
        Assert.Equal(["#nom"], Errors(browser));
        await browser
            .Fill("Comment voulez-vous", "<b>Léa</b>\u0007")
            .Choose("Je réserve pour quelqu’un d’autre")
            .Press("Continuer");
        Assert.Equal(["#par"], Errors(browser));
        Assert.True(browser.Field("Je réserve pour").HasAttribute("checked"));
        await browser.Fill("Si oui, votre nom", "Anne").Press("Continuer");

        Assert.StartsWith("Tout est juste", browser.Title);
        Assert.Contains("<b>Léa</b>", browser.Text);
        Assert.Contains("Anne", browser.Text);
        await browser.Press("Modifier : Quand");
        await browser.Choose("10 h 30").Press("Continuer");
        Assert.StartsWith("Tout est juste", browser.Title);
        await browser.Press("Modifier : Votre nom");
        Assert.Equal("<b>Léa</b>", browser.Field("Comment voulez-vous").GetAttribute("value"));
        await browser.Press("Continuer");
        await browser.Press("Confirmer");
        Assert.Equal(HttpStatusCode.BadRequest, browser.Status);
        Assert.Contains("Attendez quelques secondes", browser.Text);
        app.Clock.Advance(TimeSpan.FromSeconds(3));
        await browser.Press("Confirmer");

        Assert.Equal("/rendez-vous/pris", browser.Address);
        Assert.StartsWith("C’est noté", browser.Title);
        Assert.Contains("à 10 h 30", browser.Text);
        var told = browser.Page.QuerySelectorAll(".ml-acces").Select(p => p.TextContent).ToList();
        await using var db = app.Db();
        var booking = await db.Bookings.SingleAsync(Token);
        Assert.Equal(
            (BookingState.Confirmed, "<b>Léa</b>", "Anne", (string?)null),
            (booking.State, booking.Name, booking.BookedBy, booking.Phone)
        );
        var access = await db.InhabitantAccesses.SingleAsync(Token);
        Assert.Equal(booking.AccessId, access.Id);
        await browser.Follow("Voir, changer ou annuler");
        Assert.Contains("Votre place est gardée", browser.Text);

        var elsewhere = new Browser(app.Client());
        await elsewhere.Open($"/ma-demande/rendez-vous/{booking.Id}");
        Assert.Equal("/ma-demande", elsewhere.Address);
        await elsewhere.Fill("Votre référence", told[0]).Fill("Votre code", told[1]).Press("Ouvrir");
        Assert.Contains("Vos rendez-vous", elsewhere.Text);
        await elsewhere.Follow("Jeudi 26 novembre à 10 h 30");
        Assert.Contains("Maison des Lices", elsewhere.Text);
    }

    [Fact]
    public async Task Whoever_was_slower_chooses_another_time_and_loses_nothing()
    {
        await using var app = await Start();
        var slow = await AtLastLook(app, AppointmentPath, "9 h 45", "Noé");
        var quick = await AtLastLook(app, AppointmentPath, "9 h 45", "Zoé");
        app.Clock.Advance(TimeSpan.FromSeconds(3));
        await quick.Press("Confirmer");
        Assert.StartsWith("C’est noté", quick.Title);

        await slow.Press("Confirmer");
        Assert.Equal(HttpStatusCode.Conflict, slow.Status);
        Assert.Contains("Quelqu’un vient de prendre cette heure", slow.Text);
        Assert.DoesNotContain("9 h 45", slow.Text);
        await slow.Choose("10 h 30").Press("Continuer");
        Assert.StartsWith("Tout est juste", slow.Title);
        Assert.Contains("Noé", slow.Text);
        await slow.Press("Confirmer");
        Assert.StartsWith("C’est noté", slow.Title);

        await using var db = app.Db();
        Assert.Equal(2, await db.Bookings.CountAsync(Token));
    }

    [Fact]
    public async Task The_same_form_again_is_one_booking_and_gives_a_code_that_opens()
    {
        await using var app = await Start();
        var browser = await AtLastLook(app, AppointmentPath, "9 h 45", "Noé");
        app.Clock.Advance(TimeSpan.FromSeconds(3));
        var button = browser.Page.QuerySelectorAll("main button").Single(b => b.TextContent.Contains("Confirmer mon"));
        var form = button.Closest("form")!;
        var address = browser.Address;
        await browser.Send(form, button);
        var first = browser.Page.QuerySelectorAll(".ml-acces").Select(p => p.TextContent).ToList();
        form.SetAttribute("action", address);
        await browser.Send(form, button);
        var second = browser.Page.QuerySelectorAll(".ml-acces").Select(p => p.TextContent).ToList();

        // The browser was answered the first time: the code that it has is not changed.
        Assert.Equal(first, second);
        await using var db = app.Db();
        Assert.Equal(1, await db.Bookings.CountAsync(Token));
        Assert.Equal(1, await db.InhabitantAccesses.CountAsync(Token));
        var elsewhere = new Browser(app.Client());
        await elsewhere.Open("/ma-demande");
        await elsewhere.Fill("Votre référence", second[0]).Fill("Votre code", second[1]).Press("Ouvrir");
        Assert.Contains("Vos rendez-vous", elsewhere.Text);
    }

    [Fact]
    public async Task Two_people_with_one_phone_number_stay_two()
    {
        await using var app = await Start();
        foreach (var (name, hour) in new[] { ("Lou", "9 h"), ("Max", "9 h 45") })
        {
            var browser = new Browser(app.Client());
            await browser.Open(AppointmentPath);
            await browser.Choose(hour).Press("Continuer");
            await browser
                .Fill("Comment voulez-vous", name)
                .Fill("Votre téléphone", "06 12 34 56 78")
                .Press("Continuer");
            app.Clock.Advance(TimeSpan.FromSeconds(3));
            await browser.Press("Confirmer");
            Assert.StartsWith("C’est noté", browser.Title);
        }

        await using var db = app.Db();
        var kept = await db.Bookings.OrderBy(b => b.Name).ToListAsync(Token);
        Assert.Equal(["Lou", "Max"], kept.Select(b => b.Name));
        Assert.All(kept, b => Assert.Equal("+33612345678", b.Phone));
        Assert.Equal(2, kept.Select(b => b.AccessId).Distinct().Count());
    }

    [Theory]
    [InlineData("Votre téléphone", "0612345678901234567890123456789012345678", "#telephone")]
    [InlineData("Votre téléphone", "bientôt", "#telephone")]
    [InlineData("Votre e-mail", "pas une adresse", "#email")]
    [InlineData("Combien de personnes", "10000", "#places")]
    [InlineData("Combien de personnes", "-1", "#places")]
    [InlineData("Combien de personnes", "1e1", "#places")]
    [InlineData("Comment voulez-vous", "\u0007\u202e", "#nom")]
    public async Task What_cannot_be_read_is_refused_in_plain_words_and_kept(string label, string typed, string field)
    {
        await using var app = await Start();
        var browser = new Browser(app.Client());
        await browser.Open(WorkshopPath);
        await browser.Choose("9 h").Press("Continuer");

        await browser.Fill("Comment voulez-vous", "Noé").Fill(label, typed).Press("Continuer");

        Assert.Equal(HttpStatusCode.BadRequest, browser.Status);
        Assert.Equal([field], Errors(browser));
        await using var db = app.Db();
        Assert.False(await db.Bookings.AnyAsync(Token));
    }

    [Fact]
    public async Task A_time_that_is_forged_foreign_or_gone_by_leads_back_to_the_times()
    {
        await using var app = await Start();
        var browser = new Browser(app.Client());
        await using var db = app.Db();
        var own = await db.Openings.SingleAsync(
            o => db.Offers.Any(f => f.Id == o.OfferId && f.Slug == "rendez-vous"),
            Token
        );
        var foreign = await db.Openings.SingleAsync(
            o => db.Offers.Any(f => f.Id == o.OfferId && f.Slug == "atelier"),
            Token
        );
        foreach (
            var key in new[]
            {
                "n-importe-quoi",
                "",
                new string('é', 400),
                new SlotKey(Guid.CreateVersion7(), Meeting.Thursday10).ToString(),
                new SlotKey(foreign.Id, Meeting.Thursday10.AddHours(-1)).ToString(),
                new SlotKey(own.Id, Meeting.Thursday10.AddDays(-7)).ToString(),
                new SlotKey(own.Id, Meeting.Thursday10.AddMinutes(7)).ToString(),
            }
        )
        {
            await browser.Open($"{AppointmentPath}/vous?creneau={Uri.EscapeDataString(key)}");
            Assert.Equal(HttpStatusCode.BadRequest, browser.Status);
            Assert.Contains("Jeudi 26 novembre", browser.Text);
        }

        foreach (var day in new[] { "2026-02-31", "hier", "1999-01-01", "9999-12-31" })
        {
            await browser.Open($"{AppointmentPath}?du={day}");
            Assert.Equal(HttpStatusCode.OK, browser.Status);
            Assert.Contains("Jeudi 26 novembre", browser.Text);
        }
    }

    [Fact]
    public async Task A_week_without_anything_says_where_there_is_something_and_whom_to_call()
    {
        await using var app = await Start(db =>
        {
            var offer = Meeting.Appointment(OrganisationId, "plus-tard");
            db.AddOffer(offer, Meeting.Opening(offer.Id, new DateOnly(2026, 12, 17), everyWeeks: 0));
            db.Add(Meeting.Appointment(OrganisationId, "jamais"));
            db.Add(Meeting.Appointment(OrganisationId, "equipe", o => o.MayBook = MayBook.Team));
            db.Add(Meeting.Appointment(OrganisationId, "ferme", o => o.ClosedAt = TestApp.DefaultNow.UtcDateTime));
        });
        var browser = new Browser(app.Client());

        await browser.Open("/rendez-vous/plus-tard");
        Assert.Contains("Rien de libre du 24 novembre au 30 novembre", browser.Text);
        await browser.Follow("Voir les heures à partir du 17 décembre");
        Assert.Contains("Jeudi 17 décembre", browser.Text);
        await browser.Open("/rendez-vous/jamais");
        Assert.Contains("Rien de libre pour le moment", browser.Text);
        browser.Link("Voir les autres rendez-vous");
        foreach (var slug in new[] { "equipe", "ferme", "inconnu" })
        {
            await browser.Open($"/rendez-vous/{slug}");
            Assert.Equal(HttpStatusCode.NotFound, browser.Status);
            await browser.Open($"/rendez-vous/{slug}/vous?creneau=x");
            Assert.Equal(HttpStatusCode.NotFound, browser.Status);
        }
    }

    [Fact]
    public async Task Weeks_follow_each_other()
    {
        await using var app = await Start();
        var browser = new Browser(app.Client());

        await browser.Open(AppointmentPath);
        await browser.Follow("Voir la semaine suivante");
        Assert.Contains("Jeudi 3 décembre", browser.Text);
        Assert.DoesNotContain("26 novembre", browser.Text);
        await browser.Follow("Voir la semaine d’avant");
        Assert.Contains("Jeudi 26 novembre", browser.Text);
    }

    [Fact]
    public async Task English_pages_take_one_to_the_end()
    {
        await using var app = await Start();
        var browser = new Browser(app.Client());
        await browser.Open("/en" + AppointmentPath);
        Assert.StartsWith("When do you want to come?", browser.Title);
        await browser.Choose("09:45").Press("Continue");
        Assert.StartsWith("Who are you?", browser.Title);
        await browser.Fill("What do you want to be called", "Noah").Press("Continue");
        Assert.Contains("Thursday 26 November at 09:45", browser.Text);
        app.Clock.Advance(TimeSpan.FromSeconds(3));
        await browser.Press("Confirm");

        Assert.Equal("/en/rendez-vous/pris", browser.Address);
        Assert.Contains("at 09:45", browser.Text);
        await browser.Follow("See, change or cancel");
        Assert.StartsWith("Your appointment", browser.Title);
    }

    [Fact]
    public async Task Three_hundred_requests_at_once_for_five_seats_are_five_confirmed_and_no_error_page()
    {
        const int Visitors = 300;
        await using var app = await Start();
        // One page read by all: each visitor has their own name and their own cookies.
        using var client = app.Client(followRedirects: false);
        var page = new Browser(client);
        await page.Open(WorkshopPath);
        var key = page.Page.QuerySelector("input[name=creneau]")!.GetAttribute("value")!;
        await page.Open($"{WorkshopPath}/vous?creneau={key}");
        var fields = page
            .Page.QuerySelectorAll("main input[type=hidden]")
            .ToDictionary(i => i.GetAttribute("name")!, i => i.GetAttribute("value")!);
        app.Clock.Advance(TimeSpan.FromSeconds(3));

        var answers = await Task.WhenAll(
            Enumerable
                .Range(0, Visitors)
                .Select(async i =>
                {
                    using var form = new FormUrlEncodedContent(
                        new Dictionary<string, string>(fields) { ["nom"] = $"Personne {i}", ["geste"] = "envoyer" }
                    );
                    using var answer = await client.PostAsync(
                        new Uri($"{WorkshopPath}/vous", UriKind.Relative),
                        form,
                        Token
                    );
                    return (answer.StatusCode, answer.Headers.Location?.OriginalString);
                })
        );

        Assert.All(answers, a => Assert.Equal((HttpStatusCode.Redirect, "/rendez-vous/pris"), a));
        await using var db = app.Db();
        var kept = await db.Bookings.OrderBy(b => b.Number).ToListAsync(Token);
        Assert.Equal(Enumerable.Range(1, Visitors), kept.Select(b => b.Number));
        Assert.Equal(5, kept.Count(b => b.State == BookingState.Confirmed));
        Assert.Equal(Visitors - 5, kept.Count(b => b.State == BookingState.Waiting));
        Assert.Equal(Visitors, kept.Select(b => b.AccessId).Distinct().Count());
    }

    [Fact]
    public async Task What_a_robot_fills_is_thanked_and_not_kept()
    {
        await using var app = await Start();
        var browser = new Browser(app.Client());
        await browser.Open(AppointmentPath);
        await browser.Choose("9 h 45").Press("Continuer");
        await browser.Fill("Comment voulez-vous", "Robot").Fill("Ne remplissez pas", "http://").Press("Continuer");
        app.Clock.Advance(TimeSpan.FromSeconds(3));
        await browser.Press("Confirmer");

        Assert.Equal(HttpStatusCode.OK, browser.Status);
        await using var db = app.Db();
        Assert.False(await db.Bookings.AnyAsync(Token));
    }

    /// <summary>A browser at the last look before it confirms.</summary>
    internal static async Task<Browser> AtLastLook(TestApp app, string path, string hour, string name)
    {
        var browser = new Browser(app.Client());
        await browser.Open(path);
        await browser.Choose(hour).Press("Continuer");
        await browser.Fill("Comment voulez-vous", name).Press("Continuer");
        Assert.StartsWith("Tout est juste", browser.Title);
        return browser;
    }

    internal static async Task<Browser> Booked(TestApp app, string path, string hour, string name)
    {
        var browser = await AtLastLook(app, path, hour, name);
        app.Clock.Advance(TimeSpan.FromSeconds(3));
        var button = browser.Page.QuerySelector("button[value=envoyer]")!;
        await browser.Send(button.Closest("form")!, button);
        return browser;
    }

    /// <summary>A place with an appointment and a workshop of five seats, both on Thursdays.</summary>
    internal static Task<TestApp> Start(Action<MaillageDb>? but = null, Action<IServiceCollection>? services = null) =>
        TestApp.Start(db => Given(db, but), services);

    private static void Given(MaillageDb db, Action<MaillageDb>? but)
    {
        var organisation = new Organisation { Id = OrganisationId, Name = "CCAS de Segré" };
        var place = Support.Given.Place();
        db.AddRange(organisation, place);
        var host = Meeting.Host(null);
        var appointment = Meeting.Appointment(organisation.Id, but: o => (o.PlaceId, o.Needs) = (place.Id, ["sante"]));
        db.AddOffer(appointment, Meeting.Opening(appointment.Id), host);
        var workshop = Meeting.Workshop(organisation.Id, capacity: 5);
        workshop.PlaceId = place.Id;
        var opening = Meeting.Opening(workshop.Id);
        db.AddOffer(workshop, opening);
        db.Add(Meeting.Session(workshop, opening));
        but?.Invoke(db);
    }

    private static IEnumerable<string?> Errors(Browser browser) =>
        browser.Page.QuerySelectorAll(".govuk-error-summary a").Select(a => a.GetAttribute("href"));
}
