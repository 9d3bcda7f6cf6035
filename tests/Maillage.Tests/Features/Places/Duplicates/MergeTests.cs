using System.Net;
using System.Text;
using Maillage.Features.Accounts;
using Maillage.Features.Places;
using Maillage.Features.Places.Duplicates;
using Maillage.Features.Places.Editing;
using Maillage.Features.Places.Import;
using Maillage.Platform.Audit;
using Maillage.Tests.Support;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Maillage.Tests.Features.Places.Duplicates;

/// <summary>Deciding on duplicates: side by side, merging, and taking a merge back whenever it was made.</summary>
public sealed class MergeTests
{
    private static readonly CancellationToken Stop = TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_coordinator_compares_chooses_field_by_field_checks_and_merges()
    {
        await using var app = await TestApp.Start(db =>
        {
            db.AddNetworkPerson("Carla Roy", NetworkRoleKind.Coordinator);
            db.AddNetworkPerson("Loin Ailleurs", NetworkRoleKind.Coordinator, "44");
            var own = People.Organisation("Commune d’essai");
            db.Add(own);
            db.AddMember("Bruno Petit", own);
            db.AddMember("Ana Lopes", own, OrganisationRole.Mediator);
            db.AddRange(
                Given.Place("Mairie des Lices", p => (p.Summary, p.OrganisationId) = ("On accueille", own.Id)),
                Given.Place("Mairie Lices", p => (p.Phone, p.Emails) = ("+33261910099", ["mairie@exemple.test"]))
            );
        });
        await Propose(app);
        var carla = await app.SignIn("Carla Roy");
        await carla.Open(PlaceUrls.Duplicates);
        Assert.Contains("1 paire à regarder", carla.Text);
        Assert.Contains("Même adresse", carla.Text);
        foreach (var other in new[] { "Loin Ailleurs", "Bruno Petit", "Ana Lopes" })
        {
            var browser = await app.SignIn(other);
            await browser.Open(PlaceUrls.Duplicates);
            Assert.Contains("Aucun doublon", browser.Text);
            await browser.Open(PlaceUrls.Duplicate(await PairId(app)));
            Assert.Equal(HttpStatusCode.NotFound, browser.Status);
        }

        await carla.Follow("Mairie");
        Assert.Contains("Différent", carla.Page.QuerySelector("fieldset.ml-differe legend")!.TextContent);
        var isFirst = carla.Page.QuerySelector("label[for='garder']")!.TextContent.Contains("des Lices");
        var (phoneOfOther, summary) = (isFirst ? "phone-2" : "phone-1", isFirst ? "summary-1" : "summary-2");
        Check(carla, isFirst ? "garder" : "garder-2");
        Check(carla, phoneOfOther);
        Assert.True(carla.Page.GetElementById(summary)!.HasAttribute("checked"));
        await carla.Press("C’est le même lieu");
        Assert.Contains("Rien n’est encore enregistré", carla.Text);
        Assert.Contains("02 61 91 00 99", carla.Text);
        await using (var before = app.Db())
        {
            Assert.Empty(await before.PlaceMerges.ToListAsync(Stop));
        }

        await carla.Press("Réunir les deux lieux");

        Assert.Contains("Réunis le 24 novembre 2026", carla.Text);
        Assert.Contains("par Carla Roy", carla.Text);
        await using var db = app.Db();
        var kept = await db.Places.SingleAsync(p => p.GoneAt == null, Stop);
        Assert.Equal(("mairie-des-lices", "+33261910099", "On accueille"), (kept.Slug, kept.Phone, kept.Summary));
        Assert.Equal(["mairie@exemple.test"], kept.Emails);
        Assert.NotNull(kept.OrganisationId);
        // Chosen between two: kept from lists. Said by one only: lists go on.
        Assert.Contains(kept.Written, w => w.Field == nameof(Place.Phone));
        Assert.DoesNotContain(kept.Written, w => w.Field == nameof(Place.Emails));
        var version = await db.PlaceVersions.SingleAsync(
            v => v.PlaceId == kept.Id && v.Kind == VersionKind.Merged,
            Stop
        );
        Assert.Equal(await db.PlaceMerges.Select(m => (Guid?)m.AccountId).SingleAsync(Stop), version.AccountId);
        Assert.True(
            await db.JournalLines.AnyAsync(
                l => l.Subject == nameof(PlaceMerge) && l.Action == JournalLine.Created,
                Stop
            )
        );
        await carla.Open(PlaceUrls.Duplicates);
        Assert.Contains("Aucun doublon", carla.Text);
        await carla.Open(PlaceUrls.Merges);
        Assert.Contains("« Mairie Lices » dans « Mairie des Lices »", carla.Text);
        await carla.Open(PlaceUrls.History("mairie-des-lices"));
        Assert.Contains("Réuni avec un autre lieu", carla.Text);
    }

