using Maillage.Data;
using Maillage.Features.Accounts;
using Maillage.Features.Network;
using Maillage.Features.Organisations;
using Maillage.Features.Places;
using Maillage.Features.Places.Editing;
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

    private static readonly Guid VolunteerId = Guid.Parse("00000000-0000-7000-8000-000000000050");

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
        db.AddNetworkPerson("Ada", NetworkRoleKind.Administrator);
        db.AddMember("Rachid", organisation);
        var rachid = db.Accounts.Local.Single(a => a.Name == "Rachid");
        var volunteer = db.AddAccount($"Éloïse {new string('é', 60)}");
        var mission = new Membership
        {
            Id = VolunteerId,
            AccountId = volunteer.Id,
            OrganisationId = organisation.Id,
            Role = OrganisationRole.Volunteer,
            From = new DateOnly(2026, 10, 1),
        };
        mission.Plan(new DateOnly(2027, 6, 30), rachid.Id);
        db.Memberships.Add(mission);
        db.Profiles.Add(LongestProfile(rachid.Id));
        db.AddAccount("Nour");
        db.AddAccount("Paul").TwoFactorEnabled = true;
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

    /// <summary>Everything that a person can say, as long as it may be, and public.</summary>
    private static Profile LongestProfile(Guid accountId)
    {
        var word = new string('é', 60);
        var profile = new Profile
        {
            Id = Guid.CreateVersion7(),
            AccountId = accountId,
            Epcis = ["244900015", "200071876"],
            Skills = [.. SkillWords.Topics.Select(t => new SkillLevel { Topic = t.Code, Level = "intermediaire" })],
            Audiences = [.. SkillWords.Audiences.Select(a => a.Code)],
            Languages = [.. SkillWords.Languages],
            Capacities = [.. SkillWords.Capacities.Select(c => c.Code)],
            Availability = $"<script>alert(1)</script> {word} tous les mois",
            FreeHalfDays = [.. HalfDays.All.Select(d => d.Code)],
            Phone = "+33241814949",
            Email = $"{new string('a', 60)}@exemple.test",
            OnlineName = $"<b>Rachid</b> {word}",
            OnlinePlatform = "Discord",
            OnlineAddress = $"https://exemple.test/{new string('a', 200)}",
            OnlineHours = "Mo-Fr 10:00-12:30,18:00-20:00",
            ModifiedAt = new DateTime(2026, 11, 1, 0, 0, 0, DateTimeKind.Utc),
        };
        foreach (var field in Enum.GetValues<ProfileField>())
        {
            profile.Show(field, Sight.Public);
        }

        return profile;
    }
}
