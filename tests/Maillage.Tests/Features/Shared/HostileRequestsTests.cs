using System.Net;
using System.Text;
using Maillage.Data;
using Maillage.Features.Accounts;
using Maillage.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace Maillage.Tests.Features.Shared;

/// <summary>
/// Lists of what attackers try, against the whole application, as a visitor and as every role: nothing breaks, nothing
/// tells how the house is made, nothing shows another organisation. What every endpoint answers to whom, and forms
/// without a token, are <c>AccessTests</c>'.
/// </summary>
public sealed class HostileRequestsTests
{
    private const string OthersName = "Structure Secrète";
    private const string OthersPerson = "Zoé Cachée";

    private static readonly string[] Roles =
    [
        "bénévole",
        "aidant",
        "médiateur",
        "responsable",
        "instruction",
        "financement",
    ];

    /// <summary>Those who see every organisation: the same lists, but not the search for the other's names.</summary>
    private static readonly string[] SeeAll = ["coordination", "administration"];

    private static readonly string[] Paths =
    [
        "/../../etc/passwd",
        "/..%2f..%2f..%2fetc%2fpasswd",
        "/%2e%2e/%2e%2e/etc/passwd",
        "/..%5c..%5cwindows%5cwin.ini",
        "/..%252f..%252fetc%252fpasswd",
        "/%c0%ae%c0%ae/%c0%ae%c0%ae/etc/passwd",
        "/fonts/..%2f..%2fappsettings.json",
        "/fonts/%2e%2e%2f%2e%2e%2fMaillage.dll",
        "/maillage.css/../appsettings.json",
        "/appsettings.json",
        "/appsettings.Development.json",
        "/data/maillage.db",
        "/data/uploads/",
        "/.git/config",
        "/.env",
        "/web.config",
        "/wp-login.php",
        "/phpmyadmin/",
        "/actuator/env",
        "/swagger/index.html",
        "/elmah.axd",
        "/trace.axd",
        "/server-status",
        "/lieux/%00",
        "/lieux/%ff%fe",
        "/lieux/%",
        "/lieux/%zz",
        "/lieux/..%2f..%2fespace",
        "/lieux/'%20OR%201=1--",
        "/lieux/%3Cscript%3Ealert(1)%3C%2Fscript%3E",
        "/lieux/maison-des-lices/photo/00000000-0000-0000-0000-000000000000/480.jpg",
        "/lieux/maison-des-lices/photo/..%2f..%2f..%2fetc%2fpasswd/480.jpg",
        "/lieux/maison-des-lices/photo/00000000-0000-0000-0000-000000000000/99999999999.jpg",
        "/lieux/maison-des-lices.vcf%00.html",
        "/territoires/..%2f49",
        "/territoires/99999999999999999999",
        "/api/v1/places/..%2f..%2fespace",
        "/api/v1/places?limite=-1",
        "/api/v1/places?limite=99999999999999999999",
        "/api/v1/communes?q=%00",
        "/lieux?page=-1",
        "/lieux?page=99999999999999999999",
        "/lieux?lat=1e400&lon=NaN",
        "/lieux?lat=91&lon=-181&rayon=-5",
        "/lieux?q=%27%3B%20DROP%20TABLE%20places%3B--",
        "/lieux?q=%F0%9F%92%A9%00%ED%A0%80",
        "/lieux?commune=49007&commune=44109&besoin=inconnu&besoin=sante",
        "/?commune=%00",
        "/en/../espace",
        "/en/en/en/lieux",
        "/espace/%2e%2e/espace/structures",
        "/espace/lieux?page=%00",
        "/espace/lieux/maison-des-lices/modifier/..%2fphoto",
        "/espace/lieux/maison-des-lices/modifier/inconnu",
        "/espace/structures/00000000-0000-0000-0000-000000000000",
        "/espace/structures/'%20OR%201=1--",
        "/espace/donnees-personnelles/effacer/00000000-0000-0000-0000-000000000000",
        "/mon-compte/mes-donnees.json%00",
        "/invitation/%00",
        "/invitation/..%2f..%2fespace",
        "/messages/arret/x.y.z",
        "/messages/arret/%00",
        "/dev/messages",
        "/erreur/abc",
        "/erreur/-1",
        "/erreur/99999999999",
        "/%F0%9F%92%A9",
        "/a;b=c/d",
        "/lieux/a%0d%0aSet-Cookie:%20x=y",
        "/connexion?retour=%0d%0aLocation:%20https://voleur.test",
    ];

