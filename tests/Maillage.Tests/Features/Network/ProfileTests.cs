using System.Net;
using Maillage.Data;
using Maillage.Features.Accounts;
using Maillage.Features.Network;
using Maillage.Platform.Audit;
using Maillage.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace Maillage.Tests.Features.Network;

/// <summary>Profiles of people, and who sees what of them.</summary>
public class ProfileTests
{
    private const string Saumur = "200071876";
    private const string Angers = "244900015";

    /// <summary>For each field, words that stand in no other, and the query that would find them.</summary>
    private static readonly Dictionary<ProfileField, (string Shown, string Query)> Marks = new()
    {
        [ProfileField.Organisations] = ("Association Zibeline", "q=zibeline"),
        [ProfileField.Territory] = ("CA Saumur Val de Loire", $"territoire={Saumur}"),
        [ProfileField.Skills] = ("Prévention en sécurité numérique : niveau avancé", "theme=securite_numerique"),
        [ProfileField.Audiences] = ("Personnes sourdes ou malentendantes", "q=malentendantes"),
        [ProfileField.Languages] = ("pachto", "langue=ps"),
        [ProfileField.Capacities] = ("Je peux dépanner", "capacite=depanner"),
        [ProfileField.Availability] = ("un mardi par mois à Doué", "q=mardi"),
        [ProfileField.Phone] = ("02 41 81 49 49", "q=33241814949"),
        [ProfileField.Email] = ("zoe@bureau.test", "q=bureau"),
        [ProfileField.Online] = ("Zozo en ligne", "q=zozo"),
    };

    public static TheoryData<string, string?, Sight> Readers =>
        new()
        {
            { "visiteur", null, Sight.Public },
            { "compte sans rôle", "Nina Seule", Sight.Public },
            { "réseau", "Bruno Petit", Sight.Network },
            { "même structure", "Carla Roy", Sight.Network },
            { "administration", "Ana Lopes", Sight.Network },
        };

    [Theory]
    [MemberData(nameof(Readers))]
    public async Task Each_reader_sees_and_finds_only_what_the_person_chose(string reader, string? name, Sight sight)
    {
        Profile zoe = null!;
        await using var app = await TestApp.Start(db => zoe = Fill(db));
        var browser = name is null ? new Browser(app.Client()) : await app.SignIn(name);
        foreach (var level in Enum.GetValues<Sight>())
        {
            await Decide(app, zoe.Id, Enum.GetValues<ProfileField>(), level);
            await Decide(app, zoe.Id, [ProfileField.Name], Sight.Public);
            await browser.Open(NetworkUrls.SearchPath);
            var card = browser.Page.QuerySelectorAll(".ml-carte").Single(c => c.TextContent.Contains("Zoé Rivière"));
            foreach (var (field, (shown, query)) in Marks)
            {
                var isSeen = level >= sight;
                Assert.True(
                    Folded(card.TextContent).Contains(shown, StringComparison.Ordinal) == isSeen,
                    $"{reader} {level} {field} : {Folded(card.TextContent)}"
                );
                if (!isSeen)
                {
                    await browser.Open($"{NetworkUrls.SearchPath}?{query}");
                    Assert.DoesNotContain("Zoé", browser.Text);
                }
            }
        }

        foreach (var (_, query) in Marks.Values.Select(m => m))
        {
            await browser.Open($"{NetworkUrls.SearchPath}?{query}");
            Assert.Contains("Zoé Rivière", browser.Text);
        }

        foreach (var level in Enum.GetValues<Sight>())
        {
            await Decide(app, zoe.Id, [ProfileField.Name], level);
            await browser.Open($"{NetworkUrls.SearchPath}?theme=securite_numerique");
            Assert.Equal(level >= sight, browser.Text.Contains("Zoé", StringComparison.Ordinal));
        }
    }

