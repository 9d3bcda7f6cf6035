using Maillage.Data;
using Maillage.Features.Places.Export;
using Maillage.Features.Places.Proposals;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Maillage.Features.Places.Demonstration;

/// <summary>Whether a new deployment shows invented places: section <c>Demonstration</c> of the settings.</summary>
public sealed class DemonstrationSettings
{
    public const string Section = "Demonstration";

    /// <summary>True to fill an empty directory with the invented places of Maine-et-Loire.</summary>
    public bool Load { get; set; }
}

/// <summary>
/// Fills an empty directory with invented places, clearly labelled as a demonstration (démonstration), and with what the
/// public says of them.
/// </summary>
public sealed class LoadDemonstration(
    MaillageDb db,
    ReadMaillageJson readPlaces,
    IOptions<DemonstrationSettings> settings,
    TimeProvider time
)
{
    /// <summary>The source that every invented place bears.</summary>
    public const string Source = "Démonstration Maillage";

    /// <summary>Does nothing unless the settings ask for it and the directory is empty.</summary>
    public async Task Run(CancellationToken cancellation = default)
    {
        if (!settings.Value.Load || await db.Places.AnyAsync(cancellation))
        {
            return;
        }

        await using var file = typeof(LoadDemonstration).Assembly.GetManifestResourceStream(
            "demonstration/places.json"
        )!;
        await readPlaces.Run(file, cancellation: cancellation);
        var now = time.GetUtcNow().UtcDateTime;
        db.PlaceReports.Add(
            new PlaceReport
            {
                Id = Guid.CreateVersion7(),
                PlaceId = await db.Places.OrderBy(p => p.Slug).Select(p => p.Id).FirstAsync(cancellation),
                Message = "Le numéro a changé (démonstration).",
                Fact = ReportedFact.Phone,
                Proposed = "02 61 91 00 98",
                CreatedAt = now,
            }
        );
        db.PlaceProposals.Add(
            new PlaceProposal
            {
                Id = Guid.CreateVersion7(),
                Name = "Café associatif de la Place (démonstration)",
                Insee = "49007",
                CommuneName = "Angers",
                Where = "à côté de l’église",
                Needs = ["papiers-impots"],
                Phone = "+33261910099",
                Hours = "le mardi matin",
                Ground = ProposalGround.WasThere,
                CreatedAt = now,
            }
        );
        await db.SaveChangesAsync(cancellation);
    }
}
