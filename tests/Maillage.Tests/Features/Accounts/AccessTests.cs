using System.Net;
using Maillage.Data;
using Maillage.Features.Accounts;
using Maillage.Features.Organisations;
using Maillage.Features.Places;
using Maillage.Tests.Support;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Maillage.Tests.Features.Accounts;

/// <summary>
/// The table of docs/access.md, written and reviewed by hand, against the real answers of every endpoint to every role.
/// </summary>
public class AccessTests
{
    private static readonly Guid ToErase = Guid.CreateVersion7();

    private const string SecretOfLink = "secret-d-essai";
    private const string OthersName = "Structure Secrète";
    private const string OthersPerson = "Zoé Cachée";

    /// <summary>Somebody who comes to the other organisation, somebody whom it invites, and what people tell it.</summary>
    private static readonly string[] OthersWords =
    [
        OthersName,
        OthersPerson,
        "Mme Cachette",
        "invitee.cachee@exemple.test",
        "Phrase cachée",
    ];

    private static readonly string[] Roles =
    [
        "visiteur",
        "sans rôle",
        "bénévole",
        "aidant",
        "médiateur",
        "responsable",
        "autre structure",
        "coordination",
        "coordination d’ailleurs",
        "instruction",
        "financement",
        "administration",
    ];

    /// <summary>Those who see every organisation.</summary>
    private static readonly string[] SeeAll = ["coordination", "coordination d’ailleurs", "administration"];

    /// <summary>Where people of the network find each other, whatever their organisation; visitors do not.</summary>
    private static readonly string[] ShownToTheNetwork = ["GET /reseau"];

    [Fact]
    public async Task Every_endpoint_has_its_line_in_the_table()
    {
        await using var app = await TestApp.Start();

        var real = Endpoints(app).Select(endpoint => endpoint.Name).ToHashSet(StringComparer.Ordinal);

        var table = Table().Keys.ToHashSet(StringComparer.Ordinal);
        Assert.True(real.IsSubsetOf(table), "Sans ligne : " + string.Join(" ; ", real.Except(table)));
        Assert.True(table.IsSubsetOf(real), "Lignes de trop : " + string.Join(" ; ", table.Except(real)));
    }

    [Fact]
    public async Task Every_endpoint_has_a_policy_or_an_explicit_anonymous_mark()
    {
        await using var app = await TestApp.Start();

        var bare = app
            .Services.GetRequiredService<EndpointDataSource>()
            .Endpoints.Where(e =>
                e.Metadata.GetMetadata<IAllowAnonymous>() is null && e.Metadata.GetMetadata<IAuthorizeData>() is null
            )
            .Select(e => e.DisplayName);

        Assert.Empty(bare);
    }

    [Fact]
    public async Task Every_endpoint_answers_every_role_as_the_table_says()
    {
        var own = People.Organisation("Commune d’essai");
        await using var app = await TestApp.Start(db => Fill(db, own));
        var table = Table();
        var wrong = new List<string>();
        foreach (var (column, role) in Roles.Index())
        {
            using var client =
                role == "visiteur"
                    ? app.Client(followRedirects: false)
                    : await app.SignedInClient(role, followRedirects: false);
            var token = await Token(client);
            foreach (var endpoint in Endpoints(app).Where(e => e.Name != "POST /deconnexion"))
            {
                var (answer, body) = await Call(client, endpoint, own, token);
                if (answer != table[endpoint.Name][column])
                {
                    wrong.Add($"{endpoint.Name} pour {role} : {answer}, attendu {table[endpoint.Name][column]}");
                }

                if (
                    role != "autre structure"
                    && !(ShownToTheNetwork.Contains(endpoint.Name) && role is not ("visiteur" or "sans rôle"))
                    && !SeeAll.Contains(role)
                    && OthersWords.Any(word => body.Contains(word, StringComparison.Ordinal))
                )
                {
                    wrong.Add($"{endpoint.Name} montre l’autre structure à : {role}");
                }
            }
        }

        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
    }

    [Fact]
    public async Task A_form_without_its_token_is_refused_everywhere()
    {
        var own = People.Organisation("Commune d’essai");
        await using var app = await TestApp.Start(db => Fill(db, own));
        using var client = await app.SignedInClient("administration", followRedirects: false);
        var posts = Endpoints(app).Where(e => e.Name.StartsWith("POST", StringComparison.Ordinal)).ToList();

        foreach (var endpoint in posts.Where(e => e.Name != "POST /erreur/{status:int}"))
        {
            using var content = new FormUrlEncodedContent([]);
            using var answer = await client.PostAsync(new Uri(endpoint.Address(own), UriKind.Relative), content);
            // The SMS gateway and the link that stops messages prove themselves by a signature instead.
            var isRefused = (int)answer.StatusCode is >= 400 and < 500;
            Assert.True(isRefused, $"{endpoint.Name} : {answer.StatusCode}");
        }

        Assert.InRange(posts.Count, 6, int.MaxValue);
    }