    [Fact]
    public async Task Without_a_decision_the_network_sees_the_work_and_the_public_nothing_and_leaving_hides_all()
    {
        Profile zoe = null!;
        await using var app = await TestApp.Start(db =>
        {
            zoe = Fill(db);
            zoe.Sights = [];
        });
        var visitor = new Browser(app.Client());
        await visitor.Open(NetworkUrls.SearchPath);
        Assert.Contains("Personne n’est encore visible", visitor.Text);
        var bruno = await app.SignIn("Bruno Petit");
        await bruno.Open(NetworkUrls.SearchPath);
        Assert.Contains("zoe@bureau.test", bruno.Text);
        Assert.Contains("Carla Roy", bruno.Text);
        Assert.DoesNotContain("Zozo", bruno.Text);
        Assert.DoesNotContain("Nina", bruno.Text);
        await using (var db = app.Db())
        {
            var line = await db
                .JournalLines.OrderByDescending(l => l.At)
                .FirstAsync(l => l.Reason == "chercher dans le réseau");
            Assert.Contains(zoe.AccountId, line.AlsoRead.Prepend(line.SubjectId));
            Assert.Contains("Email", line.Fields);
            Assert.DoesNotContain("Online", line.Fields);
        }

        await Decide(app, zoe.Id, Enum.GetValues<ProfileField>(), Sight.Public);
        await visitor.Open(NetworkUrls.OnlinePath);
        Assert.Contains("Zozo en ligne", visitor.Text);
        await using (var db = app.Db())
        {
            (await db.Memberships.SingleAsync(m => m.AccountId == zoe.AccountId)).End(new DateOnly(2026, 11, 24));
            await db.SaveChangesAsync();
        }

        foreach (
            var (browser, path) in new[]
            {
                (bruno, NetworkUrls.SearchPath),
                (visitor, NetworkUrls.SearchPath),
                (visitor, NetworkUrls.OnlinePath),
            }
        )
        {
            await browser.Open(path);
            Assert.DoesNotContain("Zoé", browser.Text);
            Assert.DoesNotContain("Zozo", browser.Text);
        }
    }

    [Fact]
    public async Task A_person_fills_the_profile_question_by_question_and_previews_it()
    {
        await using var app = await TestApp.Start(db =>
        {
            var commune = People.Organisation("Commune d’essai");
            db.AddRange(commune, Given.Place(but: p => p.OrganisationId = commune.Id));
            db.AddMember("Bruno Petit", commune);
        });
        var bruno = await app.SignIn("Bruno Petit");
        await bruno.Open(AccountUrls.Desk);
        await bruno.Follow("Mon profil");
        await bruno.Follow("Modifier : Sur quoi pouvez-vous aider ?");
        await bruno.Select("Santé", "niveau avancé").Press("Continuer");
        Assert.Contains("Rien n’est encore enregistré", bruno.Text);
        Assert.Contains("Santé : niveau avancé", bruno.Text);
        await bruno.Press("Enregistrer");
        Assert.Equal(NetworkUrls.Mine, bruno.Address);

        await bruno.Follow("Modifier : Comment vous joindre");
        await bruno.Fill("Téléphone professionnel", "12").Fill("E-mail professionnel", "bruno").Press("Continuer");
        Assert.Equal(HttpStatusCode.BadRequest, bruno.Status);
        await bruno
            .Fill("Téléphone professionnel", "0241814949")
            .Fill("E-mail professionnel", "bruno@bureau.test")
            .Press("Continuer");
        await bruno.Press("Corriger");
        Assert.Equal("0241814949", bruno.Field("Téléphone professionnel").GetAttribute("value"));
        bruno.Page.QuerySelector("input[name=voir-phone][value=Network]")!.RemoveAttribute("checked");
        bruno.Page.QuerySelector("input[name=voir-phone][value=Nobody]")!.SetAttribute("checked", "");
        await bruno.Press("Continuer");
        await bruno.Press("Enregistrer");

        await bruno.Follow("Modifier : Que pouvez-vous faire pour vos collègues");
        await bruno.Choose("Je peux former").Choose("Lundi matin").Press("Continuer");
        await bruno.Press("Enregistrer");
        await bruno.Follow("Modifier : Qui vous êtes");
        bruno.Page.QuerySelector("input[name=voir-name][checked]")!.RemoveAttribute("checked");
        bruno.Page.QuerySelector("input[name=voir-name][value=Public]")!.SetAttribute("checked", "");
        await bruno.Press("Continuer");
        await bruno.Press("Enregistrer");

        await bruno.Follow("Ce que voit le réseau");
        foreach (
            var seen in new[]
            {
                "Santé : niveau avancé",
                "bruno@bureau.test",
                "CU Angers",
                "Je peux former",
                "Lundi matin",
                "Maison des Lices",
            }
        )
        {
            Assert.Contains(seen, bruno.Text);
        }

        Assert.DoesNotContain("02 41", bruno.Text);
        await bruno.Follow("Voir ce que voit le public");
        Assert.Contains("Bruno Petit", bruno.Text);
        Assert.DoesNotContain("Santé", bruno.Text);

        await using var db = app.Db();
        var lines = await db.JournalLines.Where(l => l.Subject == nameof(Profile)).ToListAsync();
        Assert.Contains(lines, l => l.Action == JournalLine.Created);
        Assert.Contains(lines, l => l.Fields.Contains(nameof(Profile.Phone)));
    }

