using System.Net;
using Maillage.Features.Accounts;
using Maillage.Features.Places;
using Maillage.Features.Places.Editing;
using Maillage.Features.Territories.Geocoding;
using Maillage.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Maillage.Tests.Features.Places;

/// <summary>Where a place is and when it passes: address, position, equipment, stops and their calendar.</summary>
public class StopsTests
{
    private const string Slug = "maison-des-lices";

    private static readonly CancellationToken Cancel = TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_stop_is_added_a_date_cancelled_moved_and_brought_back_and_the_public_reads_it()
    {
        await using var app = await Start();
        var ana = await app.SignIn("Ana Lopes");
        await ana.Open(PlaceUrls.Manage(Slug));
        await ana.Follow("Ajouter un passage");
        await ana.Follow("Ajouter un passage");
        await ana.Fill("Où s’arrête-t-il", "Place de l’église").Fill("Commune", "Nulle-Part").Press("Enregistrer");
        Assert.Equal(HttpStatusCode.BadRequest, ana.Status);
        Assert.Contains("« Nulle-Part » n’est pas une commune connue", ana.Text);
        Assert.Contains("Écrivez au moins un jour", ana.Text);
        await ana.Fill("Commune", "Jarzé Villages").Fill("Mardi", "9h-12h").Press("Enregistrer le passage");
        Assert.Equal(PlaceUrls.Stops(Slug), ana.Address);
        Assert.Contains("mardi 1er décembre : 9 h – 12 h", ana.Text);

        await ana.Press("Annuler : mardi 1er décembre");
        Assert.Contains("mardi 1er décembre : passage annulé", ana.Text);
        await Send(ana, "mardi 8 décembre", "Heures de ce jour-là", "14 h – 16 h", "10/12/2026");
        Assert.Contains("mardi 8 décembre : passage annulé", ana.Text);
        Assert.Contains("jeudi 10 décembre : 14 h – 16 h", ana.Text);
        var visitor = new Browser(app.Client());
        await visitor.Open(PlaceUrls.Details(Slug));
        Assert.Contains("Passage annulé : mardi 1er décembre", visitor.Text);
        Assert.Contains("jeudi 10 décembre, 14 h – 16 h", visitor.Text);

        await ana.Press("Rétablir : mardi 1er décembre");
        Assert.Contains("mardi 1er décembre : 9 h – 12 h", ana.Text);
        Assert.Equal("Tu 09:00-12:00; 2026 Dec 08 off; 2026 Dec 10 14:00-16:00", (await Read(app)).Stops[0].Times);
    }

    [Fact]
    public async Task Stops_are_part_of_versions_and_come_back()
    {
        await using var app = await Start(place => place.Stops.Add(Stop(place, "Tu 09:00-12:00")));
        var ana = await app.SignIn("Ana Lopes");
        await ana.Open(PlaceUrls.Stops(Slug));
        await ana.Press("Supprimer ce passage");
        Assert.Empty((await Read(app)).Stops);

        await ana.Open(PlaceUrls.History(Slug));
        Assert.Contains("Angers, Parking de la mairie : Chaque semaine, mardi 9 h – 12 h", ana.Text);
        await ana.Press("Revenir à cet état");

        var stop = Assert.Single((await Read(app)).Stops);
        Assert.Equal(("Parking de la mairie", "Tu 09:00-12:00"), (stop.Where, stop.Times));
        await ana.Open(PlaceUrls.EditStop(Slug, stop.Id));
        await ana.Choose("La première et la troisième fois du mois").Press("Enregistrer le passage");
        Assert.Equal("Tu[1,3] 09:00-12:00", (await Read(app)).Stops[0].Times);
    }