    [Fact]
    public async Task The_addresses_of_the_place_merged_away_lead_to_the_one_kept_and_nothing_counts_it()
    {
        await using var app = await Start(3);
        await Merge(app, kept: 1, merged: 2);
        await Merge(app, kept: 3, merged: 1);
        using var client = app.Client(followRedirects: false);
        await using var db = app.Db();
        var lost = await db.Places.SingleAsync(p => p.Slug == "lieu-2", Stop);

        foreach (
            var (from, to) in new[]
            {
                ("/lieux/lieu-2", "/lieux/lieu-3"),
                ("/lieux/lieu-2/fiche", "/lieux/lieu-3/fiche"),
                ("/lieux/lieu-2.vcf", "/lieux/lieu-3.vcf"),
                ("/lieux/lieu-2/signaler", "/lieux/lieu-3/signaler"),
                ("/en/lieux/lieu-2", "/en/lieux/lieu-3"),
                ("/api/v1/places/lieu-2", "/api/v1/places/lieu-3"),
                ($"/api/v1/places/{lost.Id}", "/api/v1/places/lieu-3"),
                ("/lieux/lieu-1", "/lieux/lieu-3"),
            }
        )
        {
            using var answer = await client.GetAsync(new Uri(from, UriKind.Relative), Stop);
            Assert.Equal(HttpStatusCode.MovedPermanently, answer.StatusCode);
            Assert.Equal(to, answer.Headers.Location!.OriginalString);
            Assert.True(answer.Headers.CacheControl!.NoCache);
        }

        foreach (
            var list in new[] { "/lieux?commune=49007", "/donnees/lieux.json", "/territoires/49007", "/api/v1/places" }
        )
        {
            var body = await client.GetStringAsync(new Uri(list, UriKind.Relative), Stop);
            Assert.Contains("Lieu 3", body);
            Assert.DoesNotContain("Lieu 2", body);
            Assert.DoesNotContain("Lieu 1", body);
        }
    }

    [Fact]
    public async Task The_list_of_the_place_merged_away_goes_on_feeding_the_one_kept_and_makes_no_new_place()
    {
        await using var app = await Start(0);
        await Import(app, "Liste A", ("a", "Lieu 1", "0241000001", "Bonjour"));
        await Import(app, "Liste B", ("b", "Lieu 2", "0241000001", ""));
        await Merge(app, kept: 1, merged: 2);

        await Import(app, "Liste B", ("b", "Lieu deux", "0241000002", ""));

        await using var db = app.Db();
        var kept = await db.Places.SingleAsync(p => p.GoneAt == null, Stop);
        Assert.Equal(2, await db.Places.CountAsync(Stop));
        // The telephone was the same in both: the list that changes it is followed. The name was chosen: both are shown.
        Assert.Equal(("+33241000002", "Lieu 1"), (kept.Phone, kept.Name));
        Assert.Equal("Name", Assert.Single(await db.FieldDisputes.ToListAsync(Stop)).Field);

        await Import(app, "Liste A");
        Assert.Null((await db.Places.AsNoTracking().SingleAsync(p => p.Slug == kept.Slug, Stop)).GoneAt);
    }