    [Fact]
    public async Task A_role_finds_those_who_hold_it_today_and_nobody_else()
    {
        await using var app = await TestApp.Start(db => Fill(db));
        var ana = await app.SignIn("Ana Lopes");
        foreach (
            var (role, found) in new (string, string[])[]
            {
                ("médiateur ou médiatrice numérique", ["Zoé Rivière"]),
                ("aidant ou aidante", ["Bruno Petit", "Carla Roy"]),
                ("administration", ["Ana Lopes"]),
                ("financement", []),
            }
        )
        {
            await ana.Open("/reseau");
            var value = ana.Field("Rôle")
                .QuerySelectorAll("option")
                .Single(o => string.Equals(Folded(o.TextContent), role, StringComparison.OrdinalIgnoreCase))
                .GetAttribute("value");
            await ana.Open($"/reseau?role={value}");
            foreach (var name in new[] { "Zoé Rivière", "Bruno Petit", "Carla Roy", "Ana Lopes", "Nina Seule" })
            {
                Assert.True(
                    ana.Text.Contains(name, StringComparison.Ordinal) == found.Contains(name),
                    $"{role} : {name}"
                );
            }
        }

        // What is no role finds nobody, and breaks nothing.
        await ana.Open("/reseau?role=%27%3B--");
        Assert.Equal(HttpStatusCode.OK, ana.Status);
        Assert.DoesNotContain("Zoé Rivière", ana.Text);
    }

    [Fact]
    public async Task Skills_are_counted_per_EPCI_with_where_nobody_has_them()
    {
        await using var app = await TestApp.Start(db => Fill(db));
        var bruno = await app.SignIn("Bruno Petit");
        await bruno.Open(NetworkUrls.Skills);
        var row = bruno.Page.QuerySelectorAll("tbody tr").Single(tr => tr.TextContent.Contains("sécurité numérique"));
        Assert.Contains("CA Saumur Val de Loire 1", Folded(row.Children[1].TextContent));
        Assert.DoesNotContain("Saumur", row.Children[2].TextContent);
        Assert.Contains("CU Angers Loire Métropole", Folded(row.Children[2].TextContent));
        await bruno.Open($"{NetworkUrls.Skills}?territoire={Angers}");
        Assert.Contains("personne", bruno.Page.QuerySelectorAll("tbody tr")[12].Children[1].TextContent);

        using var client = await app.SignedInClient("Bruno Petit");
        var csv = await client.GetStringAsync(new Uri(NetworkUrls.SkillsFile, UriKind.Relative));
        var header = csv.Split("\r\n")[0].TrimStart('\uFEFF').Split(',');
        var line = csv.Split("\r\n").Single(l => l.Contains("sécurité numérique", StringComparison.Ordinal)).Split(',');
        Assert.Equal("\"1\"", line[Array.FindIndex(header, h => h.Contains("Saumur"))]);
        Assert.Equal("\"0\"", line[Array.FindIndex(header, h => h.Contains("Angers"))]);

        await using (var db = app.Db())
        {
            (await db.Profiles.SingleAsync()).Show(ProfileField.Territory, Sight.Nobody);
            await db.SaveChangesAsync();
        }

        await bruno.Open(NetworkUrls.Skills);
        row = bruno.Page.QuerySelectorAll("tbody tr").Single(tr => tr.TextContent.Contains("sécurité numérique"));
        Assert.Contains("partout", row.TextContent);
    }