    private static void Fill(MaillageDb db, Organisation own)
    {
        var other = People.Organisation(OthersName);
        var place = Given.Place(but: place => place.OrganisationId = own.Id);
        db.AddRange(own, other, place);
        db.AddDuplicates(own.Id, place);
        db.AddCampaign(own.Id, place);
        db.Add(Given.Proposal("Café du Pont", id: own.Id));
        db.AddImport(own.Id);
        db.AddOffer(own.Id);
        db.AddMeeting(own.Id);
        db.AddMeeting(other.Id);
        db.Entry(db.Offers.Local.Single(o => o.Id == other.Id)).Property(o => o.Slug).CurrentValue = "ailleurs";
        db.Entry(db.Bookings.Local.Single(b => b.Id == other.Id)).Property(b => b.Name).CurrentValue = "Mme Cachette";
        var theirs = Given.Place("Maison d’ailleurs", p => p.OrganisationId = other.Id);
        db.Add(theirs);
        db.Add(
            new PlaceReport
            {
                Id = Guid.CreateVersion7(),
                PlaceId = theirs.Id,
                Message = "Phrase cachée",
                CreatedAt = TestApp.DefaultNow.UtcDateTime,
            }
        );
        db.Add(
            new Invitation
            {
                Id = Guid.CreateVersion7(),
                SecretHash = Secret.HashOf("un autre secret"),
                Email = "invitee.cachee@exemple.test",
                OrganisationId = other.Id,
                Role = OrganisationRole.Aidant,
                CreatedAt = TestApp.DefaultNow.UtcDateTime,
                EndsAt = TestApp.DefaultNow.UtcDateTime + Invitation.Longest,
            }
        );
        db.AddMember(OthersPerson, other, OrganisationRole.Mediator);
        db.AddMember("autre structure", other);
        db.AddAccount("sans rôle");
        db.AddAccount("à effacer", ToErase);
        db.AddMember("bénévole", own, OrganisationRole.Volunteer);
        db.AddMember("aidant", own, OrganisationRole.Aidant);
        db.AddMember("médiateur", own, OrganisationRole.Mediator);
        db.AddMember("responsable", own);
        db.AddNetworkPerson("coordination", NetworkRoleKind.Coordinator);
        db.AddNetworkPerson("coordination d’ailleurs", NetworkRoleKind.Coordinator, "44");
        db.AddNetworkPerson("instruction", NetworkRoleKind.Instructor);
        db.AddNetworkPerson("financement", NetworkRoleKind.Funder);
        db.AddNetworkPerson("administration", NetworkRoleKind.Administrator);
        db.Add(
            new Invitation
            {
                Id = Guid.CreateVersion7(),
                SecretHash = Secret.HashOf(SecretOfLink),
                Email = "nouvelle@exemple.test",
                OrganisationId = own.Id,
                Role = OrganisationRole.Aidant,
                CreatedAt = TestApp.DefaultNow.UtcDateTime,
                EndsAt = TestApp.DefaultNow.UtcDateTime + Invitation.Longest,
            }
        );
    }

    private static async Task<string> Token(HttpClient client)
    {
        var browser = new Browser(client);
        await browser.Open("/lieux/maison-des-lices/signaler");
        return browser.Page.QuerySelector("input[name=__RequestVerificationToken]")!.GetAttribute("value")!;
    }

    private static async Task<(string Answer, string Body)> Call(
        HttpClient client,
        Endpoint endpoint,
        Organisation own,
        string token
    )
    {
        var address = new Uri(endpoint.Address(own), UriKind.Relative);
        using var form = new FormUrlEncodedContent([KeyValuePair.Create("__RequestVerificationToken", token)]);
        using var answer = endpoint.Name.StartsWith("POST", StringComparison.Ordinal)
            ? await client.PostAsync(address, form)
            : await client.GetAsync(address);
        var words = answer.StatusCode switch
        {
            HttpStatusCode.Forbidden => "refus",
            HttpStatusCode.NotFound => "rien",
            HttpStatusCode.Redirect
                when answer.Headers.Location!.OriginalString.StartsWith("/connexion?", StringComparison.Ordinal) =>
                "connexion",
            >= HttpStatusCode.InternalServerError => "panne",
            _ => "oui",
        };
        return (words, await answer.Content.ReadAsStringAsync());
    }