    [Fact]
    public async Task Separating_gives_both_back_and_what_came_later_goes_where_it_belongs()
    {
        await using var app = await Start(0);
        await Import(app, "Liste A", ("a", "Lieu 1", "0241000001", "Bonjour"));
        await Import(app, "Liste B", ("b", "Lieu 2", "0241000002", "Bonsoir"));
        await Report(app, "lieu-2-angers", "Fermé le lundi");
        var merge = await Merge(app, kept: 1, merged: 2, (nameof(Place.Phone), MergeSide.Merged));
        await using (var db = app.Db())
        {
            var kept = await db.Places.SingleAsync(p => p.GoneAt == null, Stop);
            Assert.Equal("+33241000002", kept.Phone);
            Assert.Equal(kept.Id, (await db.PlaceReports.SingleAsync(Stop)).PlaceId);
        }

        await Edit(
            app,
            "lieu-1-angers",
            place => place.FeesDetail = null,
            place => place.Emails = ["ecrit@exemple.test"]
        );
        await Import(app, "Liste A", ("a", "Lieu 1", "0241000011", "Bonjour"));
        await Import(app, "Liste B", ("b", "Lieu 2 bis", "0241000002", "Bonne nuit"));
        await Report(app, "lieu-1-angers", "Fermé le mardi");

        Assert.Equal(MergeOutcome.Done, await Separate(app, merge));

        await using var after = app.Db();
        var one = await after.Places.SingleAsync(p => p.Slug == "lieu-1-angers", Stop);
        var two = await after.Places.SingleAsync(p => p.Slug == "lieu-2-angers", Stop);
        Assert.Null(one.GoneAt);
        Assert.Null(two.GoneAt);
        // Its own list since, what a person wrote since, and nothing of the other.
        Assert.Equal(("Lieu 1", "+33241000011", "Bonjour"), (one.Name, one.Phone, one.Summary));
        Assert.Equal(["ecrit@exemple.test"], one.Emails);
        Assert.Equal([nameof(Place.Emails)], one.Written.Select(w => w.Field));
        Assert.Equal(("Lieu 2 bis", "+33241000002", "Bonne nuit"), (two.Name, two.Phone, two.Summary));
        Assert.Empty(two.Emails);
        Assert.Empty(two.Written);
        Assert.Empty(await after.FieldDisputes.Where(d => d.Source == "Liste B").ToListAsync(Stop));
        var reports = await after.PlaceReports.ToDictionaryAsync(r => r.Message, r => r.PlaceId, Stop);
        Assert.Equal((two.Id, one.Id), (reports["Fermé le lundi"], reports["Fermé le mardi"]));
        var sources = await after.PlaceSources.ToDictionaryAsync(s => s.Source, s => s.PlaceId, Stop);
        Assert.Equal((one.Id, two.Id), (sources["Liste A"], sources["Liste B"]));
        using var client = app.Client(followRedirects: false);
        using var page = await client.GetAsync(new Uri("/lieux/lieu-2-angers", UriKind.Relative), Stop);
        Assert.Equal(HttpStatusCode.OK, page.StatusCode);
        Assert.Equal(MergeOutcome.AlreadySeparated, await Separate(app, merge));

        await Import(app, "Liste B", ("b", "Lieu 2 bis", "0241000003", "Bonne nuit"));
        Assert.Equal("+33241000003", (await Read(app, "lieu-2-angers")).Phone);
        Assert.Equal("+33241000011", (await Read(app, "lieu-1-angers")).Phone);
    }