    [Fact]
    public async Task A_change_made_meanwhile_keeps_what_was_typed_and_bad_times_are_said()
    {
        await using var app = await Start(place => place.Stops.Add(Stop(place, "Tu 09:00-12:00")));
        var stop = (await Read(app)).Stops[0].Id;
        var (ana, bruno) = (await app.SignIn("Ana Lopes"), await app.SignIn("Bruno Petit"));
        await ana.Open(PlaceUrls.EditStop(Slug, stop));
        await bruno.Open(PlaceUrls.Stops(Slug));
        await bruno.Press("Annuler : mardi 1er décembre");

        await ana.Fill("Mardi", "10 h – 12 h").Press("Enregistrer le passage");
        Assert.Equal(HttpStatusCode.BadRequest, ana.Status);
        Assert.Contains("Quelqu’un vient de modifier ce lieu", ana.Text);
        Assert.Contains("mardi 9 h – 12 h ; 01/12/2026 : annulé", ana.Text);
        Assert.Equal("10 h – 12 h", ana.Field("Mardi").GetAttribute("value"));

        await ana.Fill("Mardi", "quand on peut").Fill("Dates à part", "un jour : 9 h").Press("Enregistrer le passage");
        Assert.Contains("« quand on peut » ne se lit pas", ana.Text);
        Assert.Contains("« un jour : 9 h » ne se lit pas", ana.Text);
        await Send(bruno, "mardi 8 décembre", "Heures de ce jour-là", "bientôt", "");
        Assert.Equal(HttpStatusCode.BadRequest, bruno.Status);
        Assert.Contains("Ces heures ne se lisent pas", bruno.Text);
    }

    [Fact]
    public async Task An_address_that_changes_takes_its_position_with_it()
    {
        await using var app = await Start();
        var ana = await app.SignIn("Ana Lopes");
        await ana.Open(PlaceUrls.Edit(Slug, "adresse"));
        Assert.Equal("49000 Angers", ana.Field("Commune").GetAttribute("value"));
        Assert.Equal("47.47050, -0.55080", ana.Field("Position").GetAttribute("value"));
        await ana.Fill("Commune", "75056 Angers-sur-Seine").Fill("Position", "ici").Press("Continuer");
        Assert.Contains("n’est pas une commune connue", ana.Text);
        Assert.Contains("Écrivez la latitude puis la longitude", ana.Text);

        await ana.Open(PlaceUrls.Edit(Slug, "adresse"));
        await ana.Fill("Numéro et rue", "1 place de la Mairie").Fill("Commune", "Saumur").Press("Continuer");
        Assert.Contains("Adresse trouvée : 1 Place de la Mairie 49400 Saumur", ana.Text);
        Assert.Contains("Après : 47.26000, -0.07800", ana.Text);
        await ana.Press("Enregistrer");

        var place = await Read(app);
        Assert.Equal(("49328", "Saumur", "49400"), (place.Insee, place.CommuneName, place.PostalCode));
        Assert.Equal(
            (47.26, -0.078, LocationPrecision.Exact),
            (place.Latitude, place.Longitude, place.LocationPrecision)
        );

        await Answer(ana, "adresse", page => page.Fill("Numéro et rue", "rue inconnue"));
        place = await Read(app);
        Assert.Equal(
            (null, null, LocationPrecision.Commune),
            (place.Latitude, place.Longitude, place.LocationPrecision)
        );
        await ana.Open(PlaceUrls.Edit(Slug, "adresse"));
        await ana.Fill("Position", "48.85, 2.35").Press("Continuer");
        Assert.Contains("Cette position est loin de Saumur", ana.Text);
    }

    [Fact]
    public async Task What_is_on_site_is_told_line_by_line()
    {
        await using var app = await Start(place => place.Languages = ["br"]);
        var ana = await app.SignIn("Ana Lopes");
        await Answer(
            ana,
            "sur-place",
            page =>
                page.Fill("Ordinateur", "4, sur inscription")
                    .Fill("Wi-Fi", "oui")
                    .Fill("Scanner", "non")
                    .Choose("arabe")
                    .Choose("Oui")
        );

        var place = await Read(app);
        Assert.Equal(
            [
                new Equipment
                {
                    Kind = EquipmentKind.Computer,
                    Count = 4,
                    Note = "sur inscription",
                },
                new Equipment { Kind = EquipmentKind.Wifi },
            ],
            place.Equipment
        );
        Assert.Equal(["ar", "br"], place.Languages);
        Assert.True(place.WheelchairAccess);
        await ana.Open(PlaceUrls.Edit(Slug, "sur-place"));
        Assert.Equal("4, sur inscription", ana.Field("Ordinateur").GetAttribute("value"));
        await ana.Open(PlaceUrls.History(Slug));
        Assert.Contains("Ordinateur en libre accès : 4, sur inscription", ana.Text);
    }

