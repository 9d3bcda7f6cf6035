using Maillage.Data;
using Maillage.Features.Accounts;
using Maillage.Features.Organisations;
using Maillage.Features.Places;
using Maillage.Features.Places.Editing;
using Maillage.Platform.Privacy;
using Maillage.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace Maillage.BrowserTests.Support;

/// <summary>
/// People of the demonstration site, whom the states of the desk's pages name: « Coralie » coordinates, « Rachid » manages
/// an organisation, « Ada » administers, « Nour » has no role yet, « Paul » owes a code.
/// </summary>
internal static class Network
{
    /// <summary>The secret of a link that still serves.</summary>
    private const string InvitationSecret = "lien-d-essai";

    private const string PlaceSlug = "maison-des-services-du-lac-angers";

    private static readonly Guid OrganisationId = Guid.Parse("00000000-0000-7000-8000-000000000049");

    public static async Task AddTo(MaillageDb db)
    {
        var organisation = new Organisation
        {
            Id = OrganisationId,
            Name = $"<b>Communauté</b> de communes {new string('é', 60)}",
            Siret = "22490001500013",
        };
        db.Organisations.Add(organisation);
        db.AddNetworkPerson("Coralie", NetworkRoleKind.Coordinator);
        db.AddMember("Rachid", organisation);
        db.AddAccount("Nour");
        db.AddAccount("Paul").TwoFactorEnabled = true;
        db.AddNetworkPerson("Ada", NetworkRoleKind.Administrator);
        db.Accounts.Add(
            new Account
            {
                Id = Guid.Parse("00000000-0000-7000-8000-0000000000a1"),
                Name = $"<b>Quelqu’un</b> {new string('é', 60)}",
                Email = "quelquun@exemple.test",
                NormalizedEmail = "QUELQUUN@EXEMPLE.TEST",
                CreatedAt = new DateTime(2026, 1, 5, 9, 0, 0, DateTimeKind.Utc),
            }
        );
        db.PurgeRuns.Add(
            new PurgeRun
            {
                Id = Guid.CreateVersion7(),
                StartedAt = new DateTime(2026, 11, 24, 2, 3, 0, DateTimeKind.Utc),
                EndedAt = new DateTime(2026, 11, 24, 2, 4, 0, DateTimeKind.Utc),
                Done = [new PurgedKind("accounts", 2), new PurgedKind("messages", 1_340), new PurgedKind("journal", 0)],
            }
        );
        var place = await db.Places.SingleAsync(p => p.Slug == PlaceSlug);
        place.OrganisationId = organisation.Id;
        var now = place.ModifiedAt;
        db.Invitations.Add(
            new Invitation
            {
                Id = Guid.CreateVersion7(),
                SecretHash = People.HashOf(InvitationSecret),
                Email = $"{new string('a', 60)}@exemple.test",
                OrganisationId = organisation.Id,
                Role = OrganisationRole.Mediator,
                CreatedAt = now,
                EndsAt = now.AddYears(10),
            }
        );
        db.PlaceReports.Add(
            new PlaceReport
            {
                Id = Guid.CreateVersion7(),
                PlaceId = place.Id,
                Message = $"<script>alert(1)</script> C’est fermé le mercredi {new string('é', 60)}",
                ReplyTo = "02 61 91 00 00",
                CreatedAt = now,
            }
        );
        db.FieldDisputes.Add(
            new FieldDispute
            {
                Id = Guid.CreateVersion7(),
                PlaceId = place.Id,
                Field = nameof(Place.Summary),
                Source = "Liste nationale",
                Theirs = """{"summary":"On accueille tout le monde"}""",
                RunId = Guid.CreateVersion7(),
                At = now,
            }
        );
        foreach (var (phone, minutes) in new[] { ("+33261910001", 1), ("+33261910002", 2) })
        {
            db.PlaceVersions.Add(
                new PlaceVersion
                {
                    Id = Guid.CreateVersion7(),
                    PlaceId = place.Id,
                    Kind = VersionKind.Edited,
                    At = now.AddMinutes(minutes),
                    State = $$"""{"name":"Maison des services du Lac","phone":"{{phone}}"}""",
                }
            );
        }
    }
}
