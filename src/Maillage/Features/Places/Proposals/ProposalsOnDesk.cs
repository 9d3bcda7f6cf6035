using Maillage.Features.Accounts;
using Maillage.Platform.Text;
using Maillage.Platform.Time;
using Microsoft.EntityFrameworkCore;

namespace Maillage.Features.Places.Proposals;

/// <summary>Places that people propose and that wait for a decision, on the desk.</summary>
internal sealed class ProposalsOnDesk(ProposalsInHand proposalsInHand) : IDeskGroup
{
    private const int Shown = 5;

    public async Task<DeskGroup?> For(Person person, CancellationToken cancellation)
    {
        if (!person.IsCoordinator && !person.IsAdministrator)
        {
            return null;
        }

        var waiting = proposalsInHand.Of(person).Where(p => p.ClosedAt == null);
        var first = await waiting
            .OrderBy(p => p.CreatedAt)
            .Take(Shown)
            .Select(p => new
            {
                p.Id,
                p.Name,
                p.CommuneName,
                p.CreatedAt,
            })
            .ToListAsync(cancellation);
        return new DeskGroup(
            "propositions",
            "Lieux proposés",
            await waiting.CountAsync(cancellation),
            [
                .. first.Select(p => new DeskTask(
                    $"{p.Name}, {p.CommuneName}",
                    $"Proposé le {FrenchTypography.Day(ParisTime.DayAt(p.CreatedAt), "d MMMM yyyy")}",
                    "Décider",
                    PlaceUrls.Proposal(p.Id)
                )),
            ],
            PlaceUrls.Proposals
        );
    }
}