    private static readonly string[] Methods = ["PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "PROPFIND", "FOO"];

    private static readonly string[] Addresses =
    [
        "/",
        "/lieux",
        "/lieux/maison-des-lices",
        "/lieux/maison-des-lices/signaler",
        "/lieux/proposer",
        "/espace/propositions",
        "/connexion",
        "/espace",
        "/espace/structures",
        "/espace/lieux/maison-des-lices",
        "/espace/donnees-personnelles",
        "/mon-compte",
        "/mon-compte/effacer",
        "/api/v1/places",
        "/messages/sms/retour",
        "/maillage.css",
        "/healthz",
    ];

    /// <summary>Forms that a role may reach, where fields that no form has are added.</summary>
    private static readonly string[] Forms =
    [
        "/connexion",
        "/mon-compte",
        "/mon-compte/mot-de-passe",
        "/mon-compte/double-verification",
        "/mon-compte/effacer",
        "/espace/structures/nouvelle",
        "/espace/lieux/maison-des-lices",
        "/espace/lieux/maison-des-lices/modifier/contact",
        "/espace/lieux/maison-des-lices/photo",
        "/espace/signalements",
        "/lieux/maison-des-lices/signaler",
        "/lieux/proposer",
        "/espace/acces",
        "/espace/acces/ne-plus-ecrire",
        "/espace/offres/nouvelle",
        "/espace/agenda/absences",
        "/espace/imports/nouveau",
        "/espace/campagnes/nouvelle",
    ];

    private static readonly string[] Leaks =
    [
        "   at ",
        "Exception",
        ".cs:line",
        "StackTrace",
        "Microsoft.",
        "Npgsql",
        "SQLite",
        "ConnectionString",
        "root:x:",
        AppContext.BaseDirectory,
    ];

    private static readonly string[] TellingHeaders =
    [
        "Server",
        "X-Powered-By",
        "X-AspNet-Version",
        "X-AspNetMvc-Version",
    ];

    private static readonly string[] Elsewhere =
    [
        "//voleur.test",
        "/\\voleur.test",
        "https://voleur.test",
        "https:voleur.test",
        "javascript:alert(1)",
        "/%09/voleur.test",
        "\thttps://voleur.test",
        "/%2f%2fvoleur.test",
        "https://localhost@voleur.test",
    ];

    private string root = "";
    private int sent;

    [Fact]
    public async Task Nothing_breaks_and_nothing_leaks()
    {
        var ids = new Ids();
        await using var app = await TestApp.Start(db => Fill(db, ids));
        root = app.ServeOnLoopback();
        var wrong = new List<string>();
        foreach (var role in Roles.Concat(SeeAll).Prepend("visiteur"))
        {
            using var client = await Client(role);
            var token = await Token(client);
            foreach (var request in Requests(ids, token, role))
            {
                using (request)
                {
                    var what = $"{request.Method} {request.RequestUri} pour {role}";
                    using var answer = await client.SendAsync(request);
                    wrong.AddRange((await Faults(answer, role)).Select(fault => $"{what} : {fault}"));
                }
            }
        }

        Assert.True(wrong.Count == 0, string.Join('\n', wrong.Take(40)));
        await using var db = app.Db();
        Assert.Equal(ids.Rights, await Rights(db));
        Assert.Equal(2, await db.Organisations.CountAsync());
        Assert.Equal("Maison des Lices", (await db.Places.SingleAsync(p => p.Id == ids.Place)).Name);
        Assert.Equal(ids.Theirs, (await db.Places.SingleAsync(p => p.Id == ids.TheirPlace)).OrganisationId);
        Assert.DoesNotContain(await db.Accounts.ToListAsync(), account => account.ErasedAt != null);
    }

    /// <summary>Refused by the framework in an ordinary form; one with parts brings it in.</summary>
    [Fact]
    public async Task A_null_character_that_no_person_types_reaches_no_database()
    {
        var ids = new Ids();
        await using var app = await TestApp.Start(db => Fill(db, ids));
        using var client = app.Client();
        var visitor = new Browser(client);
        await visitor.Open("/connexion");
        var token = visitor.Page.QuerySelector("main input[name=__RequestVerificationToken]")!.GetAttribute("value")!;
        await visitor.Fill("Votre adresse e-mail", "\0" + People.EmailOf("aidant")).Press("Se connecter");
        Assert.InRange((int)visitor.Status, 400, 499);

        using var parts = new MultipartFormDataContent
        {
            { new StringContent(token), "__RequestVerificationToken" },
            { new StringContent("\0" + People.EmailOf("aidant")), "email" },
            { new StringContent(People.Password), "password" },
        };
        await visitor.Post("/connexion", parts);
        Assert.Equal("/espace", visitor.Address);
    }

    [Fact]
    public async Task A_token_of_somebody_else_or_none_at_all_is_refused()
    {
        var ids = new Ids();
        await using var app = await TestApp.Start(db => Fill(db, ids));
        root = app.ServeOnLoopback();
        using var own = await Client("responsable");
        using var other = await Client("médiateur");
        var stolen = await Token(other);
        foreach (var token in new[] { stolen, "", "CfDJ8", new string('A', 4_000) })
        {
            foreach (var form in Forms.Where(form => form != "/connexion"))
            {
                using var request = Post(form, [("__RequestVerificationToken", token), ("geste", "verifier")]);
                using var answer = await own.SendAsync(request);
                Assert.True(
                    answer.StatusCode is HttpStatusCode.BadRequest or HttpStatusCode.Forbidden,
                    $"{form} : {answer.StatusCode}"
                );
            }
        }
    }

    private IEnumerable<HttpRequestMessage> Requests(Ids ids, string token, string role)
    {
        foreach (var path in Paths)
        {
            yield return Raw(HttpMethod.Get, path);
        }

        foreach (var address in Addresses)
        {
            foreach (var method in Methods)
            {
                yield return Raw(new HttpMethod(method), address);
            }
        }

        // The ids of the other organisation, its place, its people. Ending a membership is a right of those who see all.
        var membership = SeeAll.Contains(role) ? Guid.Empty : ids.TheirMembership;
        foreach (
            var path in new[]
            {
                $"/espace/structures/{ids.Theirs}",
                $"/espace/structures/{ids.Theirs}/inviter",
                "/espace/lieux/maison-cachee",
                "/espace/lieux/maison-cachee/modifier/contact",
                "/espace/lieux/maison-cachee/historique",
                "/espace/lieux/maison-cachee/photo",
                $"/espace/donnees-personnelles/effacer/{ids.TheirPerson}",
                // Everything of theirs below has the id of their organisation.
                $"/espace/offres/{ids.Theirs}",
                $"/espace/offres/{ids.Theirs}/fermer",
                $"/espace/offres/{ids.Theirs}/plages/nouvelle",
                $"/espace/offres/{ids.Theirs}/plages/{ids.Theirs}",
                $"/espace/agenda?structure={ids.Theirs}",
                $"/espace/agenda/ajouter?plage={ids.Theirs}",
                $"/espace/agenda/annuler/{ids.Theirs}",
                $"/ma-demande/rendez-vous/{ids.Theirs}",
                $"/espace/propositions/{ids.Theirs}",
                $"/espace/imports/{ids.Theirs}",
                $"/espace/imports/{ids.Theirs}/colonnes",
                $"/espace/imports/listes/{ids.Theirs}",
                $"/espace/campagnes/{ids.Theirs}",
                $"/espace/campagnes/{ids.Theirs}/appels",
                $"/espace/campagnes/{ids.Theirs}/lettres",
                $"/espace/corrections/{ids.Theirs}",
                $"/v/{ids.Theirs}",
            }
        )
        {
            yield return Raw(HttpMethod.Get, path);
            yield return Post(
                path,
                [
                    ("__RequestVerificationToken", token),
                    ("geste", "verifier"),
                    ("membership", membership.ToString()),
                    ("structure", OthersName),
                    ("password", "pas le bon mot"),
                ]
            );
        }

        foreach (var form in Forms)
        {
            // What entities have and no form gives.
            yield return Post(
                form,
                [
                    ("__RequestVerificationToken", token),
                    ("Id", ids.TheirPerson.ToString()),
                    ("AccountId", ids.TheirPerson.ToString()),
                    ("OrganisationId", ids.Theirs.ToString()),
                    ("Place.OrganisationId", ids.Theirs.ToString()),
                    ("Slug", "maison-cachee"),
                    ("slug", "maison-cachee"),
                    ("Person.NetworkRoles[0].Kind", "Administrator"),
                    ("NetworkRoles[0].Kind", "Administrator"),
                    ("role", "Manager"),
                    ("Role", "Manager"),
                    ("IsAdministrator", "true"),
                    ("EmailConfirmed", "true"),
                    ("VerifiedOn", "2099-01-01"),
                    ("session", ids.TheirPerson.ToString()),
                    ("membership", membership.ToString()),
                    ("vu", "99999999999999999999"),
                    ("geste", "'; DROP TABLE places;--"),
                    ("version", ids.TheirPerson.ToString()),
                ]
            );
            // Twice the largest form: in one value, in many, in a file.
            if (
                form
                is "/connexion"
                    or "/mon-compte"
                    or "/espace/lieux/maison-des-lices/photo"
                    or "/lieux/proposer"
                    or "/espace/imports/nouveau"
            )
            {
                yield return Post(
                    form,
                    [("__RequestVerificationToken", token), ("email", new string('a', 20_000_000))]
                );
                yield return Post(
                    form,
                    [
                        ("__RequestVerificationToken", token),
                        .. Enumerable.Range(0, 5_000).Select(i => ($"champ{i}", "a")),
                    ]
                );
                yield return File(form, token, new byte[20_000_000]);
            }

            yield return File(form, token, "<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>"u8.ToArray());
            yield return Broken(form, "application/x-www-form-urlencoded", "%%%=%00&=&&&==");
            yield return Broken(form, "multipart/form-data", "sans frontière");
            yield return Broken(
                form,
                "multipart/form-data; boundary=x",
                "--x\r\nContent-Disposition: form-data\r\n\r\n"
            );
            yield return Broken(form, "application/json", "{\"email\":{\"$ne\":null}}");
            yield return Broken(form, "text/xml", "<!DOCTYPE a [<!ENTITY b SYSTEM \"file:///etc/passwd\">]><a>&b;</a>");
        }

        foreach (var address in Elsewhere)
        {
            var escaped = Uri.EscapeDataString(address);
            yield return Raw(HttpMethod.Get, $"/connexion?retour={escaped}");
            yield return Raw(HttpMethod.Get, $"/connexion/code?retour={escaped}");
            yield return Raw(HttpMethod.Get, $"/lieux?retour={escaped}&returnUrl={escaped}&next={escaped}");
            yield return Post(
                "/connexion",
                [("__RequestVerificationToken", token), ("retour", address), ("email", "a"), ("password", "b")]
            );
        }

        var forged = Raw(HttpMethod.Get, "/espace");
        forged.Headers.Host = "voleur.test";
        yield return forged;
        var rewritten = Raw(HttpMethod.Get, "/");
        rewritten.Headers.Add("X-Original-URL", "/espace/donnees-personnelles");
        rewritten.Headers.Add("X-Rewrite-URL", "/espace/donnees-personnelles");
        rewritten.Headers.Add("X-HTTP-Method-Override", "DELETE");
        yield return rewritten;
        var cookies = Raw(HttpMethod.Get, "/espace");
        cookies.Headers.Add("Cookie", "maillage-session=CfDJ8AAAA; maillage-appareil=%00%00");
        yield return cookies;
    }

    private static async Task<IReadOnlyList<string>> Faults(HttpResponseMessage answer, string role)
    {
        var faults = new List<string>();
        if ((int)answer.StatusCode >= 500)
        {
            faults.Add($"panne {(int)answer.StatusCode}");
        }

        var body = await answer.Content.ReadAsStringAsync();
        faults.AddRange(
            Leaks.Where(leak => body.Contains(leak, StringComparison.Ordinal)).Select(leak => $"dit « {leak} »")
        );
        if (
            !SeeAll.Contains(role)
            && (
                body.Contains(OthersName, StringComparison.Ordinal)
                || body.Contains(OthersPerson, StringComparison.Ordinal)
            )
        )
        {
            faults.Add("montre l’autre structure");
        }

        faults.AddRange(TellingHeaders.Where(answer.Headers.Contains).Select(header => $"en-tête {header}"));
        if (
            answer.Headers.Location is { } location
            && (
                location.OriginalString.StartsWith("//", StringComparison.Ordinal)
                || location.OriginalString.StartsWith("/\\", StringComparison.Ordinal)
                || !location.OriginalString.StartsWith('/')
            )
        )
        {
            faults.Add($"mène à {location.OriginalString}");
        }

        return faults;
    }

    private HttpRequestMessage Raw(HttpMethod method, string path)
    {
        // As written: a client that is no browser sends dots and escapes as they are.
        Uri.TryCreate(
            root + path,
            new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true },
            out var address
        );
        var request = new HttpRequestMessage(method, address);
        // Each from another address: one alone would soon be stopped for its failures.
        request.Headers.Add("X-Forwarded-For", $"203.0.{++sent / 250 % 250}.{sent % 250}");
        return request;
    }