    [Fact]
    public async Task Chains_and_several_merges_come_apart_in_any_order_that_can_be()
    {
        await using var app = await Start(3, p => p.Summary = $"Résumé de {p.Name}");
        await using (var db = app.Db())
        {
            var bare = await db.Places.SingleAsync(p => p.Slug == "lieu-1", Stop);
            (bare.Summary, bare.FeesDetail) = (null, null);
            var two = await db.Places.SingleAsync(p => p.Slug == "lieu-2", Stop);
            two.FeesDetail = "Deux euros";
            await db.SaveChangesAsync(Stop);
        }

        // Two into one, then three into one; the first is taken back first, then the second.
        var first = await Merge(app, kept: 1, merged: 2);
        Assert.Equal(
            ("Résumé de Lieu 2", "Deux euros"),
            ((await Read(app, "lieu-1")).Summary, (await Read(app, "lieu-1")).FeesDetail)
        );
        var second = await Merge(app, kept: 1, merged: 3);
        Assert.Equal(MergeOutcome.Done, await Separate(app, first));
        // A person chose this summary between one and three, since: it stays.
        Assert.Equal("Résumé de Lieu 2", (await Read(app, "lieu-1")).Summary);
        Assert.Null((await Read(app, "lieu-1")).FeesDetail);
        Assert.Equal(MergeOutcome.Done, await Separate(app, second));
        Assert.Null((await Read(app, "lieu-1")).Summary);
        Assert.Null((await Read(app, "lieu-1")).FeesDetail);
        Assert.Equal("Résumé de Lieu 3", (await Read(app, "lieu-3")).Summary);

        // Two into one, one into three: the last is taken back before the one it holds.
        var inner = await Merge(app, kept: 1, merged: 2);
        var outer = await Merge(app, kept: 3, merged: 1);
        Assert.Equal(MergeOutcome.KeptWasMerged, await Separate(app, inner));
        Assert.Equal(MergeOutcome.Done, await Separate(app, outer));
        Assert.Equal(MergeOutcome.Done, await Separate(app, inner));
        await using var after = app.Db();
        Assert.Equal(3, await after.Places.CountAsync(p => p.GoneAt == null && p.MergedIntoId == null, Stop));
    }

    [Fact]
    public async Task Of_those_who_merge_at_once_one_is_first_and_a_place_is_merged_once()
    {
        await using var app = await Start(3);
        var places = await Places(app);
        var outcomes = await Task.WhenAll(
            Enumerable
                .Range(0, 6)
                .Select(i =>
                    Task.Run(
                        () => TryMerge(app, i % 2 == 0 ? places[0] : places[1], i % 2 == 0 ? places[1] : places[0]),
                        Stop
                    )
                )
        );
        Assert.Single(outcomes, o => o.Outcome == MergeOutcome.Done);
        await using var db = app.Db();
        var merge = await db.PlaceMerges.SingleAsync(Stop);

        var again = await TryMerge(
            app,
            places[2],
            await db.Places.AsNoTracking().SingleAsync(p => p.Id == merge.MergedPlaceId, Stop)
        );
        Assert.Equal(MergeOutcome.AlreadyMerged, again.Outcome);
        var seenBefore = await TryMerge(app, places[2], places.Single(p => p.Id == merge.KeptPlaceId));
        Assert.Equal(MergeOutcome.SomebodyWasFaster, seenBefore.Outcome);
    }

    [Fact]
    public async Task Not_a_duplicate_is_remembered_listed_and_taken_back_and_two_known_places_are_compared()
    {
        await using var app = await Start(2, p => p.Name = "Mairie des Lices");
        await Propose(app);
        var carla = await app.SignIn("Carla Roy");
        await carla.Open(PlaceUrls.Duplicate(await PairId(app)));
        await carla.Press("Ce sont deux lieux différents");
        await Propose(app);
        Assert.Contains("Aucun doublon", carla.Text);
        await carla.Open(PlaceUrls.NotDuplicates);
        Assert.Contains("Écarté le 24 novembre 2026 par Carla Roy", carla.Text);

        await carla.Press("Proposer de nouveau");
        Assert.Contains("Est-ce le même lieu ?", carla.Text);
        await carla.Press("Ce sont deux lieux différents");
        await carla
            .Fill("Adresse de la page du premier lieu", "https://exemple.test/lieux/lieu-1")
            .Fill("Adresse de la page du second lieu", "lieu-2")
            .Press("Comparer");
        Assert.Contains("Est-ce le même lieu ?", carla.Text);
        await carla.Open(PlaceUrls.Duplicates);
        await carla
            .Fill("Adresse de la page du premier lieu", "lieu-1")
            .Fill("Adresse de la page du second lieu", "rien")
            .Press("Comparer");
        Assert.Equal(HttpStatusCode.BadRequest, carla.Status);
        Assert.Contains("Aucun de vos lieux", carla.Text);
    }

