using System.Net;
using System.Reflection;
using Maillage.Features.Accounts;
using Maillage.Features.Inhabitants;
using Maillage.Features.OpenData;
using Maillage.Features.Organisations;
using Maillage.Features.Places;
using Maillage.Tests.Support;

namespace Maillage.Tests;

/// <summary>Addresses are plain functions in each feature's « Urls »: every one of them leads to something.</summary>
public class UrlsTests
{
    private const BindingFlags PublicStatic = BindingFlags.Public | BindingFlags.Static | BindingFlags.DeclaredOnly;

    private static readonly Organisation Organisation = People.Organisation("Commune d’essai");

    private static readonly Guid StopId = Guid.CreateVersion7();
    private static readonly Guid Account = Guid.CreateVersion7();
    private static readonly Guid VolunteerId = Guid.CreateVersion7();

    private static readonly Dictionary<string, object?> Samples = new()
    {
        ["slug"] = "maison-des-lices",
        ["code"] = "49007",
        ["insee"] = "49007",
        ["need"] = "sante",
        ["words"] = "carte grise",
        ["latitude"] = 47.4705,
        ["longitude"] = -0.5508,
        ["path"] = "/espace",
        ["question"] = "contact",
        ["organisation"] = Organisation.Id,
        ["stop"] = StopId,
        ["account"] = Account,
        ["picture"] = Account,
        ["width"] = 480,
        ["membership"] = VolunteerId,
        ["secret"] = "secret-d-essai",
        ["pair"] = Organisation.Id,
        ["campaign"] = Organisation.Id,
        ["verification"] = Organisation.Id,
        ["merge"] = Organisation.Id,
        ["letter"] = Organisation.Id,
        ["template"] = 0,
        ["proposal"] = Organisation.Id,
        ["run"] = Organisation.Id,
        ["list"] = Organisation.Id,
        ["number"] = 1,
        ["offer"] = Organisation.Id,
        ["opening"] = Organisation.Id,
        ["booking"] = Organisation.Id,
        ["session"] = Organisation.Id,
        ["day"] = new DateOnly(2026, 12, 1),
    };

    [Fact]
    public async Task Every_address_that_a_feature_gives_answers()
    {
        await using var app = await TestApp.Start(db =>
        {
            var place = Given.Place();
            place.Stops.Add(
                new Stop
                {
                    Id = StopId,
                    PlaceId = place.Id,
                    Where = "Place de l’église",
                    Insee = "49007",
                    Times = "Tu 09:00-12:00",
                }
            );
            db.AddRange(place, Organisation);
            db.AddDuplicates(Organisation.Id, place);
            db.AddCampaign(Organisation.Id, place);
            db.Add(Given.Proposal("Café du Pont", id: Organisation.Id));
            db.AddImport(Organisation.Id);
            db.AddOffer(Organisation.Id);
            db.AddMeeting(Organisation.Id);
            db.AddAccount("Noé Blin", Account);
            var administrator = db.AddNetworkPerson("Ana Lopes", NetworkRoleKind.Administrator);
            db.Add(
                new Membership
                {
                    Id = Guid.CreateVersion7(),
                    AccountId = administrator.Id,
                    OrganisationId = Organisation.Id,
                    Role = OrganisationRole.Manager,
                    From = new DateOnly(2025, 1, 6),
                }
            );
            db.Add(
                new Membership
                {
                    Id = VolunteerId,
                    AccountId = db.AddAccount("Chloé Vidal").Id,
                    OrganisationId = Organisation.Id,
                    Role = OrganisationRole.Volunteer,
                    From = new DateOnly(2025, 1, 6),
                }
            );
            db.Add(
                new Invitation
                {
                    Id = Guid.CreateVersion7(),
                    SecretHash = Secret.HashOf("secret-d-essai"),
                    Email = "bruno.petit@exemple.test",
                    CreatedAt = TestApp.DefaultNow.UtcDateTime,
                    EndsAt = TestApp.DefaultNow.UtcDateTime + Invitation.Longest,
                }
            );
        });
        using var client = await app.SignedInClient("Ana Lopes");
        var addresses = typeof(Program)
            .Assembly.GetTypes()
            .Where(type => type.Name.EndsWith("Urls", StringComparison.Ordinal))
            .SelectMany(AddressesOf)
            // The photo and the report of an import need their files: PhotoTests and DeskImportTests read them.
            .Where(address => address.Name is not ("PlaceUrls.Photo" or "PlaceUrls.ImportReport"))
            // Without a time it says so with 400: PublicBookingTests read it.
            .Where(address => address.Name != "MeetingUrls.Book")
            .Where(address =>
                address.Path.StartsWith('/')
                && address.Path != OpenDataUrls.ApiPath
                && address.Path != AccountUrls.Code
                // Off unless set.
                && !address.Path.StartsWith(AccountUrls.ProConnectPath, StringComparison.Ordinal)
                && address.Path != InhabitantUrls.FranceConnectPath
            )
            .ToList();

        Assert.InRange(addresses.Count, 20, int.MaxValue);
        foreach (var (name, path) in addresses)
        {
            using var answer = await client.GetAsync(path);
            Assert.True(answer.StatusCode == HttpStatusCode.OK, $"{name} : {path} répond {(int)answer.StatusCode}");
        }
    }

    private static IEnumerable<(string Name, string Path)> AddressesOf(Type urls)
    {
        foreach (var field in urls.GetFields(PublicStatic).Where(field => field.FieldType == typeof(string)))
        {
            yield return ($"{urls.Name}.{field.Name}", (string)field.GetValue(null)!);
        }

        foreach (var method in urls.GetMethods(PublicStatic).Where(method => method.ReturnType == typeof(string)))
        {
            // What a link of a message carries is signed by the application itself.
            if (method.GetParameters().Any(parameter => parameter.Name == "token"))
            {
                continue;
            }

            var values = method.GetParameters().Select(parameter => Samples[parameter.Name!]).ToArray();
            yield return ($"{urls.Name}.{method.Name}", (string)method.Invoke(null, values)!);
        }
    }
}
