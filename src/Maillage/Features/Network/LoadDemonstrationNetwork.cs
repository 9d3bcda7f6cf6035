using Maillage.Data;
using Maillage.Features.Accounts;
using Maillage.Features.Places.Demonstration;
using Maillage.Platform.Time;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Maillage.Features.Network;

/// <summary>
/// Fills a demonstration without people with invented ones (démonstration du réseau), each labelled so. They have no
/// password and no address that exists: nobody signs in as them.
/// </summary>
public sealed class LoadDemonstrationNetwork(MaillageDb db, IOptions<DemonstrationSettings> settings, TimeProvider time)
{
    private static readonly Invented[] People =
    [
        new("Lina Moreau", "Association Clic et Déclic", OrganisationRole.Mediator)
        {
            Epcis = ["200071876"],
            Skills = [("securite_numerique", "avance"), ("email", "avance"), ("navigation_sur_internet", "avance")],
            Capacities = ["animer", "former"],
            Audiences = ["Seniors"],
            Availability = "Un atelier par mois hors de ma structure, prévenir quinze jours avant.",
            FreeHalfDays = ["2-matin", "4-apres-midi"],
        },
        new("Yanis Boucher", "Association Clic et Déclic", OrganisationRole.Manager)
        {
            Epcis = ["200071876", "244900015"],
            Skills = [("culture_numerique", "avance"), ("intelligence_artificielle", "intermediaire")],
            Capacities = ["animer"],
            Languages = ["ar", "en"],
        },
        new("Solène Guérin", "Association Au Fil du Net", OrganisationRole.Mediator)
        {
            Epcis = ["244900015"],
            Skills = [("aide_aux_demarches_administratives", "avance"), ("social_sante", "avance")],
            Capacities = ["former"],
            Audiences = ["Familles et/ou enfants"],
            Online = ("Solène, Promeneuse du Net", "Discord", "Mo,We 17:00-19:30"),
        },
        new("Hugo Lambert", "Ressourcerie La Deuxième Puce", OrganisationRole.Mediator)
        {
            Epcis = ["244900015"],
            Skills = [("maintenance_de_materiel", "avance"), ("prendre_en_main_du_materiel", "avance")],
            Capacities = ["depanner"],
            FreeHalfDays = ["5-matin", "5-apres-midi"],
        },
        new("Inès Caillaud", "Association Le Voyage en Lien", OrganisationRole.Aidant)
        {
            Skills = [("famille_scolarite", "intermediaire"), ("logement", "intermediaire")],
            Audiences = ["Langues étrangères (autres)"],
            Languages = ["ro"],
        },
        new("Malo Derouet", "Mission locale des Coteaux (démonstration)", OrganisationRole.Volunteer)
        {
            Skills = [("insertion_professionnelle", "debutant")],
            Audiences = ["Jeunes"],
            Online = ("Malo, Promeneur du Net", "Instagram", "Tu-Th 14:00-18:00"),
        },
    ];

    /// <summary>Does nothing unless the settings ask for it and there is nobody yet.</summary>
    public async Task Run(CancellationToken cancellation = default)
    {
        if (!settings.Value.Load || await db.Accounts.AnyAsync(cancellation))
        {
            return;
        }

        var names = People.Select(p => p.Organisation).ToList();
        var organisations = (
            await db
                .Organisations.Where(o => names.Contains(o.Name))
                .Select(o => new { o.Id, o.Name })
                .ToListAsync(cancellation)
        ).ToLookup(o => o.Name, o => o.Id);
        var (now, today) = (time.GetUtcNow().UtcDateTime, time.TodayInParis());
        foreach (var (invented, rank) in People.Select((p, i) => (p, i)))
        {
            foreach (var organisation in organisations[invented.Organisation].Take(1))
            {
                var account = invented.Account(rank, now);
                db.Add(account);
                db.Add(
                    new Membership
                    {
                        Id = Guid.CreateVersion7(),
                        AccountId = account.Id,
                        OrganisationId = organisation,
                        Role = invented.Role,
                        From = today,
                    }
                );
                db.Add(invented.Profile(account.Id, now));
            }
        }

        await db.SaveChangesAsync(cancellation);
    }

    private sealed record Invented(string Name, string Organisation, OrganisationRole Role)
    {
        public List<string> Epcis { get; init; } = [];

        public List<(string Topic, string Level)> Skills { get; init; } = [];

        public List<string> Audiences { get; init; } = [];

        public List<string> Languages { get; init; } = [];

        public List<string> Capacities { get; init; } = [];

        public string? Availability { get; init; }

        public List<string> FreeHalfDays { get; init; } = [];

        public (string Name, string Platform, string Hours)? Online { get; init; }

        public Account Account(int rank, DateTime now)
        {
            // The domain can belong to nobody (RFC 2606).
            var email = FormattableString.Invariant($"demonstration-{rank + 1}@maillage.invalid");
            return new Account
            {
                Id = Guid.CreateVersion7(),
                Name = $"{Name} (démonstration)",
                UserName = email,
                NormalizedUserName = email.ToUpperInvariant(),
                Email = email,
                NormalizedEmail = email.ToUpperInvariant(),
                SecurityStamp = Guid.CreateVersion7().ToString("N"),
                CreatedAt = now,
            };
        }

        public Profile Profile(Guid accountId, DateTime now)
        {
            var profile = new Profile
            {
                Id = Guid.CreateVersion7(),
                AccountId = accountId,
                Epcis = Epcis,
                Skills = [.. Skills.Select(s => new SkillLevel { Topic = s.Topic, Level = s.Level })],
                Audiences = Audiences,
                Languages = Languages,
                Capacities = Capacities,
                Availability = Availability,
                FreeHalfDays = FreeHalfDays,
                OnlineName = Online is { } named ? $"{named.Name} (démonstration)" : null,
                OnlinePlatform = Online?.Platform,
                OnlineHours = Online?.Hours,
                ModifiedAt = now,
            };
            if (Online is not null)
            {
                profile.Show(ProfileField.Online, Sight.Public);
            }

            return profile;
        }
    }
}