    [Fact]
    public async Task A_merge_refused_meanwhile_says_so_and_separating_is_one_button()
    {
        await using var app = await Start(2, p => p.Name = "Mairie des Lices");
        await Propose(app);
        var carla = await app.SignIn("Carla Roy");
        await carla.Open(PlaceUrls.Duplicate(await PairId(app)));
        await carla.Press("C’est le même lieu");
        await Edit(app, "lieu-1", place => place.Summary = "Changé");
        await carla.Press("Réunir les deux lieux");
        Assert.Equal(HttpStatusCode.BadRequest, carla.Status);
        Assert.Contains("Quelqu’un vient de modifier", carla.Text);

        await carla.Press("C’est le même lieu");
        await carla.Press("Réunir les deux lieux");
        await carla.Press("Séparer les deux lieux");
        Assert.Contains("Séparés le 24 novembre 2026", carla.Text);
        await Propose(app);
        await using var db = app.Db();
        Assert.Equal(DuplicateState.NotDuplicate, (await db.DuplicateProposals.SingleAsync(Stop)).State);
        Assert.Equal(2, await db.Places.CountAsync(p => p.GoneAt == null, Stop));
    }

    [Fact]
    public void Two_places_with_other_contacts_differ_however_many_they_have()
    {
        var row = MergeRow.All.Single(r => r.Code == "personnes");
        var (one, other, same) = (
            Given.Place(but: p => p.Contacts = [new() { Name = "Marie", Email = "m@exemple.test" }]),
            Given.Place(but: p => p.Contacts = [new() { Name = "Paul", Email = "p@exemple.test" }]),
            Given.Place(but: p => p.Contacts = [new() { Name = "Marie", Email = "m@exemple.test" }])
        );

        Assert.True(row.Differs(one, other));
        Assert.False(row.Differs(one, same));
        // Whoever did not agree is not named.
        Assert.Equal(["Personne non publiée, e-mail"], row.Words(one));
        row.Apply(one, other, MergeSide.Both);
        Assert.Equal(["Marie", "Paul"], one.Contacts.Select(c => c.Name));
    }

    private static Task<TestApp> Start(int count, Action<Place>? but = null) =>
        TestApp.Start(db =>
        {
            db.AddNetworkPerson("Carla Roy", NetworkRoleKind.Coordinator);
            db.AddRange(Enumerable.Range(1, count).Select(i => Given.Place($"Lieu {i}", but)));
        });

    private static void Check(Browser browser, string id)
    {
        var box = browser.Page.GetElementById(id)!;
        foreach (var other in browser.Page.QuerySelectorAll($"input[name='{box.GetAttribute("name")}']"))
        {
            other.RemoveAttribute("checked");
        }

        box.SetAttribute("checked", "");
    }

    private static async Task Propose(TestApp app)
    {
        await using var scope = app.Services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<ProposeDuplicates>().Run(Stop);
    }

    private static async Task<Guid> PairId(TestApp app)
    {
        await using var db = app.Db();
        return await db.DuplicateProposals.Select(p => p.Id).SingleAsync(Stop);
    }

    private static async Task<Place> Read(TestApp app, string slug)
    {
        await using var db = app.Db();
        return await db.Places.AsNoTracking().SingleAsync(p => p.Slug == slug, Stop);
    }

    private static async Task<List<Place>> Places(TestApp app)
    {
        await using var db = app.Db();
        return await db.Places.AsNoTracking().OrderBy(p => p.Slug).ToListAsync(Stop);
    }