    private HttpRequestMessage Post(string path, IEnumerable<(string Name, string Value)> fields)
    {
        var request = Raw(HttpMethod.Post, path);
        request.Content = new FormUrlEncodedContent(fields.Select(f => KeyValuePair.Create(f.Name, f.Value)));
        return request;
    }

    private HttpRequestMessage File(string path, string token, byte[] bytes)
    {
        var request = Raw(HttpMethod.Post, path);
        request.Content = new MultipartFormDataContent
        {
            { new ByteArrayContent(bytes), "photo", "../../../photo.svg" },
            { new StringContent("Porte bleue"), "texte" },
            { new StringContent(token), "__RequestVerificationToken" },
        };
        return request;
    }

    private HttpRequestMessage Broken(string path, string type, string body)
    {
        var request = Raw(HttpMethod.Post, path);
        request.Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body));
        request.Content.Headers.TryAddWithoutValidation("Content-Type", type);
        return request;
    }

    private async Task<HttpClient> Client(string role)
    {
        var client = new HttpClient(
            new SocketsHttpHandler { AllowAutoRedirect = false, CookieContainer = new CookieContainer() }
        )
        {
            BaseAddress = new Uri(root),
        };
        if (role != "visiteur")
        {
            var browser = new Browser(client);
            await browser.Open("/connexion");
            await browser
                .Fill("Votre adresse e-mail", People.EmailOf(role))
                .Fill("Votre mot de passe", People.Password)
                .Press("Se connecter");
            Assert.Equal(HttpStatusCode.Redirect, browser.Status);
        }

        return client;
    }

    private static async Task<string> Token(HttpClient client)
    {
        var browser = new Browser(client);
        await browser.Open("/lieux/maison-des-lices/signaler");
        return browser.Page.QuerySelector("input[name=__RequestVerificationToken]")!.GetAttribute("value")!;
    }

    private static void Fill(MaillageDb db, Ids ids)
    {
        var own = People.Organisation("Commune d’essai");
        var theirs = People.Organisation(OthersName);
        var place = Given.Place(but: place => place.OrganisationId = own.Id);
        var hidden = Given.Place("Maison cachée", place => place.OrganisationId = theirs.Id);
        db.AddRange(own, theirs, place, hidden);
        var person = db.AddMember(OthersPerson, theirs);
        db.AddMeeting(theirs.Id);
        db.Entry(db.Bookings.Local.Single()).Property(b => b.Name).CurrentValue = OthersPerson;
        db.Add(Given.Proposal("Café du Pont", id: theirs.Id));
        db.AddImport(theirs.Id);
        db.AddCampaign(theirs.Id, hidden);
        db.AddMember("bénévole", own, OrganisationRole.Volunteer);
        db.AddMember("aidant", own, OrganisationRole.Aidant);
        db.AddMember("médiateur", own, OrganisationRole.Mediator);
        db.AddMember("responsable", own);
        db.AddNetworkPerson("instruction", NetworkRoleKind.Instructor);
        db.AddNetworkPerson("financement", NetworkRoleKind.Funder);
        db.AddNetworkPerson("coordination", NetworkRoleKind.Coordinator, "44");
        db.AddNetworkPerson("administration", NetworkRoleKind.Administrator);
        (ids.Theirs, ids.TheirPerson, ids.Place, ids.TheirPlace) = (theirs.Id, person.Id, place.Id, hidden.Id);
        ids.TheirMembership = db
            .ChangeTracker.Entries<Membership>()
            .First(entry => entry.Entity.AccountId == person.Id)
            .Entity.Id;
        ids.Rights = string.Join(
            ' ',
            db.ChangeTracker.Entries<Membership>()
                .Select(entry => $"{entry.Entity.Id}{entry.Entity.Role}{entry.Entity.EndedOn}")
                .Concat(
                    db.ChangeTracker.Entries<NetworkRole>().Select(entry => $"{entry.Entity.Id}{entry.Entity.Kind}")
                )
                .Order(StringComparer.Ordinal)
        );
    }

    private static async Task<string> Rights(MaillageDb db) =>
        string.Join(
            ' ',
            (await db.Memberships.ToListAsync())
                .Select(m => $"{m.Id}{m.Role}{m.EndedOn}")
                .Concat((await db.NetworkRoles.ToListAsync()).Select(r => $"{r.Id}{r.Kind}"))
                .Order(StringComparer.Ordinal)
        );

    private sealed class Ids
    {
        public Guid Theirs { get; set; }

        public Guid TheirPerson { get; set; }

        public Guid TheirMembership { get; set; }

        public Guid Place { get; set; }

        public Guid TheirPlace { get; set; }

        public string Rights { get; set; } = "";
    }
}