    private static IEnumerable<Endpoint> Endpoints(TestApp app)
    {
        foreach (
            var endpoint in app.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
        )
        {
            var pattern = "/" + endpoint.RoutePattern.RawText!.TrimStart('/');
            if (endpoint.Metadata.GetMetadata<PageActionDescriptor>() is { } page)
            {
                yield return new Endpoint($"GET {pattern}");
                var model = typeof(Program)
                    .Assembly.GetTypes()
                    .SingleOrDefault(type =>
                        type.IsSubclassOf(typeof(PageModel)) && FolderOf(type) == page.ViewEnginePath
                    );
                if (model?.GetMethod("OnPost") is not null)
                {
                    yield return new Endpoint($"POST {pattern}");
                }
            }
            else if (
                endpoint.Metadata.GetMetadata<HttpMethodMetadata>() is { } methods
                && !pattern.StartsWith("/_", StringComparison.Ordinal)
            )
            {
                foreach (var method in methods.HttpMethods.Where(method => method != "HEAD"))
                {
                    // Styles, scripts and fonts: one line for all.
                    yield return new Endpoint(IsAsset(endpoint) ? "GET les fichiers statiques" : $"{method} {pattern}");
                }
            }
            else if (pattern == "/readyz")
            {
                yield return new Endpoint("GET /readyz");
            }
        }
    }

    private static bool IsAsset(RouteEndpoint endpoint) =>
        endpoint.Metadata.Any(m => m.GetType().Name.Contains("StaticAsset", StringComparison.Ordinal));

    /// <summary><c>Maillage.Features.Accounts.Teams.TeamModel</c> gives <c>/Accounts/Teams/Team</c>.</summary>
    private static string FolderOf(Type model) =>
        "/" + model.FullName!["Maillage.Features.".Length..^"Model".Length].Replace('.', '/');

    /// <summary>Line by line: what each role gets, in the order of <see cref="Roles"/>.</summary>
    private static Dictionary<string, string[]> Table()
    {
        var lines = File.ReadLines(Path.Combine(SharedData.Repository, "docs", "access.md"))
            .Where(line => line.StartsWith('|'))
            .Select(line => line.Trim('|').Split('|').Select(cell => cell.Trim().Trim('`')).ToArray())
            .ToList();
        Assert.Equal(Roles, lines[0][1..]);
        return lines.Skip(2).ToDictionary(line => line[0], line => line[1..]);
    }

    private sealed record Endpoint(string Name)
    {
        public string Address(Organisation own) =>
            Name == "GET les fichiers statiques"
                ? "/maillage.css"
                : Name[(Name.IndexOf(' ', StringComparison.Ordinal) + 1)..]
                    .Replace("{id:guid}", own.Id.ToString(), StringComparison.Ordinal)
                    .Replace("{picture:guid}", ToErase.ToString(), StringComparison.Ordinal)
                    .Replace("{number:int}", "1", StringComparison.Ordinal)
                    .Replace("{width:int}", "480", StringComparison.Ordinal)
                    .Replace("{letter:guid}", own.Id.ToString(), StringComparison.Ordinal)
                    .Replace("{template:int}", "0", StringComparison.Ordinal)
                    .Replace("{account:guid}", ToErase.ToString(), StringComparison.Ordinal)
                    .Replace("{secret}", SecretOfLink, StringComparison.Ordinal)
                    .Replace("{slug}", "maison-des-lices", StringComparison.Ordinal)
                    .Replace("{status:int}", "404", StringComparison.Ordinal)
                    .Replace("{question}", "contact", StringComparison.Ordinal)
                    .Replace("{offre}", own.Id.ToString(), StringComparison.Ordinal)
                    .Replace("{plage:guid}", own.Id.ToString(), StringComparison.Ordinal)
                    .Replace("{reservation:guid}", own.Id.ToString(), StringComparison.Ordinal)
                    .Replace("{seance:guid}", own.Id.ToString(), StringComparison.Ordinal)
                    .Replace("{passage}", "nouveau", StringComparison.Ordinal)
                    .Replace("{code}", "49007", StringComparison.Ordinal)
                    .Replace("{id}", "maison-des-lices", StringComparison.Ordinal);
    }
}