    private static async Task<(MergeOutcome Outcome, Guid? MergeId)> TryMerge(
        TestApp app,
        Place kept,
        Place merged,
        params (string Field, MergeSide Side)[] sides
    )
    {
        await using var scope = app.Services.CreateAsyncScope();
        return await scope
            .ServiceProvider.GetRequiredService<MergePlaces>()
            .Run(
                new MergeChoice(
                    kept.Id,
                    merged.Id,
                    kept.ModifiedAt,
                    merged.ModifiedAt,
                    sides.ToDictionary(s => s.Field.ToLowerInvariant(), s => s.Side)
                ),
                Guid.CreateVersion7(),
                Stop
            );
    }

    /// <summary>Merges two of the places « Lieu 1 », « Lieu 2 »…, an hour later; every answer but those given is the kept one's where it has one.</summary>
    private static async Task<Guid> Merge(TestApp app, int kept, int merged, params (string, MergeSide)[] sides)
    {
        app.Pass(TimeSpan.FromHours(1));
        var places = await Places(app);
        var (one, other) = (
            places.Single(p => p.Slug.StartsWith($"lieu-{kept}", StringComparison.Ordinal)),
            places.Single(p => p.Slug.StartsWith($"lieu-{merged}", StringComparison.Ordinal))
        );
        var ours = MergeRow
            .All.Where(row => row.Words(one).Count > 0)
            .Select(row => (row.Code, MergeSide.Kept))
            .ExceptBy(sides.Select(s => s.Item1.ToLowerInvariant()), row => row.Code);
        var (outcome, id) = await TryMerge(app, one, other, [.. sides, .. ours]);
        Assert.Equal(MergeOutcome.Done, outcome);
        return id!.Value;
    }

    private static async Task<MergeOutcome> Separate(TestApp app, Guid merge)
    {
        app.Pass(TimeSpan.FromHours(1));
        await using var scope = app.Services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<SeparatePlaces>().Run(merge, Guid.CreateVersion7(), Stop);
    }

    private static async Task Edit(TestApp app, string slug, params Action<Place>[] changes)
    {
        app.Pass(TimeSpan.FromHours(1));
        var place = await Read(app, slug);
        await using var scope = app.Services.CreateAsyncScope();
        var outcome = await scope
            .ServiceProvider.GetRequiredService<EditPlace>()
            .Run(
                place.Id,
                place.ModifiedAt,
                Guid.CreateVersion7(),
                VersionKind.Edited,
                edited => Array.ForEach(changes, change => change(edited)),
                Stop
            );
        Assert.Equal(EditOutcome.Done, outcome);
    }

    private static async Task Report(TestApp app, string slug, string message)
    {
        var place = await Read(app, slug);
        await using var scope = app.Services.CreateAsyncScope();
        await scope
            .ServiceProvider.GetRequiredService<ReportPlace>()
            .Run(place.Id, new ReportedError(message, null, null, null), Stop);
    }

    /// <summary>A whole list, read in an hour later.</summary>
    private static async Task Import(
        TestApp app,
        string list,
        params (string Id, string Name, string Phone, string Summary)[] rows
    )
    {
        app.Pass(TimeSpan.FromHours(1));
        var text = new StringBuilder(
            "id,nom,adresse,code_postal,code_insee,commune,telephone,services,presentation_resume\n"
        );
        foreach (var row in rows)
        {
            text.Append(
                System.Globalization.CultureInfo.InvariantCulture,
                $"{row.Id},{row.Name},1 rue de la Mairie,49000,49007,Angers,{row.Phone},Aide aux démarches administratives,{row.Summary}\n"
            );
        }

        using var file = new MemoryStream(Encoding.UTF8.GetBytes(text.ToString()));
        await app
            .Services.GetRequiredService<ImportPlaces>()
            .Run(
                file,
                new ImportRequest("essai", new ReadingOptions(null, list), EvenIfSmaller: true),
                cancellation: Stop
            );
        // The directory is followed every two seconds; here the clock stands still.
        await app.Services.GetRequiredService<Maillage.Features.Places.Search.PlaceDirectory>().Follow(Stop);
    }
}