    [Theory]
    [InlineData("Tu 09:00-12:00")]
    [InlineData("Th[1,3] 09:00-12:00")]
    [InlineData("Mo,We 09:30-12:00,14:00-16:00; 2026 Dec 08 off")]
    [InlineData("week 1-53/2 Th 14:00-16:30")]
    [InlineData("2026 Dec 05 10:00-16:00")]
    public void Times_are_said_by_a_rhythm_days_and_dates(string text)
    {
        var times = StopTimes.Read(text);

        Assert.NotNull(times);
        Assert.Equal(times.Days, StopTimes.Read(times.Write().Text!)!.Days);
    }

    [Theory]
    [InlineData("Jul-Aug Tu 09:00-12:00")]
    [InlineData("Tu 09:00-12:00; SH off")]
    [InlineData("Tu[1] 09:00-12:00; We 09:00-12:00")]
    public void Times_beyond_the_form_keep_their_text(string text) => Assert.Null(StopTimes.Read(text));

    private static async Task Send(Browser browser, string date, string label, string hours, string day)
    {
        var details = browser
            .Page.QuerySelectorAll("details")
            .First(d => d.TextContent.Replace('\u00a0', ' ').Contains(date, StringComparison.Ordinal));
        details.QuerySelector("input[name=heures]")!.SetAttribute("value", hours);
        details.QuerySelector("input[name=jour]")!.SetAttribute("value", day);
        await browser.Send(details.QuerySelector("form")!, details.QuerySelector("button"));
    }

    private static async Task Answer(Browser browser, string question, Action<Browser> answer)
    {
        await browser.Open(PlaceUrls.Edit(Slug, question));
        answer(browser);
        await browser.Press("Continuer");
        await browser.Press("Enregistrer");
        Assert.Equal(PlaceUrls.Manage(Slug), browser.Address);
    }

    private static Stop Stop(Place place, string times) =>
        new()
        {
            Id = Guid.CreateVersion7(),
            PlaceId = place.Id,
            Where = "Parking de la mairie",
            Insee = "49007",
            Times = times,
        };

    private static async Task<Place> Read(TestApp app)
    {
        await using var db = app.Db();
        return await db.Places.Include(p => p.Stops).SingleAsync(Cancel);
    }

    private static Task<TestApp> Start(Action<Place>? but = null) =>
        TestApp.Start(
            db =>
            {
                var commune = People.Organisation("Commune d’essai");
                db.Add(commune);
                db.AddMember("Ana Lopes", commune, OrganisationRole.Mediator);
                db.AddMember("Bruno Petit", commune);
                db.Add(
                    Given.Place(but: place =>
                    {
                        place.OrganisationId = commune.Id;
                        but?.Invoke(place);
                    })
                );
            },
            services => services.AddSingleton<IGeocoder>(new SaumurGeocoder())
        );

    /// <summary>Knows one address.</summary>
    private sealed class SaumurGeocoder : IGeocoder
    {
        public Task<GeocodingResult> Search(
            string address,
            string? insee = null,
            CancellationToken cancellation = default
        ) =>
            Task.FromResult(
                address.Contains("place de la Mairie", StringComparison.Ordinal)
                    ? new GeocodingResult(
                        GeocodingOutcome.Found,
                        [new GeocodedAddress("1 Place de la Mairie 49400 Saumur", 47.26, -0.078, "49328", 0.97)]
                    )
                    : GeocodingResult.NotFound
            );

        public Task<GeocodingResult> Reverse(
            double latitude,
            double longitude,
            CancellationToken cancellation = default
        ) => Task.FromResult(GeocodingResult.NotFound);
    }
}