    [Fact]
    public async Task Promeneurs_du_Net_are_met_online_by_everybody_in_two_languages()
    {
        await using var app = await TestApp.Start(db =>
        {
            var zoe = Fill(db);
            zoe.Show(ProfileField.Name, Sight.Nobody);
            zoe.Show(ProfileField.Online, Sight.Public);
        });
        var visitor = new Browser(app.Client());
        await visitor.Open(NetworkUrls.OnlinePath);
        Assert.Contains("Zozo en ligne", visitor.Text);
        Assert.Contains("Joignable maintenant, jusqu’à 12 h", visitor.Text);
        Assert.DoesNotContain("Zoé", visitor.Text);
        Assert.Equal("https://exemple.test/zozo", visitor.Link("exemple.test").GetAttribute("href"));
        app.Pass(TimeSpan.FromHours(1));
        await visitor.Open("/en" + NetworkUrls.OnlinePath);
        Assert.Contains("Can be reached tomorrow at 10:00", visitor.Text);
        await visitor.Open(NetworkUrls.OnlinePath);
        Assert.Contains("Joignable demain à 10 h", visitor.Text);
    }

    [Fact]
    public async Task A_large_network_costs_as_many_queries_as_a_small_one()
    {
        var counter = new QueryCounter();
        await using var app = await TestApp.Start(db => Fill(db), services => counter.Join(services));
        var bruno = await app.SignIn("Bruno Petit");
        var few = await counter.Of(() => bruno.Open(NetworkUrls.SearchPath));
        var fewSkills = await counter.Of(() => bruno.Open(NetworkUrls.Skills));
        await using (var db = app.Db())
        {
            var organisation = People.Organisation("Grande structure");
            db.Add(organisation);
            for (var i = 0; i < 300; i++)
            {
                var account = db.AddMember($"Personne {i:000}", organisation, OrganisationRole.Mediator);
                db.Add(NewProfile(account.Id));
            }

            await db.SaveChangesAsync();
        }

        Assert.Equal(few, await counter.Of(() => bruno.Open(NetworkUrls.SearchPath)));
        Assert.Equal(20, bruno.Page.QuerySelectorAll("li.ml-carte").Length);
        await bruno.Follow("Personnes suivantes");
        Assert.Contains("Page 2 sur", bruno.Text);
        Assert.Equal(fewSkills, await counter.Of(() => bruno.Open(NetworkUrls.Skills)));
    }

    private static Profile Fill(MaillageDb db)
    {
        var (theirs, other) = (People.Organisation("Association Zibeline"), People.Organisation("Commune d’essai"));
        db.AddRange(theirs, other);
        var zoe = db.AddMember("Zoé Rivière", theirs, OrganisationRole.Mediator);
        db.AddMember("Carla Roy", theirs, OrganisationRole.Aidant);
        db.AddMember("Bruno Petit", other, OrganisationRole.Aidant);
        db.AddNetworkPerson("Ana Lopes", NetworkRoleKind.Administrator);
        db.AddAccount("Nina Seule");
        var profile = NewProfile(zoe.Id);
        db.Add(profile);
        return profile;
    }

    private static Profile NewProfile(Guid account) =>
        new()
        {
            Id = Guid.CreateVersion7(),
            AccountId = account,
            Epcis = [Saumur],
            Skills = [new SkillLevel { Topic = "securite_numerique", Level = "avance" }],
            Audiences = ["Surdité"],
            Languages = ["ps"],
            Capacities = ["depanner"],
            Availability = "un mardi par mois à Doué",
            Phone = "+33241814949",
            Email = "zoe@bureau.test",
            OnlineName = "Zozo en ligne",
            OnlinePlatform = "Discord",
            OnlineAddress = "https://exemple.test/zozo",
            OnlineHours = "Mo-Fr 10:00-12:00",
            ModifiedAt = TestApp.DefaultNow.UtcDateTime,
        };

    private static async Task Decide(TestApp app, Guid profile, IEnumerable<ProfileField> fields, Sight sight)
    {
        await using var db = app.Db();
        var found = await db.Profiles.SingleAsync(p => p.Id == profile);
        foreach (var field in fields)
        {
            found.Show(field, sight);
        }

        await db.SaveChangesAsync();
    }

    private static string Folded(string text) =>
        string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
